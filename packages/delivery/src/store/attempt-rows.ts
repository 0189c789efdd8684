import type { Delivery } from '../machine/delivery'
import type { KeptAttempt } from './settling'
import type { AttemptRow } from './store'

/**
 * The attempts of a delivery, to look at.
 * @param kept those of which something is kept, in their order
 * @param last when the last attempt began, and when it settled the delivery
 */
export function attemptRows(
  kept: Omit<KeptAttempt, 'delivery'>[],
  last: { delivery: Delivery; startedAt: number | null; settledAt: number | null }
): AttemptRow[] {
  const rows = kept.map(attemptRow)
  return [...rows, ...lastAttempt(last, rows)]
}

function attemptRow(kept: Omit<KeptAttempt, 'delivery'>): AttemptRow {
  const { attempt, startedAt, endedAt, verdict, reason, exchanges, payload } = kept
  return {
    attempt,
    startedAt,
    ...(endedAt !== null && { endedAt }),
    verdict,
    ...(reason !== null && { reason: JSON.parse(reason) as AttemptRow['reason'] }),
    ...(exchanges !== null && { exchanges: JSON.parse(exchanges) as unknown }),
    ...(payload !== null && { payload: JSON.parse(payload) as unknown })
  }
}

/** The last attempt, if nothing of it is kept but what the delivery says. */
function lastAttempt(
  { delivery, startedAt, settledAt: endedAt }: Parameters<typeof attemptRows>[1],
  kept: AttemptRow[]
): AttemptRow[] {
  const { state, attempts: attempt, reason } = delivery
  if (startedAt === null || attempt === 0 || kept.some((each) => each.attempt === attempt)) return []
  if (state === 'inFlight') return [{ attempt, startedAt }]
  if (state === 'pending' || endedAt === null) return []
  return [{ attempt, startedAt, endedAt, verdict: state, ...(reason && { reason }) }]
}
