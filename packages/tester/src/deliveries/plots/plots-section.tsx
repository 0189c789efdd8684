import type { History, LiveDestination } from '@partner-destinations/delivery/wire'
import { useMemo } from 'react'
import { counted, inWords } from '../../many/counted'
import { Section } from '../../section'
import { open } from '../address'
import type { Opened } from '../address'
import { duration } from '../words'
import { fromFirst, summed, times, total } from './history'
import { Plot } from './plot'
import type { Line } from './plot'

interface PlotsProps {
  history: History | undefined
  destinations: LiveDestination[]
  opened: Opened
}

/** What became of deliveries in the last hour. */
export function PlotsSection({ history, destinations, opened }: PlotsProps) {
  const { plot = '' } = opened
  const drawn = useMemo(() => history && drawnOf(fromFirst(history), plot), [history, plot])
  return (
    <Section
      title="The last hour"
      aside={
        <select
          aria-label="Plot the deliveries to"
          value={plot}
          onChange={(e) => open({ ...opened, plot: e.target.value })}
        >
          <option value="">All destinations</option>
          {destinations.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      }
    >
      <div className="plots">
        {drawn?.plots.map(({ title, label, lines, format }) => (
          <figure key={title}>
            <figcaption>{title}</figcaption>
            <Plot label={label} times={drawn.times} lines={lines} format={format} />
          </figure>
        ))}
      </div>
      <p className="hint">{drawn?.summary ?? 'Loading …'}</p>
    </Section>
  )
}

interface Drawn {
  times: number[]
  summary: string
  plots: { title: string; label: string; lines: Line[]; format: (value: number) => string }[]
}

function drawnOf(history: History, destination: string): Drawn {
  const { delivered, failed, filtered, retries, p95Ms, backlog } = summed(
    history,
    destination === '' ? Object.keys(history.series) : [destination]
  )
  const outcomes = [
    `${inWords(total(delivered))} delivered`,
    `${inWords(total(failed))} failed`,
    `${inWords(total(filtered))} filtered`,
    counted(total(retries), 'retry', 'retries')
  ].join(', ')
  const slowest = Math.max(0, ...p95Ms.filter((value) => value !== null))
  const waiting = backlog.findLast((value) => value !== null) ?? 0
  const isQuiet = total([...delivered, ...failed, ...filtered, ...retries]) === 0
  return {
    times: times(history),
    summary: isQuiet
      ? 'Nothing was delivered in the last hour, or since delivery started.'
      : `In the last hour, or since delivery started: ${outcomes}.`,
    plots: [
      {
        title: 'Deliveries in 10 seconds',
        label: `Deliveries of the last hour over time: ${outcomes}.`,
        lines: [
          { label: 'delivered', colour: '--good', values: delivered, isFilled: true },
          { label: 'failed', colour: '--bad', values: failed },
          { label: 'filtered', colour: '--soft', values: filtered },
          { label: 'retries', colour: '--warn', values: retries }
        ],
        format: inWords
      },
      {
        title: destination === '' ? 'P95 latency of the slowest destination' : 'P95 latency',
        label: `P95 latency over time: ${duration(slowest)} at most.`,
        lines: [{ label: 'P95', colour: '--accent', values: p95Ms }],
        format: duration
      },
      {
        title: 'Backlog',
        label: `Backlog over time: ${counted(waiting, 'delivery', 'deliveries')} now.`,
        lines: [{ label: 'waiting', colour: '--accent', values: backlog, isFilled: true }],
        format: inWords
      }
    ]
  }
}
