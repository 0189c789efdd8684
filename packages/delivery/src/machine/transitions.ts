import type { Delivery, DeliveryState, Doubt, Reason, RetryPolicy } from './delivery'
import { corrected, destinationCodeStopped, discarded, outcomeUnknown } from './reasons'

/** What can happen to a delivery. */
export type Input =
  /** A worker begins an attempt. */
  | { kind: 'claim' }
  /** The attempt ended as its verdict says. */
  | { kind: 'delivered'; elapsedMs: number }
  | { kind: 'filtered'; elapsedMs: number; reason: Reason }
  | ({ kind: 'failed'; elapsedMs: number; reason: Reason } & Doubt)
  | ({ kind: 'retry'; reason: Reason; duringOutage?: boolean } & Doubt & Again)
  | ({ kind: 'unknown'; reason: Reason; killed?: 'alone' | 'amongOthers' } & Again)
  /** The claim was given back before anything was sent. */
  | { kind: 'released' }
  /** The worker is gone: its process ended, or its lease ran out. Nobody knows how long the attempt took. */
  | { kind: 'lost' }
  /** Its destination or subscription is not in the config any more. */
  | { kind: 'orphaned'; reason: Reason }
  /** Somebody has it attempted again, after it was given up. */
  | { kind: 'resend' }
  /** Somebody gives it up for good. */
  | { kind: 'discarded' }
  /** Somebody corrected its event, and deliveries of that one take its place. */
  | { kind: 'corrected' }

/** What decides about another attempt. */
interface Again {
  /** How long the attempt took. */
  elapsedMs: number
  policy: RetryPolicy
  /** From 0 to 1, evenly distributed. */
  random: number
}

type Kind = Input['kind']
type InputOf<K extends Kind> = Extract<Input, { kind: K }>

/** What follows. */
export interface Step {
  delivery: Delivery
  /** In how many milliseconds it is due, if it is pending. */
  dueInMs?: number
  /** It holds back its lane no longer: the next delivery of the lane is due now. */
  leavesLane: boolean
}

type Transitions = { [State in DeliveryState]: { [K in Kind]?: (delivery: Delivery, input: InputOf<K>) => Step } }

/** The table: what follows in each state on each input. What isn't in it can't happen, and is refused. */
export const transitions: Transitions = {
  pending: {
    claim: (delivery) => ({
      delivery: { ...delivery, state: 'inFlight', attempts: delivery.attempts + 1 },
      leavesLane: false
    }),
    orphaned: (delivery, { reason }) => end(delivery, 'failed', reason)
  },
  inFlight: {
    delivered: (delivery, { elapsedMs }) => end(retriedFor(delivery, elapsedMs), 'delivered'),
    filtered: (delivery, { elapsedMs, reason }) => end(retriedFor(delivery, elapsedMs), 'filtered', reason),
    failed: (delivery, input) => end(retriedFor(doubted(delivery, input), input.elapsedMs), 'failed', input.reason),
    retry: (delivery, input) =>
      (input.duringOutage ? attemptDuringOutage : attemptAgain)(doubted(delivery, input), input),
    unknown: (delivery, input) => {
      const marked = { ...delivery, possibleDuplicate: true, kills: delivery.kills + (input.killed ? 1 : 0) }
      if (input.killed !== 'alone') return attemptAgain(marked, input)
      return end(retriedFor(marked, input.elapsedMs), 'failed', destinationCodeStopped)
    },
    released: (delivery) => ({
      delivery: { ...delivery, state: 'pending', attempts: delivery.attempts - 1 },
      dueInMs: 0,
      leavesLane: false
    }),
    lost: (delivery) => ({
      delivery: { ...delivery, state: 'pending', possibleDuplicate: true, reason: outcomeUnknown },
      dueInMs: 0,
      leavesLane: false
    })
  },
  delivered: {},
  filtered: {},
  failed: {
    // As if it had never been attempted. The vendor may have got an earlier attempt all the same.
    resend: ({ attempts, possibleDuplicate }) => ({
      delivery: { ...created('pending'), attempts, possibleDuplicate },
      dueInMs: 0,
      leavesLane: false
    }),
    discarded: (delivery) => end(delivery, 'filtered', discarded),
    corrected: (delivery) => end(delivery, 'filtered', corrected)
  }
}

