import type { Difference, DifferenceGroup, DifferenceSample, RequestChange } from '@partner-destinations/delivery/wire'
import type { ReactNode } from 'react'
import { format } from '../../json/json'
import { counted, inWords } from '../../many/counted'
import type { Mark } from '../../many/grouped'
import { LazyDetails } from '../../many/lazy-details'
import { addressOf } from '../address'
import type { Opened } from '../address'
import { Exchanges } from '../delivery/exchanges'

interface DifferenceProps {
  difference: Difference
  /** How many deliveries could have been compared. */
  of: number
  opened: Opened
  /** The button that sends what was compared. */
  resend: ReactNode
}

const marks: Record<DifferenceGroup['outcome'], Mark> = { delivered: 'good', filtered: 'neutral', failed: 'bad' }

/** What each outcome is called, as of now. */
const outcomes: Record<DifferenceGroup['outcome'], string> = {
  delivered: 'would be delivered',
  filtered: 'would be filtered',
  failed: 'would fail again'
}

/** What would become of failed deliveries now, and which parts of their requests would be others. */
export function DifferenceView({ difference: { compared, groups }, of, opened, resend }: DifferenceProps) {
  return (
    <section className="part difference" aria-label="Difference">
      <div className="row between">
        <h4>What would be sent now</h4>
        {resend}
      </div>
      {compared < of && <p className="hint">The oldest {inWords(compared)} were compared.</p>}
      {groups.length === 0 && <p className="empty">There was nothing to compare.</p>}
      {groups.map((group, index) => (
        <LazyDetails
          key={index}
          className="group"
          summary={
            <>
              <span className={`status ${marks[group.outcome]}`}>{inWords(group.count)}</span> {summaryOf(group)}
            </>
          }
        >
          {() => <Inside group={group} opened={opened} />}
        </LazyDetails>
      ))}
    </section>
  )
}

function summaryOf({ outcome, code, message, changes, nothingKept }: DifferenceGroup): ReactNode {
  return (
    <>
      {outcomes[outcome]}
      {code !== undefined && (
        <>
          : <code>{code}</code> {message}
        </>
      )}
      <span className="hint">
        {' '}
        {nothingKept
          ? 'The requests can’t be compared, because none were kept.'
          : changes.length === 0
          ? 'The requests are the same.'
          : `${counted(changes.length, 'place')} of the request: ${changes.map(({ path }) => path).join(', ')}`}
      </span>
    </>
  )
}

function Inside({ group: { changes, samples }, opened }: { group: DifferenceGroup; opened: Opened }) {
  return (
    <div className="group-items">
      {changes.length > 0 && (
        <dl className="changes">
          {changes.map((change) => (
            <Change key={change.path} change={change} />
          ))}
        </dl>
      )}
      {samples.map((sample) => (
        <LazyDetails key={sample.id} summary={`Delivery ${sample.id}`}>
          {() => <Sample sample={sample} opened={opened} />}
        </LazyDetails>
      ))}
    </div>
  )
}

function Change({ change: { path, before, after } }: { change: RequestChange }) {
  return (
    <div>
      <dt>
        <code>{path}</code>
      </dt>
      <dd>
        <Value value={before} name="before" /> <span aria-hidden="true">→</span>{' '}
        <span className="visually-hidden">becomes</span>
        <Value value={after} name="after" />
      </dd>
    </div>
  )
}

function Value({ value, name }: { value: unknown; name: 'before' | 'after' }) {
  return value === undefined ? <i className="hint">nothing</i> : <code className={name}>{format(value)}</code>
}

function Sample({ sample: { id, before, after }, opened }: { sample: DifferenceSample; opened: Opened }) {
  return (
    <>
      <p>
        <a href={addressOf({ ...opened, delivery: id })}>Open delivery {id}</a>
      </p>
      <h4>Sent before</h4>
      <Exchanges exchanges={before} none="Nothing was sent." />
      <h4>Would be sent now</h4>
      <Exchanges exchanges={after} none="Nothing would be sent." />
    </>
  )
}
