import type { Reason, Verdict } from '../machine/delivery'
import { outcomeUnknown } from '../machine/reasons'
import type { Input } from '../machine/transitions'
import type { Settlement } from './store'

/** What a store keeps of an attempt. */
export interface KeptAttempt {
  delivery: number
  attempt: number
  startedAt: number
  /** Null if it was cut off. */
  endedAt: number | null
  verdict: Verdict['kind']
  /** A `Reason` as JSON. */
  reason: string | null
  exchanges: string | null
  payload: string | null
}

/**
 * What a settlement is to the table of transitions.
 * @param random from 0 to 1, evenly distributed
 */
export function inputOf(settlement: Settlement, random: number): Input {
  const { verdict, startedAt, endedAt, policy, duringOutage, killed, alone } = settlement
  const elapsedMs = Math.max(0, endedAt - startedAt)
  switch (verdict.kind) {
    case 'retry':
      return { ...verdict, elapsedMs, policy, random, duringOutage }
    case 'unknown':
      return { ...verdict, elapsedMs, policy, random, ...(killed && { killed: alone ? 'alone' : 'amongOthers' }) }
    case 'released':
      return verdict
    default:
      return { ...verdict, elapsedMs }
  }
}

/** The attempt, unless the delivery says all about it: if it settled that, and nothing else of it is kept. */
export function attemptToKeep(settlement: Settlement): KeptAttempt | undefined {
  const { id, attempt, startedAt, endedAt, verdict, exchanges, payload } = settlement
  const follows = verdict.kind === 'retry' || verdict.kind === 'unknown'
  const kept = exchanges !== undefined || payload !== undefined
  if (verdict.kind === 'released' || (!follows && !kept)) return undefined
  return {
    delivery: id,
    attempt,
    startedAt,
    endedAt,
    verdict: verdict.kind,
    reason: 'reason' in verdict ? JSON.stringify(verdict.reason) : null,
    exchanges: exchanges ?? null,
    payload: payload ?? null
  }
}

/** An attempt of which nobody knows how it ended. */
export function cutOffAttempt(delivery: number, attempt: number, startedAt: number): KeptAttempt {
  const reason = JSON.stringify(outcomeUnknown)
  return { delivery, attempt, startedAt, endedAt: null, verdict: 'unknown', reason, exchanges: null, payload: null }
}

/** The attempt that a failed delivery says all about. */
export function failedAttempt(
  delivery: number,
  attempt: number,
  startedAt: number,
  endedAt: number | null,
  reason?: Reason
): KeptAttempt {
  const why = reason ? JSON.stringify(reason) : null
  return { delivery, attempt, startedAt, endedAt, verdict: 'failed', reason: why, exchanges: null, payload: null }
}