/**
 * What follows for a delivery.
 * @returns undefined if its state doesn't take this input: then it stays as it is
 */
export function next(delivery: Delivery, input: Input): Step | undefined {
  const transition = transitions[delivery.state][input.kind] as ((delivery: Delivery, input: Input) => Step) | undefined
  return transition?.(delivery, input)
}

/** A delivery as intake makes it. */
export function created(state: 'pending' | 'filtered' | 'failed', reason?: Reason): Delivery {
  return { state, attempts: 0, retriedMs: 0, outOfOrder: false, possibleDuplicate: false, kills: 0, reason }
}

function end(delivery: Delivery, state: 'delivered' | 'filtered' | 'failed', reason?: Reason): Step {
  return { delivery: { ...delivery, state, reason }, leavesLane: true }
}

function doubted(delivery: Delivery, { mayHaveArrived }: Doubt): Delivery {
  return mayHaveArrived ? { ...delivery, possibleDuplicate: true } : delivery
}

function retriedFor(delivery: Delivery, ms: number): Delivery {
  return { ...delivery, retriedMs: delivery.retriedMs + ms }
}

/**
 * Attempts it again after a pause, unless its retry window has passed. The last attempt begins when the window ends, at
 * the latest. If the pause would hold back the lane for too long, the lane goes on without it.
 */
function attemptAgain(before: Delivery, { reason, elapsedMs, policy, random }: { reason: Reason } & Again): Step {
  const delivery = retriedFor(before, elapsedMs)
  const leftMs = policy.retryWindowMs - delivery.retriedMs
  if (leftMs <= 0) return end(delivery, 'failed', reason)
  const pauseMs = Math.min(backoffMs(before, policy, random), leftMs)
  return waits({ ...delivery, reason }, delivery.retriedMs + pauseMs, pauseMs, policy)
}

/**
 * Attempts it again after a pause, however long the outage lasts. The time counts only until its lane may go on without
 * it: others of the lane may succeed where this one never does.
 */
function attemptDuringOutage(before: Delivery, { reason, elapsedMs, policy, random }: InputOf<'retry'>): Step {
  const pauseMs = backoffMs(before, policy, random)
  const countedMs = Math.min(before.retriedMs + elapsedMs + pauseMs, policy.maxLaneBlockMs + 1)
  return waits({ ...before, reason }, Math.max(before.retriedMs, countedMs), pauseMs, policy)
}

function waits(delivery: Delivery, retriedMs: number, pauseMs: number, policy: RetryPolicy): Step {
  const outOfOrder = delivery.outOfOrder || retriedMs > policy.maxLaneBlockMs
  return {
    delivery: { ...delivery, state: 'pending', retriedMs, outOfOrder },
    dueInMs: pauseMs,
    leavesLane: outOfOrder
  }
}

/**
 * Between half of the longest pause and all of it, so that deliveries that failed together come back apart. The longest
 * pause doubles with each attempt. The attempts before a resend don't count: what has hardly been retried since gets no
 * long pause. Without a resend, the pauses so far add up to so much that this changes nothing.
 */
function backoffMs({ attempts, retriedMs }: Delivery, policy: RetryPolicy, random: number): number {
  const { firstBackoffMs, maxBackoffMs } = policy
  const longest = Math.min(firstBackoffMs * 2 ** (attempts - 1), firstBackoffMs + 2 * retriedMs, maxBackoffMs)
  return Math.round(longest * (0.5 + random / 2))
}
