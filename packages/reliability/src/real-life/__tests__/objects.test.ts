import { vendors } from '@partner-destinations/vendors'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { redeliveredEvents } from '../../redelivery/events'
import { useOutcomes } from '../outcome'
import { nonObjects } from '../samples'

const outcomeOf = useOutcomes()

/** Objects of Segment's spec. If one is empty, PHP sends an empty list in its place. */
const objects = ['traits', 'properties', 'context', 'integrations', 'context.traits', 'context.page', 'context.app']

const rows = redeliveredEvents.flatMap(({ vendor, event }) =>
  [...objects, ...(vendors[vendor].fuzz?.objects ?? [])].map((path) => ({
    vendor,
    event,
    path,
    name: `${vendor} ${[event.type, event.event].filter((part) => typeof part === 'string').join(' ')}`
  }))
)

it.each(rows)('$name: an empty list as $path is the same as an empty object', async ({ vendor, event, path }) => {
  const ofList = await outcomeOf(vendor, withValue(event, path.split('.'), []))
  const ofObject = await outcomeOf(vendor, withValue(event, path.split('.'), {}))

  expect(withoutPasswords(ofList.bodies)).toEqual(withoutPasswords(ofObject.bodies))
  expect(ofList.failure?.message).toBe(ofObject.failure?.message)
})

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

function withValue(event: JSONObject, [key, ...rest]: string[], value: JSONValue): JSONObject {
  const inner = rest.length === 0 ? value : withValue((event[key] as JSONObject | undefined) ?? {}, rest, value)
  return { ...event, [key]: inner }
}

/** A destination may make a password, another one each time. */
function withoutPasswords(bodies: JSONObject[]): JSONObject[] {
  return bodies.map(({ password, ...rest }) => rest)
}
