import { manifest } from '@partner-destinations/destination-actions'
import { presetSubscriptions, Subscriptions } from '@partner-destinations/runner'
import type { Subscription } from '@partner-destinations/runner'
import type { Fault } from '@partner-destinations/sandbox'
import { vendorNames } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import { Connection } from '../../connection'
import { deliveries, nameOf } from '../../faults/deliveries'
import type { Delivery } from '../../faults/deliveries'
import { startVendors } from '../../fuzz/property'
import type { Vendors } from '../../fuzz/property'
import { redeliveredEvents } from '../../redelivery/events'
import { fixturesOf } from '../../vendor-fixtures'
import { byFramework, byRunner, expectAgreement } from '../both-ways'

type Payload = JSONObject | JSONObject[]

/** Something to deliver, through one subscription. */
interface Row {
  name: string
  vendor: VendorName
  subscription: Subscription
  payload: Payload
  before: JSONObject[]
}

function subscriptionsFor(vendor: VendorName, event: JSONObject, mapping: JSONObject = {}): Subscription[] {
  const takers = new Subscriptions(manifest[vendor], presetSubscriptions(manifest[vendor])).takers(event)
  return takers.map((one) => ({ ...one, mapping: { ...one.mapping, ...mapping } }))
}

const cloudVendors = vendorNames.filter((vendor) => vendor in manifest)

const fixtures = cloudVendors.flatMap((vendor) =>
  fixturesOf(vendor).flatMap(({ name, event }) =>
    subscriptionsFor(vendor, event).map(
      (subscription): Row => ({ name: `${vendor} ${name}`, vendor, subscription, payload: event, before: [] })
    )
  )
)

const redelivered = redeliveredEvents.flatMap(({ vendor, event, before }) =>
  subscriptionsFor(vendor, event).map(
    (subscription): Row => ({
      name: `${vendor} ${subscription.name}: ${JSON.stringify(event.event ?? event.type)}`,
      vendor,
      subscription,
      payload: event,
      before: before ? [before] : []
    })
  )
)

/** The events that a delivery of the fault tables hands to its connection. */
async function givenTo(delivering: Delivery['deliver'] | undefined): Promise<Payload[]> {
  const given: Payload[] = []
  const take = async (payload: Payload) => void given.push(payload)
  const none = async () => undefined
  const connection = { event: take, batch: take, delete: none, testAuthentication: none }
  await delivering?.(connection)
  return given
}

const faults: (Fault | undefined)[] = [
  undefined,
  { status: 401 },
  { status: 422 },
  { status: 429 },
  { status: 501 },
  { status: 503 },
  { status: 307, location: 'https://elsewhere.example/' },
  { status: 200, body: 'not-json' },
  { reset: 'before' },
  { reset: 'during' }
]

const fewFaults: (Fault | undefined)[] = [undefined, { status: 422 }, { status: 503 }]

let sandboxed: Vendors

beforeAll(async () => {
  sandboxed = await startVendors()
})
afterAll(() => sandboxed.close())

/** Delivers by the framework and by the runner, each time to a vendor in the same state. */
async function expectBothTheSame({ vendor, subscription, payload, before }: Row, fault?: Fault): Promise<void> {
  const { sandbox, agent } = sandboxed
  const prepare = async () => {
    sandbox.setFaults(vendor, [])
    sandbox.reset(vendor)
    for (const event of before) await new Connection(vendor, agent).event(event)
    if (fault) sandbox.setFaults(vendor, [fault])
  }
  const delivery = { vendor, subscription, payload, agent }
  await prepare()
  const framework = await byFramework(delivery)
  const state = sandbox.read(vendor)
  for (const keepExchanges of [false, true]) {
    await prepare()
    expectAgreement(await byRunner(delivery, { keepExchanges }), framework)
    expect(sandbox.read(vendor)).toEqual(state)
  }
  sandbox.setFaults(vendor, [])
}

describe('the runner does and reports the same as the framework', () => {
  it('for something of every vendor', () => {
    expect(new Set(fixtures.map(({ vendor }) => vendor))).toEqual(new Set(cloudVendors))
    expect(redelivered.length).toBeGreaterThanOrEqual(redeliveredEvents.length)
  })

  it.each([...fixtures, ...redelivered])('$name', async (row) => {
    for (const fault of fewFaults) await expectBothTheSame(row, fault)
  })

  it.each([...fixtures, ...redelivered])('as a list: $name', async (row) => {
    const event = row.payload as JSONObject
    const payload: JSONObject[] = [event, { type: 'group', groupId: 'g' }, { ...event, userId: '', traits: {} }]
    for (const fault of fewFaults) await expectBothTheSame({ ...row, payload }, fault)
  })

  it.each(deliveries.map((delivery) => ({ delivery, name: `${delivery.vendor} ${nameOf(delivery)}` })))(
    'with the faults of the tables: $name',
    async ({ delivery: { vendor, prepare, deliver, action, mapping } }) => {
      const before = (await givenTo(prepare)).flat()
      for (const payload of await givenTo(deliver)) {
        const [event] = [payload].flat()
        const subscriptions = subscriptionsFor(vendor, event, mapping).filter(
          ({ partnerAction }) => action === undefined || action === partnerAction
        )
        for (const subscription of subscriptions) {
          for (const fault of faults)
            await expectBothTheSame({ name: '', vendor, subscription, payload, before }, fault)
        }
      }
    }
  )
})
