/**
 * What a delivery is, and what can happen to it. Nothing here knows an engine, SQL or a clock.
 */

/**
 * - `pending`: to be attempted, now or later
 * - `inFlight`: an attempt is under way
 * - `delivered`: the vendor has it
 * - `filtered`: no subscription takes the event, or its Integrations object switches the destination off
 * - `failed`: given up, until somebody resends or discards it
 */
export type DeliveryState = 'pending' | 'inFlight' | 'delivered' | 'filtered' | 'failed'

/** The states that nothing follows by itself. */
export const settledStates = ['delivered', 'filtered', 'failed'] as const

/** Why a delivery did not succeed. */
export interface Reason {
  /** As in Segment's Event Delivery, such as `INVALID_AUTHENTICATION`. */
  code: string
  /** A sentence, without secrets. */
  message: string
  /** The HTTP status, if an answer decided it. */
  status?: number
}

/** How an attempt ended. */
export type Verdict =
  | { kind: 'delivered' }
  /** Nothing was sent, because the destination wants nothing of this event. */
  | { kind: 'filtered'; reason: Reason }
  | ({ kind: 'failed'; reason: Reason } & Doubt)
  /** Attempt it again. */
  | ({ kind: 'retry'; reason: Reason } & Doubt)
  /** Nobody knows whether the vendor got it: the process or its thread ended, or the lease ran out. */
  | { kind: 'unknown'; reason: Reason }
  /** Claimed, and given back before anything was sent. It counts as no attempt. */
  | { kind: 'released' }

/** Whether an attempt that did not succeed may have reached the vendor all the same. */
export interface Doubt {
  /** A request was sent and got no whole answer. */
  mayHaveArrived?: true
}

/** One event for one subscription of one destination, as far as its transitions go. */
export interface Delivery {
  state: DeliveryState
  /** Attempts that have begun. */
  attempts: number
  /**
   * Milliseconds that it has been retried for: its attempts, and the pauses between them that backoff chose. The time in
   * which its destination was paused does not count.
   */
  retriedMs: number
  /** Its lane went on without it, so it may arrive out of order. */
  outOfOrder: boolean
  /** An attempt was cut off, or got no answer, so the vendor may get it twice. */
  possibleDuplicate: boolean
  /**
   * How often the thread that ran it had to be killed. Several deliveries run in a thread, so one kill proves nothing:
   * a suspect is next run alone.
   */
  kills: number
  reason?: Reason
}

/** What decides how long to retry. Milliseconds. */
export interface RetryPolicy {
  /** A delivery that has been retried for longer fails. */
  retryWindowMs: number
  /** How long a delivery that is being retried holds back its lane. Then the lane goes on without it. */
  maxLaneBlockMs: number
  /** The longest pause after the first attempt. It doubles with each further one. */
  firstBackoffMs: number
  /** The longest pause of all. */
  maxBackoffMs: number
}
