import type { Replay } from '@partner-destinations/delivery/wire'
import { inWords } from '../many/counted'
import { usePages } from '../many/pages'
import { Section } from '../section'
import { DataTable } from './data-table'
import type { Column } from './data-table'
import { Moment } from './time'

/** How many replays are seen at once. */
const pageSize = 10

/** Files and periods that are delivered again, and how far they are. */
export function ReplaysSection({ replays }: { replays: Replay[] | undefined }) {
  const { shown, nav } = usePages(replays ?? [], pageSize, 'replays')
  return (
    <Section title="Replays">
      {replays === undefined && <p className="empty">Loading …</p>}
      {replays?.length === 0 && (
        <p className="empty">
          Nothing was replayed. <code>./bin/run replay FILE</code> delivers the events of a file again.
        </p>
      )}
      {shown.length > 0 && <DataTable label="Replays" columns={columns} rows={shown} keyOf={({ id }) => id} />}
      {nav}
    </Section>
  )
}

const columns: Column<Replay>[] = [
  { title: 'Replay', isNumber: true, cell: ({ id }) => id },
  {
    title: 'What',
    isWide: true,
    cell: ({ title, source, destination }) => (
      <>
        <b>{title}</b>{' '}
        <span className="hint">
          as {source}
          {destination !== undefined && `, to ${destination} only`}
        </span>
      </>
    )
  },
  { title: 'Started', cell: ({ startedAt }) => <Moment at={startedAt} /> },
  { title: 'Progress', isWide: true, cell: (replay) => <Progress replay={replay} /> },
  {
    title: 'Events',
    isNumber: true,
    cell: ({ records: { accepted, duplicates, skipped, bad } }) => {
      const others = [
        [duplicates, 'duplicate'],
        [skipped, 'skipped'],
        [bad, 'bad']
      ] as const
      const told = others.filter(([count]) => count > 0).map(([count, what]) => `${inWords(count)} ${what}`)
      return (
        <>
          {inWords(accepted)} {told.length > 0 && <span className="hint">{told.join(', ')}</span>}
        </>
      )
    }
  },
  { title: 'Delivered', isNumber: true, cell: ({ counts }) => inWords(counts.delivered) },
  {
    title: 'Failed',
    isNumber: true,
    cell: ({ counts }) => <span className={counts.failed > 0 ? 'bad' : undefined}>{inWords(counts.failed)}</span>
  },
  { title: 'Filtered', isNumber: true, cell: ({ counts }) => inWords(counts.filtered) }
]

/** First the share that is read and stored; then, of what is stored, the share that is settled. */
function Progress({ replay: { state, totalBytes, position, counts } }: { replay: Replay }) {
  if (state === 'storing') {
    if (totalBytes === undefined) return 'Storing …'
    return <Bar done={position.bytes} of={totalBytes} words="stored" />
  }
  const waiting = counts.pending + counts.inFlight
  const all = waiting + counts.delivered + counts.failed + counts.filtered
  if (waiting > 0) return <Bar done={all - waiting} of={all} words="settled" />
  return <span className={`status ${counts.failed > 0 ? 'bad' : 'good'}`}>Settled</span>
}

function Bar({ done, of, words }: { done: number; of: number; words: string }) {
  const share = of === 0 ? 100 : Math.floor((100 * done) / of)
  return (
    <span className="progress">
      <progress max={100} value={share} aria-label={`${share} % ${words}`} /> {share} % {words}
    </span>
  )
}
