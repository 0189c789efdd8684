import { hash, randomUUID } from 'node:crypto'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Reason } from '../machine/delivery'
import { isMessageId, isObject, isTooDeep, problemOf } from './event-problems'
import { maxDepth, maxEventBytes, maxExcerptLength, maxWebhookEventBytes } from './limits'
import { timestampOf } from './timestamps'

/** The version of the Tracking API that events have in Segment's spec. */
const version = 2

/** What an event of the Tracking API gets from its request. */
export interface Envelope {
  /** Milliseconds since 1970. */
  receivedAt: number
  /** The type that the path says; a batch says it in each event. */
  type?: string
  /** The rest comes from the batch. */
  sentAt?: JSONValue
  context?: JSONObject
  integrations?: JSONObject
}

/** An event as destinations get it, or as much of it as is kept, with the reason why it cannot be delivered. */
export interface TakenEvent {
  event: JSONObject
  messageId: string
  fingerprint: string
  /** `event` as JSON. */
  body: string
  problem?: Reason
}

/** The codes of events of which only an excerpt is kept. */
export const excerptCodes = ['event_not_object', 'event_too_deep', 'event_too_large'] as const

type Unusable = Reason & { code: typeof excerptCodes[number] }

/** An event of the Tracking API, completed as Segment does it. Nothing that a sender can write makes it throw. */
export function takeEvent(value: JSONValue, envelope: Envelope): TakenEvent {
  const unusable = isObject(value) ? tooDeep(value) : notObject(value)
  if (unusable) return takeExcerpt(value, envelope, unusable)
  const taken = complete(value as JSONObject, envelope)
  const tooLarge = largerThan(taken.body, maxEventBytes)
  if (tooLarge) return takeExcerpt(value, envelope, tooLarge)
  const problem = problemOf(taken.event)
  return problem ? { ...taken, problem } : taken
}

/**
 * An event of Segment's Webhooks destination, or one of the past. Segment has completed it, so only what is missing is
 * added.
 * @param id identifies it if it has no `messageId`, such as a notice of deletion. By default its contents do, so that a
 * replay of the request changes nothing
 */
export function takeWebhookEvent(value: JSONValue, receivedAt: number, id?: string): TakenEvent {
  const unusable = isObject(value) ? tooDeep(value) : notObject(value)
  const taken = completeWebhookEvent(unusable ? excerptOf(value) : (value as JSONObject), receivedAt, id)
  if (unusable) return { ...taken, problem: unusable }
  const tooLarge = largerThan(taken.body, maxWebhookEventBytes)
  return tooLarge ? { ...completeWebhookEvent(excerptOf(value), receivedAt, id), problem: tooLarge } : taken
}

function takeExcerpt(value: JSONValue, { receivedAt, type, sentAt }: Envelope, problem: Reason): TakenEvent {
  return { ...complete(excerptOf(value), { receivedAt, type, sentAt }), problem }
}

/** The event is written as JSON once: what intake adds is appended to the text that the fingerprint is made of. */
function complete(sent: JSONObject, envelope: Envelope): TakenEvent {
  // `receivedAt` and `version` of the sender would contradict ours. `_metadata` and `sentAt` differ in a retry.
  const { writeKey, _metadata, sentAt = envelope.sentAt, receivedAt, version: _version, timestamp, ...event } = sent
  if (event.messageId === null) delete event.messageId
  if (envelope.type !== undefined) event.type = envelope.type
  if (envelope.context) event.context = merge(envelope.context, event.context)
  if (envelope.integrations) event.integrations = merge(envelope.integrations, event.integrations)
  if (event.originalTimestamp === undefined && timestamp !== undefined) event.originalTimestamp = timestamp
  const text = JSON.stringify(event)
  const messageId = isMessageId(event.messageId) ? event.messageId : randomUUID()
  const added: JSONObject = {
    // One that is wrong stays, so that a person can see it.
    ...(event.messageId === undefined ? { messageId } : {}),
    ...(_metadata === undefined ? {} : { _metadata }),
    ...(sentAt === undefined ? {} : { sentAt }),
    receivedAt: new Date(envelope.receivedAt).toISOString(),
    timestamp: timestampOf({ originalTimestamp: event.originalTimestamp, sentAt }, envelope.receivedAt),
    version
  }
  return { event: Object.assign(event, added), messageId, fingerprint: fingerprintOf(text), body: append(text, added) }
}

function completeWebhookEvent({ writeKey, ...event }: JSONObject, receivedAt: number, id?: string): TakenEvent {
  const text = JSON.stringify(event)
  const fingerprint = fingerprintOf(text)
  const messageId = isMessageId(event.messageId) ? event.messageId : id ?? `webhook-${fingerprint}`
  const received = event.receivedAt ?? new Date(receivedAt).toISOString()
  const all: JSONObject = { messageId, receivedAt: received, timestamp: received }
  const added = Object.fromEntries(Object.entries(all).filter(([key]) => event[key] === undefined))
  return { event: Object.assign(event, added), messageId, fingerprint, body: append(text, added) }
}

/** The text of a JSON object with further fields, which it doesn't have yet. */
function append(text: string, added: JSONObject): string {
  const further = JSON.stringify(added).slice(1, -1)
  if (further === '') return text
  return text === '{}' ? `{${further}}` : `${text.slice(0, -1)},${further}}`
}

/** Segment says that a batch's context and integrations are merged into those of each event, which win. */
function merge(common: JSONObject, own: JSONValue | undefined): JSONObject {
  return isObject(own) ? { ...common, ...own } : common
}

function fingerprintOf(text: string): string {
  return hash('sha256', text, 'base64url')
}

function notObject(value: unknown): Unusable {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
  return { code: 'event_not_object', message: `An event must be an object, not ${kind}.` }
}

function tooDeep(event: JSONObject): Unusable | undefined {
  if (!isTooDeep(event)) return undefined
  return { code: 'event_too_deep', message: `The event is nested deeper than ${maxDepth} levels. ${excerptNote}` }
}

function largerThan(body: string, maxBytes: number): Unusable | undefined {
  // A character has three bytes at most.
  if (body.length * 3 <= maxBytes || Buffer.byteLength(body) <= maxBytes) return undefined
  return { code: 'event_too_large', message: `The event is larger than ${maxBytes / 1024} kB. ${excerptNote}` }
}

const excerptNote = 'Only its ids and its name were kept.'

/** What is kept of an event that is too large or too deep, to find out whose and which it is. */
function excerptOf(value: JSONValue): JSONObject {
  if (!isObject(value)) return {}
  const kept = ['type', 'event', 'name', 'userId', 'anonymousId', 'groupId', 'previousId', 'messageId', 'timestamp']
  return Object.fromEntries(
    kept.flatMap((key) => {
      const field = value[key]
      return typeof field === 'string' ? [[key, field.slice(0, maxExcerptLength)]] : []
    })
  )
}
