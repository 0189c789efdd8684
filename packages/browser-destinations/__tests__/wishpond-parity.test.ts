import cloud from '@partner-destinations/destination-actions/src/destinations/wishpond'
import { demoKeys, SandboxAgent, startSandbox } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { destination as device } from '../destinations/wishpond-web/src'
import { callsFor } from '../destinations/wishpond-web/src/__helpers__/plugins'

/** An event, and what both modes make of it: the name of the call, and its two arguments. */
type Call = [name: string, who: unknown, what: unknown]

const camelCased = {
  createdAt: '2024-05-17',
  updatedAt: '2024-05-18',
  firstName: 'Jane',
  lastName: 'Kim',
  phoneNumber: '555-0100',
  leadScore: 7
}
const snakeCased = {
  created_at: '2024-05-17',
  updated_at: '2024-05-18',
  first_name: 'Jane',
  last_name: 'Kim',
  phone_number: '555-0100',
  lead_score: 7
}
const emptyValues = { yes: true, no: false, zero: 0, empty: '', nothing: null }
const nested = { address: { firstName: 'Jane', city: null, lines: ['a', { leadScore: 1 }] }, list: [] }

const events: [what: string, event: Partial<SegmentEvent>, calls: Call[]][] = [
  ['traits', { type: 'identify', traits: { name: 'Jane Kim' } }, [['identify', 'user-1', { name: 'Jane Kim' }]]],
  ['the six renamed traits', { type: 'identify', traits: camelCased }, [['identify', 'user-1', snakeCased]]],
  [
    'traits in both spellings',
    { type: 'identify', traits: { ...camelCased, first_name: 'J.', lead_score: 0 } },
    [['identify', 'user-1', { ...snakeCased, first_name: 'J.', lead_score: 0 }]]
  ],
  ['empty traits', { type: 'identify', traits: emptyValues }, [['identify', 'user-1', emptyValues]]],
  ['nested traits', { type: 'identify', traits: nested }, [['identify', 'user-1', nested]]],
  ['no traits', { type: 'identify' }, [['identify', 'user-1', {}]]],
  ['null traits', { type: 'identify', traits: null as never }, [['identify', 'user-1', {}]]],
  ['an identify without a user ID', { type: 'identify', userId: undefined, traits: { name: 'Jane Kim' } }, []],
  ['an identify whose user ID is empty', { type: 'identify', userId: '', traits: { name: 'Jane Kim' } }, []],
  [
    'properties',
    { type: 'track', event: 'Signed Up', properties: { plan: 'Startup' } },
    [['track', 'Signed Up', { plan: 'Startup' }]]
  ],
  [
    'properties named as renamed traits',
    { type: 'track', event: 'A', properties: camelCased },
    [['track', 'A', camelCased]]
  ],
  ['empty properties', { type: 'track', event: 'A', properties: emptyValues }, [['track', 'A', emptyValues]]],
  ['nested properties', { type: 'track', event: 'A', properties: nested }, [['track', 'A', nested]]],
  ['no properties', { type: 'track', event: 'A' }, [['track', 'A', {}]]],
  ['null properties', { type: 'track', event: 'A', properties: null as never }, [['track', 'A', {}]]],
  ['a track whose title is empty', { type: 'track', event: '', properties: { plan: 'Startup' } }, []],
  ['a page', { type: 'page', properties: { title: 'Home' } }, []],
  ['a group', { type: 'group', groupId: 'group-1', traits: { name: 'Initech' } }, []]
]

let sandbox: Sandbox
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await startSandbox()
  agent = new SandboxAgent(sandbox.port)
})

afterAll(async () => {
  agent.close()
  await sandbox.close()
})

/** What the cloud-mode destination sends for an event, as the call of the tracker that is the same. */
async function cloudCalls(event: SegmentEvent): Promise<Call[]> {
  const integration = createTestIntegration({ ...cloud, extendRequest: () => ({ agent }) })
  const subscriptions = JSON.parse(JSON.stringify(cloud.presets?.filter(({ type }) => type === 'automatic')))
  await integration.onEvent(event, { ...demoKeys.wishpond, subscriptions }).catch((error: Error) => {
    if (!error.message.includes('missing the required field')) throw error
  })
  return Promise.all(
    integration.responses.map(async ({ request }): Promise<Call> => {
      const { cid, attributes, event: title, properties } = await request.json()
      return attributes ? ['identify', cid, attributes] : ['track', title, properties]
    })
  )
}

describe('Cloud mode and device mode of Wishpond', () => {
  it.each(events)('make the same of %s', async (_what, event, calls) => {
    const whole = { userId: 'user-1', ...event } as SegmentEvent

    expect(await cloudCalls(whole)).toEqual(calls)
    expect(await callsFor(whole as never)).toEqual(calls)
  })

  it('have the same actions, with the same titles, descriptions and subscriptions', () => {
    const describe = (actions: typeof cloud.actions | typeof device.actions) =>
      Object.entries(actions).map(([key, { title, description, defaultSubscription }]) => [
        key,
        title,
        description,
        defaultSubscription
      ])

    expect(describe(device.actions)).toEqual(describe(cloud.actions))
  })

  it('have the same fields, except for the user and the time of an event, which the tracker knows', () => {
    const { userId: _userId, timestamp: _timestamp, ...fields } = cloud.actions.trackEvent.fields

    expect(device.actions.trackEvent.fields).toEqual(fields)
    expect(device.actions.identifyLead.fields).toEqual(cloud.actions.identifyLead.fields)
  })

  it('have the same keys as settings', () => {
    const { merchantId, trackingKey } = device.settings ?? {}

    expect({ merchantId, trackingKey }).toEqual(cloud.authentication?.fields)
  })
})
