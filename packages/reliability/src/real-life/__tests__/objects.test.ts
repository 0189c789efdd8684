import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { redeliveredEvents } from '../../redelivery/events'
import { useOutcomes } from '../outcome'

const outcomeOf = useOutcomes()

/** Objects of Segment's spec, in the place of which PHP sends an empty list when they are empty. */
const objects = ['traits', 'properties', 'context', 'integrations', 'context.traits', 'context.page', 'context.app']

/** Those that go out as they are: an empty list in the traits of a lead is one. */
const nestedObjects: { vendor: VendorName; path: string }[] = [
  { vendor: 'refersion', path: 'traits.address' },
  { vendor: 'refersion', path: 'traits.company' },
  { vendor: 'wigzo', path: 'integrations.Wigzo' },
  { vendor: 'wigzo', path: 'context.Wigzo' }
]

const rows = redeliveredEvents.flatMap(({ vendor, event }) =>
  [...objects, ...nestedObjects.filter((nested) => nested.vendor === vendor).map(({ path }) => path)].map((path) => ({
    vendor,
    event,
    path,
    name: `${vendor} ${[event.type, event.event].filter((part) => typeof part === 'string').join(' ')}`
  }))
)

it.each(rows)('$name: an empty list as $path is as an empty object', async ({ vendor, event, path }) => {
  const ofList = await outcomeOf(vendor, withValue(event, path.split('.'), []))
  const ofObject = await outcomeOf(vendor, withValue(event, path.split('.'), {}))

  expect(withoutPasswords(ofList.bodies)).toEqual(withoutPasswords(ofObject.bodies))
  expect(ofList.failure?.message).toBe(ofObject.failure?.message)
})

it.each([
  ['wigzo', { type: 'identify', traits: [] }, { userId: expect.any(String) }],
  ['wigzo', { type: 'page', properties: [] }, { eventName: 'view' }],
  ['wigzo', { type: 'track', event: 'Signed Up', properties: [] }, { eventName: 'Signed Up', eventval: {} }],
  ['wishpond', { type: 'identify', traits: [] }, { cid: 'u1', attributes: {} }],
  ['wishpond', { type: 'track', event: 'Signed Up', properties: [] }, { event: 'Signed Up', properties: {} }]
] as const)('%s takes %j', async (vendor, event, body) => {
  const { bodies } = await outcomeOf(vendor, { ...event, userId: 'u1' } as unknown as JSONObject)

  expect(bodies).toEqual([expect.objectContaining(body)])
})

/** What people send in the place of an object; with one item, the framework may take a list for the item. */
const nonObjects: JSONValue[] = ['text', '{"a":1}', 7, true, ['a'], ['a', 'b'], [1]]

describe.each(rows.filter(({ path }) => ['traits', 'properties'].includes(path)))(
  '$name',
  ({ vendor, event, path }) => {
    it.each(nonObjects)(`%j as ${path} is refused before any request, or counts for nothing`, async (value) => {
      const { bodies, failure } = await outcomeOf(vendor, withValue(event, [path], value))
      const ofObject = await outcomeOf(vendor, withValue(event, [path], {}))

      if (failure) {
        expect(failure).toMatchObject({ status: 400, retry: false })
        expect(bodies).toEqual([])
      } else {
        expect(withoutPasswords(bodies)).toEqual(withoutPasswords(ofObject.bodies))
      }
    })
  }
)

it.each([...nonObjects, 0, false])('Wishpond refuses %j as traits or properties before any request', async (value) => {
  const outcomes = [
    await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits: value }),
    await outcomeOf('wishpond', { type: 'track', userId: 'u1', event: 'Signed Up', properties: value })
  ]

  expect(outcomes).toEqual(outcomes.map(() => ({ bodies: [], failure: expect.objectContaining({ status: 400 }) })))
})

function withValue(event: JSONObject, [key, ...rest]: string[], value: JSONValue): JSONObject {
  const inner = rest.length === 0 ? value : withValue((event[key] as JSONObject | undefined) ?? {}, rest, value)
  return { ...event, [key]: inner }
}

/** Each new affiliate gets a password of its own. */
function withoutPasswords(bodies: JSONObject[]): JSONObject[] {
  return bodies.map(({ password, ...rest }) => rest)
}
