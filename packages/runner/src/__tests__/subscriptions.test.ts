import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import { callsOfList, hasBatch, presetsOf, presetSubscriptions, Subscriptions } from '../subscriptions'
import type { Subscription } from '../subscriptions'

const action = { title: 'Act', description: 'Acts', perform: () => undefined }

const definition: Definition = {
  name: 'Acme (Actions)',
  mode: 'cloud',
  actions: {
    act: {
      ...action,
      fields: {
        email: { label: 'Email', description: 'Email', type: 'string', default: { '@path': '$.traits.email' } },
        name: { label: 'Name', description: 'Name', type: 'string' }
      }
    },
    batch: { ...action, title: 'Batch', fields: {}, performBatch: () => undefined }
  },
  presets: [
    { type: 'automatic', name: 'Act', partnerAction: 'act', subscribe: 'type = "identify"', mapping: { name: 'Jane' } },
    { type: 'automatic', name: 'Batch', partnerAction: 'batch', subscribe: 'type = "track"' },
    { type: 'specificEvent', name: 'Engage', partnerAction: 'act', eventSlug: 'warehouse_audience_entered_track' }
  ]
}

function subscription(name: string, subscribe: string, more: Partial<Subscription> = {}): Subscription {
  return { name, subscribe, partnerAction: 'act', mapping: {}, ...more }
}

describe('presetSubscriptions', () => {
  it('makes a subscription of each automatic preset, with the defaults of the fields below its own mapping', () => {
    expect(presetSubscriptions(definition)).toEqual([
      subscription('Act', 'type = "identify"', { mapping: { email: { '@path': '$.traits.email' }, name: 'Jane' } }),
      subscription('Batch', 'type = "track"', { partnerAction: 'batch' })
    ])
  })

  it('makes none of a destination without presets', () => {
    expect(presetSubscriptions({ ...definition, presets: undefined })).toEqual([])
  })
})

describe('presetsOf', () => {
  it('takes what the presets of that destination take, and reads them once', () => {
    const other: Definition = { ...definition, presets: undefined }
    const takers = (of: Definition) =>
      presetsOf(of)
        .takers({ type: 'track' })
        .map(({ name }) => name)
    expect([takers(definition), takers(other)]).toEqual([['Batch'], []])
    expect(presetsOf(definition)).toBe(presetsOf(definition))
  })
})

describe('Subscriptions', () => {
  const subscriptions = new Subscriptions(definition, [
    subscription('People', 'type = "identify"'),
    subscription('Orders', 'type = "track" and event = "Order Completed"'),
    subscription('Everything', 'type != "group"')
  ])

  it.each<[string, JSONObject, string[]]>([
    ['by type', { type: 'identify' }, ['People', 'Everything']],
    ['by type and event', { type: 'track', event: 'Order Completed' }, ['Orders', 'Everything']],
    ['by type and another event', { type: 'track', event: 'Signed Up' }, ['Everything']],
    ['that none takes', { type: 'group' }, []],
    ['that the Integrations object keeps away', { type: 'identify', integrations: { All: false } }, []],
    ['that it keeps away by the name', { type: 'identify', integrations: { 'Acme (Actions)': false } }, []],
    [
      'that it lets through by the name in the catalog',
      { type: 'identify', integrations: { All: false, Acme: true } },
      ['People', 'Everything']
    ]
  ])('takes an event %s', (_which, event, takers) => {
    expect(subscriptions.takers(event).map(({ name }) => name)).toEqual(takers)
  })

  it.each<[JSONObject, string]>([
    [{ type: 'group' }, 'No subscription of Acme (Actions) takes events of type "group".'],
    [{ type: 'track', event: 'Signed Up' }, 'No subscription of Acme (Actions) takes the track event "Signed Up".'],
    [{ type: 'group', integrations: { Acme: false } }, "The event's Integrations object switches Acme (Actions) off."]
  ])('says why none takes %j', (event, why) => {
    expect(subscriptions.whyNone(event)).toBe(why)
  })

  it.each<[string, Subscription, string]>([
    [
      'FQL that does not parse',
      subscription('Bad', 'type = "track'),
      'The FQL of the subscription "Bad" cannot be read:'
    ],
    ['empty FQL', subscription('Bad', ' '), 'The FQL of the subscription "Bad" cannot be read: it is empty.'],
    [
      'FQL that is no text',
      subscription('Bad', undefined as unknown as string),
      'The FQL of the subscription "Bad" cannot be read: it is empty.'
    ],
    [
      'an unknown action',
      subscription('Bad', 'type = "track"', { partnerAction: 'constructor' }),
      'The subscription "Bad": Acme (Actions) has no action "constructor". Use one of: act, batch.'
    ],
    [
      'a wrong mapping',
      subscription('Bad', 'type = "track"', { mapping: { email: { '@foo': 1 } } }),
      'The mapping of the subscription "Bad" is not valid: /email has an invalid directive: @foo.'
    ]
  ])('refuses %s, and names the subscription', (_what, bad, message) => {
    const make = () => new Subscriptions(definition, [subscription('Good', 'type = "track"'), bad])
    expect(make).toThrow(BadCallError)
    expect(make).toThrow(message)
  })

  it('takes a mapping whose directives fail on an empty event alone', () => {
    const mapping = { email: { '@path': { '@path': '$.where' } } }
    expect(() => new Subscriptions(definition, [subscription('Good', 'type = "track"', { mapping })])).not.toThrow()
  })
})

describe('a list of events', () => {
  it.each<[string, number[], unknown[]]>([
    ['act', [1, 2], [1, 2]],
    ['batch', [1, 2], [[1, 2]]],
    ['batch', [1], [[1]]],
    ['nothing', [1, 2], [1, 2]]
  ])('goes to %s as %j in the calls %j', (key, events, calls) => {
    expect(callsOfList(hasBatch(definition, key), events)).toEqual(calls)
  })

  it.each([
    ['act', false],
    ['batch', true],
    ['constructor', false]
  ])('may be a batch: %s, %s', (key, expected) => {
    expect(hasBatch(definition, key)).toBe(expected)
  })
})
