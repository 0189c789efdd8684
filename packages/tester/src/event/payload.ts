import { isObject, parse } from '../json/json'
import type { JsonObject } from '../json/json'

/** The longest list of events that the server takes in one call: as many as Segment puts into a batch. */
const maxEvents = 1000

/** An event, a list of events for a batch, or why it is neither. */
export type Payload = { payload: JsonObject | JsonObject[]; error?: undefined } | { payload?: undefined; error: string }

/** The text that was read last. It may be long, and the page reads the same text several times. */
let last: { text: string; payload: Payload } | undefined

/** What a person typed as an event. */
export function readPayload(text: string): Payload {
  if (last?.text !== text) last = { text, payload: read(text) }
  return last.payload
}

function read(text: string): Payload {
  const { value, error } = parse(text)
  if (error !== undefined) return { error: `The event is not valid JSON. ${error}` }
  if (isObject(value)) return { payload: value }
  if (!Array.isArray(value)) return { error: 'An event is an object in braces, or a list of such objects in brackets.' }
  if (value.length === 0) return { error: 'The list has no event in it.' }
  if (value.length > maxEvents) {
    const count = value.length.toLocaleString('en')
    return {
      error: `The list has ${count} events. One call takes ${maxEvents.toLocaleString('en')}: send the rest later.`
    }
  }
  const wrong = value.findIndex((item) => !isObject(item))
  if (wrong !== -1) return { error: `Item ${wrong + 1} of the list is no event: an event is an object in braces.` }
  return { payload: value as JsonObject[] }
}
