import { isObject, parse } from '../json/json'
import type { JsonObject } from '../json/json'

/** What a person typed: an event, a list of events for a batch, or why it is neither. */
export function readPayload(
  text: string
): { payload: JsonObject | JsonObject[]; error?: undefined } | { payload?: undefined; error: string } {
  const { value, error } = parse(text)
  if (error !== undefined) return { error: `The event is not valid JSON. ${error}` }
  if (isObject(value)) return { payload: value }
  if (!Array.isArray(value)) return { error: 'An event is an object in braces, or a list of such objects in brackets.' }
  if (value.length === 0) return { error: 'The list has no event in it.' }
  const wrong = value.findIndex((item) => !isObject(item))
  if (wrong !== -1) return { error: `Item ${wrong + 1} of the list is no event: an event is an object in braces.` }
  return { payload: value as JsonObject[] }
}
