import type { AttemptRow, ShownDelivery } from '@partner-destinations/delivery/wire'
import { Moment } from '../time'
import { duration } from '../words'
import { Exchanges, exchangesIn } from './exchanges'

/** Every attempt, the newest first, with what was sent and answered as far as it was kept. */
export function Attempts({ delivery: { attemptRows, attempts } }: { delivery: ShownDelivery }) {
  return (
    <section className="part" aria-label="Attempts">
      <h3>Attempts</h3>
      {attemptRows.length === 0 && (
        <p className="hint">{attempts === 0 ? 'Nothing was attempted yet.' : 'Nothing was kept of its attempts.'}</p>
      )}
      {attemptRows.toReversed().map((row) => (
        <Attempt key={row.attempt} row={row} />
      ))}
    </section>
  )
}

const verdicts: Record<NonNullable<AttemptRow['verdict']> | 'running', { name: string; mark: string }> = {
  running: { name: 'under way', mark: 'neutral' },
  delivered: { name: 'delivered', mark: 'good' },
  filtered: { name: 'filtered', mark: 'neutral' },
  failed: { name: 'failed', mark: 'bad' },
  retry: { name: 'to be retried', mark: 'expected' },
  unknown: { name: 'outcome unknown', mark: 'expected' },
  released: { name: 'not begun', mark: 'neutral' }
}

function Attempt({ row: { attempt, startedAt, endedAt, verdict, reason, exchanges } }: { row: AttemptRow }) {
  const { name, mark } = verdicts[verdict ?? 'running']
  return (
    <article className="attempt" aria-label={`Attempt ${attempt}`}>
      <h4 className="row">
        Attempt {attempt} <span className={`status ${mark}`}>{name}</span>
        <span className="hint">
          <Moment at={startedAt} />
          {endedAt !== undefined && `, ${duration(endedAt - startedAt)}`}
        </span>
      </h4>
      {reason && (
        <p>
          <code>{reason.code}</code> {reason.message}
        </p>
      )}
      <Exchanges exchanges={exchangesIn(exchanges)} none="No request was sent, or none was kept." />
    </article>
  )
}
