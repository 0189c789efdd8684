import type { JSONObject } from '@segment/actions-core'
import { takeWebhookEvent } from '../intake/event'
import type { TakenEvent } from '../intake/event'
import { isObject, isTooDeep, problemOf } from '../intake/event-problems'
import { maxDepth, maxMessageIdLength, maxWebhookEventBytes } from '../intake/limits'
import type { DeliveryDetails } from '../store/store'
import { BadEventError } from './refused'

/**
 * The corrected event of a failed delivery, checked as intake checks events. What it lacks, such as a timestamp, is added.
 * @param messageId its own: whatever stands in the event is replaced
 * @throws BadEventError
 */
export function correctedEvent(failed: DeliveryDetails, event: unknown, messageId: string): TakenEvent {
  if (!isObject(event)) throw new BadEventError('The event must be a JSON object.')
  if (isTooDeep(event)) throw new BadEventError(`The event is nested deeper than ${maxDepth} levels.`)
  const revision: JSONObject = { ...event, messageId }
  const problem = problemOf(revision)
  if (problem) throw new BadEventError(problem.message)
  const taken = takeWebhookEvent(revision, failed.receivedAt)
  if (!taken.problem) return taken
  const bytes = Buffer.byteLength(JSON.stringify(revision))
  throw new BadEventError(
    `The event has ${Math.ceil(bytes / 1024)} kB. An event can have ${maxWebhookEventBytes / 1024} kB at most.`
  )
}

/**
 * The message ids that the corrections of an event can have: `m1#2`, `m1#3`, … Take the first one that isn't in use.
 * @param messageId of the failed delivery
 * @param isCorrection its event is a correction itself
 */
export function* revisionIds(messageId: string, isCorrection: boolean): Generator<string, never> {
  const [, original, last] = (isCorrection && /^(.*)#(\d+)$/s.exec(messageId)) || [undefined, messageId, '1']
  for (let revision = Number(last) + 1; ; revision++) {
    const suffix = `#${revision}`
    yield original.slice(0, maxMessageIdLength - suffix.length) + suffix
  }
}
