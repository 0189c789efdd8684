import type { LiveDestination } from '@partner-destinations/delivery/wire'
import { counted, inWords } from '../many/counted'
import { Section } from '../section'
import { addressOf } from './address'
import type { Opened } from './address'
import { pause, resume } from './api'
import { DataTable } from './data-table'
import type { Column } from './data-table'
import { Age, useNow } from './time'
import { useDoing } from './use-doing'
import type { Doing } from './use-doing'
import { duration, pointInTime, span } from './words'

interface DestinationsProps {
  destinations: LiveDestination[]
  opened: Opened
}

/** A row for each destination, with the measures of Segment's Event Delivery, and its limit or pause. */
export function DestinationsSection({ destinations, opened }: DestinationsProps) {
  const doing = useDoing()
  return (
    <Section
      title="Destinations"
      aside={
        <span className="hint" role="status">
          {doing.said}
        </span>
      }
    >
      {doing.problem !== '' && (
        <p className="notice bad" role="alert">
          {doing.problem}
        </p>
      )}
      {destinations.length === 0 ? (
        <p className="empty">The config has no destination.</p>
      ) : (
        <DataTable
          label="Destinations"
          columns={columnsOf(opened, doing)}
          rows={destinations}
          keyOf={({ name }) => name}
        />
      )}
      <p className="hint">Retries and P95 latency are of the last hour. All other counts are what the store holds.</p>
    </Section>
  )
}

function columnsOf(opened: Opened, doing: Doing): Column<LiveDestination>[] {
  const number = (title: string, value: (row: LiveDestination) => number): Column<LiveDestination> => {
    return { title, isNumber: true, cell: (row) => inWords(value(row)) }
  }
  return [
    {
      title: 'Destination',
      cell: ({ name, destination }) => (
        <>
          <b>{name}</b> {destination !== name && <span className="hint">{destination}</span>}
        </>
      )
    },
    number('Delivered', ({ counts }) => counts.delivered),
    {
      title: 'Failed',
      isNumber: true,
      cell: ({ name, counts }) =>
        counts.failed === 0 ? (
          '0'
        ) : (
          <a
            className="bad"
            href={addressOf({ filter: { destination: name }, plot: opened.plot })}
            aria-label={`${inWords(counts.failed)} failed: show those of ${name}`}
          >
            {inWords(counts.failed)}
          </a>
        )
    },
    number('Filtered', ({ counts }) => counts.filtered),
    number('Retries', ({ lately }) => lately.retries),
    {
      title: 'P95 latency',
      isNumber: true,
      cell: ({ lately }) => (lately.p95Ms === undefined ? '–' : duration(lately.p95Ms))
    },
    number('Backlog', ({ counts }) => counts.pending + counts.inFlight),
    {
      title: 'Oldest',
      isNumber: true,
      cell: ({ oldestReceivedAt }) => (oldestReceivedAt === undefined ? '–' : <Age since={oldestReceivedAt} />)
    },
    { title: 'State', isWide: true, cell: (row) => <State destination={row} /> },
    { title: 'Pause', cell: (row) => <PauseButton destination={row} doing={doing} /> }
  ]
}

/** Whether it delivers now, and what holds it back. */
function State({ destination: { pause: paused, rateLimit, limitedUntil } }: { destination: LiveDestination }) {
  const now = useNow()
  const limit = rateLimit && `${counted(rateLimit.requests, 'request')} in ${span(rateLimit.windowMs)}`
  if (paused) {
    return (
      <>
        <span className="status expected">Paused</span> {paused.reason}{' '}
        {paused.until !== undefined && <span className="hint">Until {pointInTime(paused.until)}.</span>}
      </>
    )
  }
  if (limitedUntil !== undefined && limitedUntil > now) {
    return (
      <>
        <span className="status neutral">Waiting</span> for the rate limit of {limit}
      </>
    )
  }
  return (
    <>
      <span className="status good">Running</span> {limit && <span className="hint">At most {limit}</span>}
    </>
  )
}

function PauseButton({ destination: { name, pause: paused }, doing }: { destination: LiveDestination; doing: Doing }) {
  const act = async () => {
    await (paused ? resume(name) : pause(name))
    return paused ? `${name} was resumed.` : `${name} was paused.`
  }
  return (
    <button
      type="button"
      className="small"
      aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
      disabled={doing.isBusy}
      onClick={() => doing.run(act)}
    >
      {paused ? 'Resume' : 'Pause'}
    </button>
  )
}
