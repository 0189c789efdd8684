import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Envelope } from './event'
import { eventTypes, isObject, isTooDeep } from './event-problems'
import { maxBatchBytes, maxDepth, maxEventBytes, maxEvents, maxMergedBytes } from './limits'
import { Refusal } from './refusal'

/** What a path of the Tracking API takes. */
export type TrackingCall =
  | { takes: 'event'; type: string; maxBytes: number }
  | { takes: 'batch' | 'metrics'; maxBytes: number }

/**
 * The paths of the Tracking API, and the short ones of Segment's browser library. It also posts figures about itself to
 * `/v1/m`, without a write key: they are dropped.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export const trackingCalls: ReadonlyMap<string, TrackingCall> = new Map([
  ...eventTypes.flatMap((type) =>
    [type, type.charAt(0)].map((name): [string, TrackingCall] => [
      `/v1/${name}`,
      { takes: 'event', type, maxBytes: maxEventBytes }
    ])
  ),
  ...['batch', 'import', 'b'].map((name): [string, TrackingCall] => [
    `/v1/${name}`,
    { takes: 'batch', maxBytes: maxBatchBytes }
  ]),
  ['/v1/m', { takes: 'metrics', maxBytes: maxBatchBytes }]
])

/**
 * The events of a request, and what each gets from it.
 * @param bytes the size of the body
 * @throws Refusal when it is no batch, or a batch that is too large
 */
export function eventsOf(call: TrackingCall, body: JSONObject, bytes: number, receivedAt: number): Sent {
  if (call.takes === 'event') return { events: [body], envelope: { receivedAt, type: call.type }, mergedBytes: 0 }
  const { batch, sentAt, context, integrations } = body
  if (!Array.isArray(batch)) throw new Refusal(400, '"batch" must be an array of events.')
  if (batch.length > maxEvents) throw new Refusal(400, `The batch has more than ${maxEvents} events.`)
  const common = { ...objectOnly({ context }), ...objectOnly({ integrations }) }
  if (isTooDeep(common)) {
    throw new Refusal(400, `"context" or "integrations" of the batch is nested deeper than ${maxDepth} levels.`)
  }
  const mergedBytes =
    common.context || common.integrations ? Buffer.byteLength(JSON.stringify(common)) * batch.length : 0
  if (bytes + mergedBytes > maxMergedBytes) {
    throw new Refusal(
      400,
      'With the "context" and "integrations" of the batch merged into each event, it is too large.'
    )
  }
  return { events: batch, envelope: { receivedAt, sentAt, ...common }, mergedBytes }
}

/** What a request brings. */
export interface Sent {
  events: JSONValue[]
  envelope: Envelope
  /** The most that the context and integrations of the batch add to its size. */
  mergedBytes: number
}

/** The fields that are objects; anything else says nothing that could be merged. */
function objectOnly(fields: JSONObject): Record<string, JSONObject> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, JSONObject] => isObject(field[1])))
}
