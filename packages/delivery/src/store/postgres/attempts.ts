import type { KeptAttempt } from '../settling'
import type { Settlement } from '../store'
import type { Session, Statement } from './connections'
import { writable } from './writable'

const insert = `INSERT INTO delivery.attempts
    (delivery, attempt, started_at, ended_at, verdict, reason, exchanges, payload)
  SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])`

const write: Statement = {
  name: 'write_attempts',
  text: `${insert}
    ON CONFLICT (delivery, attempt) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
      verdict = excluded.verdict, reason = excluded.reason, exchanges = excluded.exchanges, payload = excluded.payload`
}

const writeMissing: Statement = { name: 'write_missing_attempts', text: `${insert} ON CONFLICT DO NOTHING` }

const cutOff: Statement = {
  name: 'attempts_cut_off',
  text: `SELECT a.delivery AS id, a.attempt FROM unnest($1::bigint[], $2::integer[]) AS s (delivery, attempt)
      JOIN delivery.attempts a USING (delivery, attempt)
    WHERE a.ended_at IS NULL`
}

/** Names an attempt. */
export function attemptKey({ id, attempt }: Pick<Settlement, 'id' | 'attempt'>): string {
  return `${id} ${attempt}`
}

/** Writes what is kept of attempts. */
export function writeAttempts(session: Session, attempts: (KeptAttempt | undefined)[]): void {
  const kept = attempts.filter((attempt) => attempt !== undefined)
  if (kept.length > 0) session.send(write, valuesOf(kept))
}

/** Writes attempts of which nothing is kept so far. */
export function writeMissingAttempts(session: Session, attempts: KeptAttempt[]): void {
  if (attempts.length > 0) session.send(writeMissing, valuesOf(attempts))
}

function valuesOf(attempts: KeptAttempt[]): unknown[] {
  return [
    attempts.map(({ delivery }) => delivery),
    attempts.map(({ attempt }) => attempt),
    attempts.map(({ startedAt }) => startedAt),
    attempts.map(({ endedAt }) => endedAt),
    attempts.map(({ verdict }) => verdict),
    attempts.map(({ reason }) => writable(reason)),
    attempts.map(({ exchanges }) => writable(exchanges)),
    attempts.map(({ payload }) => writable(payload))
  ]
}

/** Which of these attempts were cut off because the lease ran out. */
export async function attemptsCutOff(
  session: Session,
  attempts: Pick<Settlement, 'id' | 'attempt'>[]
): Promise<Set<string>> {
  if (attempts.length === 0) return new Set()
  const rows = await session.query<{ id: number; attempt: number }>(cutOff, [
    attempts.map(({ id }) => id),
    attempts.map(({ attempt }) => attempt)
  ])
  return new Set(rows.map(attemptKey))
}
