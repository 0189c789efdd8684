import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Reason } from '../machine/delivery'
import { maxDepth, maxMessageIdLength } from './limits'

/** The calls of Segment's spec. */
export const eventTypes: readonly string[] = ['identify', 'track', 'page', 'screen', 'group', 'alias']

interface Rule {
  /** As in Segment's Delivery Overview, under "Failed on Ingest", where it has one. */
  code: string
  isBroken: (event: JSONObject) => boolean
  message: string
}

/**
 * Why an event cannot be delivered.
 * @see https://segment.com/docs/connections/delivery-overview/#troubleshooting
 */
const rules: Rule[] = [
  {
    code: 'unknown_type',
    isBroken: ({ type }) => typeof type !== 'string' || !eventTypes.includes(type),
    message: `"type" must be one of: ${eventTypes.join(', ')}.`
  },
  {
    code: 'message_id_invalid',
    isBroken: ({ messageId }) => !isAbsent(messageId) && !isMessageId(messageId),
    message: `"messageId" must be a text of 1 to ${maxMessageIdLength} characters, without control characters.`
  },
  {
    code: 'no_user_anon_id',
    isBroken: ({ userId, anonymousId }) => isAbsent(userId) && isAbsent(anonymousId),
    message: 'The event needs a "userId" or an "anonymousId".'
  },
  {
    code: 'id_not_string',
    isBroken: ({ userId, anonymousId }) => [userId, anonymousId].some((id) => !isAbsent(id) && !isNonEmpty(id)),
    message: '"userId" and "anonymousId" must be texts that are not empty.'
  },
  {
    code: 'event_not_defined',
    isBroken: ({ type, event }) => type === 'track' && (isAbsent(event) || event === ''),
    message: 'A track event needs a name in "event".'
  },
  {
    code: 'event_not_string',
    isBroken: ({ type, event }) => type === 'track' && typeof event !== 'string',
    message: '"event", the name of a track event, must be a text.'
  },
  {
    code: 'properties_not_object',
    isBroken: ({ properties }) => !isAbsent(properties) && !isObject(properties),
    message: '"properties" must be an object.'
  },
  {
    code: 'traits_not_object',
    isBroken: ({ traits }) => !isAbsent(traits) && !isObject(traits),
    message: '"traits" must be an object.'
  },
  {
    code: 'name_not_string',
    isBroken: ({ type, name }) => isView(type) && !isAbsent(name) && !isNonEmpty(name),
    message: '"name" of a page or screen must be a text that is not empty.'
  },
  {
    code: 'category_not_string',
    isBroken: ({ type, category }) => isView(type) && !isAbsent(category) && !isNonEmpty(category),
    message: '"category" of a page or screen must be a text that is not empty.'
  }
]

/** What is wrong with an event of the Tracking API; undefined if nothing is. */
export function problemOf(event: JSONObject): Reason | undefined {
  const rule = rules.find(({ isBroken }) => isBroken(event))
  return rule && { code: rule.code, message: rule.message }
}

/** Whether a value can tell messages apart: a store can compare it, and a person can read it. */
export function isMessageId(value: unknown): value is string {
  return isNonEmpty(value) && value.length <= maxMessageIdLength && !/[\p{Cc}\p{Cs}]/u.test(value)
}

/** Whether a value has more levels than an event can have. */
export function isTooDeep(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const key in value) {
    if (isTooDeep((value as Record<string, unknown>)[key], levels - 1)) return true
  }
  return false
}

/** Whether a value is an object that JSON can write, and no array. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAbsent(value: JSONValue | undefined): value is null | undefined {
  return value === undefined || value === null
}

function isNonEmpty(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isView(type: unknown): boolean {
  return type === 'page' || type === 'screen'
}
