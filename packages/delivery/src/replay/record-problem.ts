import type { JSONObject } from '@segment/actions-core'
import { eventTypes, isObject, isTooDeep } from '../intake/event-problems'
import { maxDepth, maxWebhookEventBytes } from '../intake/limits'

/** The types of events that Segment sends to destinations. A notice of deletion is one of them. */
const types: unknown[] = [...eventTypes, 'delete']

/**
 * Why a value that was read from a file can't be replayed as an event.
 * @param text the same as JSON
 * @returns a sentence; undefined if it can be replayed
 */
export function recordProblem(value: unknown, text: string): string | undefined {
  if (!isObject(value)) return `An event must be a JSON object, not ${kindOf(value)}.`
  if (isTooDeep(value)) return `The event is nested deeper than ${maxDepth} levels.`
  if (!types.includes(value.type)) return `"type" must be one of: ${types.join(', ')}.`
  return isTooLarge(value, text) ? `The event is larger than ${maxWebhookEventBytes / 1024} kB.` : undefined
}

/** The text may have white space that doesn't count. */
function isTooLarge(event: JSONObject, text: string): boolean {
  if (text.length * 3 <= maxWebhookEventBytes || Buffer.byteLength(text) <= maxWebhookEventBytes) return false
  return Buffer.byteLength(JSON.stringify(event)) > maxWebhookEventBytes
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
