import { openExistingStore, readConfig, rehearseFailures } from '@partner-destinations/delivery'
import type { DeliveryConfig, NewEvent, Rehearsal, RehearsedDelivery } from '@partner-destinations/delivery'
import { ProbeDirectory } from '../../__tests__/probe'
import { guardedDestination } from '../../__tests__/guarded-destination'
import { defaultDirectory } from '../../destinations'
import { catalogOf } from '../catalog'
import { startRehearsal } from '../rehearsal'
import { Delivered } from './delivered'

const none = () => undefined
const log = { info: none, warn: none, error: none }
let rehearsal: Rehearsal | undefined
afterEach(async () => {
  await rehearsal?.close()
  rehearsal = undefined
})

function configOf(destinations: object, directory = defaultDirectory): DeliveryConfig {
  const config = { sources: { demo: { writeKey: 'demo' } }, destinations }
  return readConfig(JSON.stringify(config), 'delivery.yaml', { catalog: catalogOf(directory), env: {} })
}

/** Wishpond as a customer has it, with keys of their own. */
const ownKeys = { merchantId: '987654', trackingKey: 'made-up-0wn-tracking-key' }

function wishpond(mapping: object, settings: object = ownKeys) {
  const people = { name: 'People', action: 'identifyLead', subscribe: 'type = "identify"', mapping }
  return configOf({ wishpond: { settings, subscriptions: [people] } })
}

const event = (destination: string, subscription: string, body: object): NewEvent => ({
  source: 'demo',
  messageId: JSON.stringify(body),
  fingerprint: '',
  receivedAt: Date.now(),
  body: JSON.stringify(body),
  deliveries: [{ destination, subscription, state: 'pending' }]
})

const person = (index: number) => ({
  type: 'identify',
  userId: `u${index}`,
  traits: { email: `u${index}@example.com`, mail: 'none' }
})

describe('a rehearsal', () => {
  it('delivers more than the rate limit of a vendor allows, with the keys of the sandbox', async () => {
    const told: RehearsedDelivery[] = []
    rehearsal = await startRehearsal({
      config: wishpond({}),
      directory: defaultDirectory,
      onRehearsed: (delivery) => told.push(delivery),
      log
    })
    await rehearsal.take(Array.from({ length: 150 }, (_, index) => event('wishpond', 'People', person(index))))
    expect(await rehearsal.end()).toEqual({
      wishpond: { delivered: 150, filtered: 0, failed: 0, groups: [], requests: 150, limitMs: 90_000 }
    })
    const shown = JSON.stringify(told)
    expect(shown).toContain('"statusCode":200')
    expect(shown).not.toContain(ownKeys.trackingKey)
    expect(shown).not.toContain('0123456789ab')
  })

  it('tells why the vendor refuses events', async () => {
    rehearsal = await startRehearsal({ config: wishpond({}), directory: defaultDirectory, log })
    const bodies = [person(1), { ...person(2), traits: { email: 'no-address' } }]
    await rehearsal.take(bodies.map((body) => event('wishpond', 'People', body)))
    expect(await rehearsal.end()).toMatchObject({
      wishpond: { delivered: 1, failed: 1, groups: [{ outcome: 'failed', code: 'MESSAGE_REJECTED', count: 1 }] }
    })
  })

  it('sends nothing off this machine, whatever a destination without a stand-in does', async () => {
    const directory = new ProbeDirectory()
    directory.delete('probe')
    directory.save('guarded/index.ts', guardedDestination)
    const subscriptions = ['fetch', 'net'].map((action) => ({ name: action, action, subscribe: 'type = "track"' }))
    const told: RehearsedDelivery[] = []
    try {
      rehearsal = await startRehearsal({
        config: configOf({ guarded: { subscriptions } }, directory.path),
        directory: directory.path,
        onRehearsed: (delivery) => told.push(delivery),
        log
      })
      await rehearsal.take(subscriptions.map(({ name }) => event('guarded', name, { type: 'track', event: name })))
      await rehearsal.end()
    } finally {
      directory.remove()
    }
    const outcomes = told.map(({ messageId, outcome, reason }) => [
      JSON.parse(messageId).event,
      outcome,
      reason?.message
    ])
    expect(outcomes.sort()).toEqual([
      ['fetch', 'delivered', undefined],
      ['net', 'failed', expect.stringContaining('a connection to kafka.example:9092. Only HTTP requests can be')]
    ])
  })
})

describe('failed deliveries', () => {
  let delivered: Delivered
  beforeEach(() => (delivered = new Delivered()))
  afterEach(() => delivered.remove())

  /** Delivers people to a sandbox with a config, and gives what is known of those that failed once it has stopped. */
  async function differenceAfter(failing: DeliveryConfig, corrected: DeliveryConfig, people: object[]) {
    const running = await delivered.start({ config: { ...failing, store: delivered.store } })
    for (const body of people) await delivered.send('identify', body)
    const counts = await delivered.settled('wishpond')
    const holdings = await delivered.holdings('wishpond')
    await running.stop()
    const store = await openExistingStore(delivered.store)
    try {
      const failed = await store.list({ state: 'failed', limit: 100 })
      const difference = await rehearseFailures({
        store,
        config: corrected,
        ids: [failed.map(({ id }) => id).reverse()],
        rehearse: (config, onRehearsed) => startRehearsal({ config, directory: defaultDirectory, onRehearsed, log })
      })
      return { counts, holdings, difference, countsAfter: await store.counts() }
    } finally {
      await store.close()
    }
  }

  it('of a wrong mapping: the difference says what would pass with a corrected one, and why the rest would not', async () => {
    const demo = { merchantId: '123456', trackingKey: '0123456789ab' }
    const wrong = wishpond({ attributes: { email: { '@path': '$.traits.mail' } } }, demo)
    const corrected = wishpond({ attributes: { email: { '@path': '$.traits.email' } } }, demo)
    const people = [person(1), person(2), { ...person(3), traits: { email: 'no-address', mail: 'none' } }]
    const { counts, holdings, difference, countsAfter } = await differenceAfter(wrong, corrected, people)
    expect(counts.wishpond).toMatchObject({ delivered: 0, failed: 3 })
    expect(holdings.leads).toEqual([])
    const change = { path: 'body.attributes.email', before: 'none' }
    expect(difference).toMatchObject({
      compared: 3,
      groups: [
        { outcome: 'delivered', count: 2, changes: [{ ...change, after: 'u1@example.com' }] },
        { outcome: 'failed', code: 'MESSAGE_REJECTED', count: 1, changes: [{ ...change, after: 'no-address' }] }
      ]
    })
    expect(difference.groups.map(({ changes }) => changes.length)).toEqual([1, 1])
    expect(difference.groups[0].samples[0]).toMatchObject({
      before: [{ response: { statusCode: 422 } }],
      after: [{ response: { statusCode: 200 } }]
    })
    expect(countsAfter.wishpond).toEqual(counts.wishpond)
  })

  it('show no change where the settings of the sandbox take the place of the own ones', async () => {
    const { difference } = await differenceAfter(wishpond({}), wishpond({}), [person(1)])
    expect(difference.groups).toMatchObject([{ outcome: 'delivered', count: 1, changes: [] }])
    expect(difference.groups[0].samples[0].before[0].request.body).toContain(ownKeys.merchantId)
    expect(JSON.stringify(difference)).not.toContain(ownKeys.trackingKey)
  })
})
