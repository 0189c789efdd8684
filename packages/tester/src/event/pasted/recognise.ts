import { format, isObject, parse } from '../../json/json'
import type { JsonObject } from '../../json/json'
import { counted } from '../../many/counted'
import { eventsOfCalls, inventedAnonymousId } from './analytics-call'
import { readObjects, wrongLine } from './json-objects'
import { eventsOf, isTrackingBatch } from './tracking-batch'

/** What a text is that is no event yet, and the events in it. */
export interface Recognised {
  /** What it is, such as `2 calls of analytics.js`. */
  what: string
  events: JsonObject[]
  /** What a person must know about the events. */
  notes: string[]
  /** Whether it could also be JSON with a mistake. Then a person must decide. */
  isUncertain?: boolean
}

/** What was recognised in a text that is no event, or what is wrong with it. */
export type Recognition = { found: Recognised; problem?: undefined } | { found?: undefined; problem?: string }

/** What begins a call of Segment's libraries. */
const callStart = /(analytics|segment)\w*\s*(\??\.|\[)\s*['"]?(identify|track|page|screen|group|alias)['"]?\s*\]?\s*\(/i

/** Recognises events that are not written as an event or a list of events in JSON, such as code. */
export async function recognise(text: string): Promise<Recognition> {
  const { value, error } = parse(text)
  if (error === undefined && isTrackingBatch(value)) return { found: asBatches([value]) }
  if (error === undefined || text.trim() === '') return {}
  const objects = readObjects(text)
  if (objects) return { found: asLines(objects) }
  if (callStart.test(text)) return recogniseCalls(text.replace(/^\s*<script[^>]*>|<\/script>\s*$/gi, ''))
  return (await recogniseLiteral(text)) ?? { problem: wrongLine(text) }
}

/** The recognised events as JSON: one event, or a list. */
export function textOf({ events }: Recognised): string {
  return format(events.length === 1 ? events[0] : events)
}

function asLines(objects: JsonObject[]): Recognised {
  if (objects.every(isTrackingBatch)) return asBatches(objects)
  const events = objects.flatMap((one) => (isTrackingBatch(one) ? eventsOf(one) : [one]))
  return { what: `${counted(objects.length, 'JSON object')}, one after another`, events, notes: [] }
}

function asBatches(batches: Parameters<typeof eventsOf>[0][]): Recognised {
  const events = batches.flatMap(eventsOf)
  const hasKey = batches.some(({ writeKey, batch }) => [writeKey, ...batch.map((one) => one.writeKey)].some(Boolean))
  return {
    what: `a batch of Segment’s Tracking API with ${counted(events.length, 'event')}`,
    events,
    notes: hasKey ? ['The write key was left out.'] : []
  }
}

async function recogniseCalls(text: string): Promise<Recognition> {
  const { readCalls } = await import('./javascript')
  try {
    const { value: calls, unknown } = readCalls(text)
    if (calls.length === 0) return {}
    const events = eventsOfCalls(calls)
    const isInvented = events.some(({ anonymousId }) => anonymousId === inventedAnonymousId)
    const notes = [
      ...(isInvented ? ['The code identifies no user, so an anonymous ID was added.'] : []),
      ...toFill(unknown)
    ]
    const [{ method }] = calls
    const what = calls.length === 1 ? `a call of analytics.${method}` : `${calls.length} calls of Segment’s library`
    return { found: { what, events, notes } }
  } catch (error) {
    return { problem: `This looks like a call of analytics.js, but it is not valid JavaScript. ${messageOf(error)}` }
  }
}

async function recogniseLiteral(text: string): Promise<Recognition | undefined> {
  if (!/^\s*(\/[/*]|[[{(])/.test(text)) return undefined
  const { readLiteral } = await import('./javascript')
  const read = readLiteral(text)
  const events = [read?.value].flat()
  if (!read || events.length === 0 || !events.every(isObject)) return undefined
  const what = events.length === 1 ? 'a JavaScript object' : `a list of ${events.length} JavaScript objects`
  return { found: { what, events, notes: toFill(read.unknown), isUncertain: true } }
}

function toFill(unknown: string[]): string[] {
  const names = [...new Set(unknown)].map((code) => `“${code}”`)
  if (names.length === 0) return []
  if (names.length === 1) return [`The value of ${names[0]} isn’t in the code: fill it in.`]
  return [`The values of ${names.join(', ')} aren’t in the code: fill them in.`]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
