import { createHash } from 'node:crypto'
import type { NewEvent, Store } from '@partner-destinations/delivery'
import type { SegmentEvent } from '@segment/actions-core'
import { numbered } from './delivered-case'

type Claimed = Awaited<ReturnType<Store['claim']>>[number]
type Settlement = Parameters<Store['settle']>[0][number]

/** Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

/** Long enough for every attempt to be the only one. */
const policy = { retryWindowMs: DAY, maxLaneBlockMs: DAY, firstBackoffMs: 1000, maxBackoffMs: 1000 }

/**
 * An event as intake gives it to the store, for one delivery. Each is of another user.
 * @param now milliseconds since 1970
 */
export function newEvent(destination: string, event: SegmentEvent, number: number, now = Date.now()): NewEvent {
  const own = numbered(event, number)
  const body = JSON.stringify(own)
  return {
    source: destination,
    messageId: own.messageId,
    fingerprint: createHash('sha256').update(body).digest('base64'),
    receivedAt: now,
    body,
    deliveries: [{ destination, subscription: 'act', state: 'pending', lane: own.userId }]
  }
}

/** What a worker says of a delivery that its vendor has accepted. */
export function delivered({ id, attempt }: Pick<Claimed, 'id' | 'attempt'>, now: number): Settlement {
  return { id, attempt, verdict: { kind: 'delivered' }, startedAt: now, endedAt: now, policy }
}
