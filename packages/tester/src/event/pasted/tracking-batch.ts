import { isObject } from '../../json/json'
import type { Json, JsonObject } from '../../json/json'

/** The body of a batch request to Segment's Tracking API. */
export type TrackingBatch = JsonObject & { batch: JsonObject[] }

export function isTrackingBatch(value: Json): value is TrackingBatch {
  return (
    isObject(value) &&
    value.type === undefined &&
    Array.isArray(value.batch) &&
    value.batch.length > 0 &&
    value.batch.every(isObject)
  )
}

/**
 * The events of a batch, as Segment reads them: `context` and `integrations` of the batch belong to each event, unless
 * the event says otherwise. The write key is left out.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch
 */
export function eventsOf({ batch, context, integrations, sentAt }: TrackingBatch): JsonObject[] {
  const shared = { context, integrations, sentAt }
  const given = Object.entries(shared).filter(([, value]) => value !== undefined)
  return batch.map(({ writeKey: _writeKey, ...event }) => merged(Object.fromEntries(given), event))
}

/** Both objects in one. If both have a key, the second counts. */
function merged(first: JsonObject, second: JsonObject): JsonObject {
  const result = { ...first, ...second }
  for (const [key, value] of Object.entries(first)) {
    const other = second[key]
    if (isObject(value) && isObject(other)) result[key] = merged(value, other)
  }
  return result
}
