import { readFileSync } from 'fs'
import { join } from 'path'
import cloud from '@partner-destinations/destination-actions/destinations/wishpond/index'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { demoKeys } from '@partner-destinations/vendors/wishpond/demo-keys'
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

type Case = [what: string, event: Partial<SegmentEvent>, calls: Call[]]

const events: Case[] = [
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
  ['traits that are an empty list', { type: 'identify', traits: [] as never }, [['identify', 'user-1', {}]]],
  ['traits that are a list', { type: 'identify', traits: [{ name: 'Jane Kim' }] as never }, []],
  ['traits that are a text', { type: 'identify', traits: 'Jane Kim' as never }, []],
  ['traits that are a boolean', { type: 'identify', traits: true as never }, []],
  [
    'traits named as what lists have',
    { type: 'identify', traits: { length: 1, push: true } },
    [['identify', 'user-1', { length: 1, push: true }]]
  ],
  [
    'traits with blanks and wrong dates in them',
    { type: 'identify', traits: { email: ' a@b.example ', createdAt: '0000-00-00' } },
    [['identify', 'user-1', { email: ' a@b.example ', created_at: '0000-00-00' }]]
  ],
  ['null traits', { type: 'identify', traits: null as never }, [['identify', 'user-1', {}]]],
  ['an identify without a user ID', { type: 'identify', userId: undefined, traits: { name: 'Jane Kim' } }, []],
  ['an identify whose user ID is empty', { type: 'identify', userId: '', traits: { name: 'Jane Kim' } }, []],
  ...[0, '0', -1, '-1', 'null', 'Undefined', 'anonymous', 'TRUE', false, ' ', '\u00a0', {}, ['user-1']].map(
    (userId): Case => [
      `an identify whose user ID is ${JSON.stringify(userId)}`,
      { type: 'identify', userId: userId as never, traits: { name: 'Jane Kim' } },
      []
    ]
  ),
  ['an identify whose user ID is a number', { type: 'identify', userId: 42 as never }, [['identify', '42', {}]]],
  ['an identify whose user ID has blanks around it', { type: 'identify', userId: ' u ' }, [['identify', 'u', {}]]],
  ['a track whose user ID is a placeholder', { type: 'track', event: 'A', userId: '0' }, [['track', 'A', {}]]],
  ['properties that are an empty list', { type: 'track', event: 'A', properties: [] as never }, [['track', 'A', {}]]],
  [
    'properties with numbers as names',
    { type: 'track', event: 'A', properties: { 0: 'a' } },
    [['track', 'A', { 0: 'a' }]]
  ],
  [
    'properties with a length',
    { type: 'track', event: 'A', properties: { length: 0 } },
    [['track', 'A', { length: 0 }]]
  ],
  ['properties that are a list', { type: 'track', event: 'A', properties: ['a'] as never }, []],
  ['properties that are a text', { type: 'track', event: 'A', properties: '{"a":1}' as never }, []],
  ['properties that are a boolean', { type: 'track', event: 'A', properties: false as never }, []],
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
  ['a track whose title is a number', { type: 'track', event: 404 as never }, [['track', '404', {}]]],
  ['a track whose title is blank', { type: 'track', event: ' ' }, []],
  ['a track whose title is a boolean', { type: 'track', event: false as never }, []],
  ['a track whose title is a list', { type: 'track', event: ['A'] as never }, []],
  ['a track whose title is empty', { type: 'track', event: '', properties: { plan: 'Startup' } }, []],
  ['a page', { type: 'page', properties: { title: 'Home' } }, []],
  ['a group', { type: 'group', groupId: 'group-1', traits: { name: 'Initech' } }, []]
]

let sandbox: Sandbox
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await startVendorSandbox()
  agent = new SandboxAgent(sandbox)
})

afterAll(async () => {
  agent.close()
  await sandbox.close()
})

/** What an error says when the event itself is refused. */
const REFUSAL =
  /missing the required field|must be an object|is missing or a placeholder|is empty|is false|is true|must be a string/

/**
 * What the cloud-mode destination sends for an event, as the call of the tracker that is the same.
 *
 * @param mapping what differs from the presets' mappings
 */
async function cloudCalls(event: SegmentEvent, mapping: Record<string, unknown> = {}): Promise<Call[]> {
  const integration = createTestIntegration({ ...cloud, extendRequest: () => ({ agent }) })
  const presets = cloud.presets?.filter(({ type }) => type === 'automatic') ?? []
  const subscriptions = JSON.parse(
    JSON.stringify(presets.map((preset) => ({ ...preset, mapping: { ...preset.mapping, ...mapping } })))
  )
  await integration.onEvent(event, { ...demoKeys, subscriptions }).catch((error: Error) => {
    if (!REFUSAL.test(error.message)) throw error
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
    const whole = { userId: 'user-1', anonymousId: 'anonymous-1', ...event } as SegmentEvent

    expect(await cloudCalls(whole)).toEqual(calls)
    expect(await callsFor(whole as never)).toEqual(calls)
  })

  it.each<[what: string, mapping: Record<string, unknown>, calls: Call[]]>([
    ['a number for the title', { event: 5 }, [['track', '5', {}]]],
    ['zero for the title', { event: 0 }, [['track', '0', {}]]],
    ['a boolean for the title', { event: true }, []],
    ['blanks for the title', { event: ' ' }, []],
    ['an object for the title', { event: { name: 'A' } }, []],
    ['a text for the properties', { properties: 'text' }, []],
    ['a list for the properties', { properties: ['a'] }, []]
  ])("make the same of a customer's own mapping that takes %s", async (_what, mapping, calls) => {
    const event = { type: 'track', event: 'A', userId: 'user-1', anonymousId: 'anonymous-1' } as SegmentEvent

    expect(await cloudCalls(event, mapping)).toEqual(calls)
    expect(await callsFor(event as never, mapping)).toEqual(calls)
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

  it('read identifiers, objects and attributes with the same files', () => {
    const files = ['identifier.ts', 'directives.ts', 'identifyLead/attributes.ts', 'identifyLead/fields.ts']
    const folders = [
      'destination-actions/src/destinations/wishpond',
      'browser-destinations/destinations/wishpond-web/src'
    ]
    const [cloudFiles, deviceFiles] = folders.map((folder) =>
      files.map((file) => readFileSync(join(__dirname, '../..', folder, file), 'utf8'))
    )

    expect(deviceFiles).toEqual(cloudFiles)
  })

  it('have the same fields, except for the user and the time of an event, which the tracker knows', () => {
    const {
      userId: _userId,
      anonymousId: _anonymousId,
      timestamp: _timestamp,
      ...fields
    } = cloud.actions.trackEvent.fields

    expect(device.actions.trackEvent.fields).toEqual(fields)
    expect(device.actions.identifyLead.fields).toEqual(cloud.actions.identifyLead.fields)
  })

  it('have the same keys as settings', () => {
    const { merchantId, trackingKey } = device.settings ?? {}

    expect({ merchantId, trackingKey }).toEqual(cloud.authentication?.fields)
  })
})
