import { useEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { grouped } from '../many/grouped'
import type { Group, Mark } from '../many/grouped'
import { Groups } from '../many/groups'
import { inWords } from '../many/counted'
import { ProblemText } from '../problem-text'
import { Section } from '../section'
import { isExchange } from '../server/server'
import type { Destination } from '../server/server'
import { changedSince } from '../state/changed-since'
import { destinationOf } from '../state/state'
import type { Result } from '../state/state'
import { useTester } from '../state/tester'
import { UnitView } from './unit-view'
import { markOf, unitsOf } from './units'
import type { Unit } from './units'
import { verdictOf } from './verdict'

/** What happened when the event was sent: every request beside its answer, and what went wrong. */
export function ResultSection() {
  const { state } = useTester()
  const { result, refusal, isSending, isCancelled, mode } = state
  const destination = destinationOf(state)
  const changed = result && destination && changedSince(result.call, state)
  const verdict = result && verdictOf(result.steps)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (result || refusal) end.current?.scrollIntoView({ block: 'nearest' })
  }, [result, refusal])

  return (
    <div ref={end} id="result">
      <Section title="What happened" aside={<span {...status()} role="status" />}>
        {isCancelled && (
          <p className="notice">
            <strong>Cancelled.</strong> Requests that were already on their way may have reached{' '}
            {mode === 'live' ? 'the vendor' : 'the sandbox'}.
          </p>
        )}
        {refusal && (
          <div className="notice bad" role="alert">
            <p>
              <strong>Not sent.</strong> {refusal.problems.length === 0 && refusal.message}
            </p>
            {refusal.problems.length > 0 && (
              <ul>
                {refusal.problems.map((problem, index) => (
                  <li key={index}>
                    <ProblemText problem={problem} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        {!result && !refusal && (
          <p className="empty">
            Press <kbd>Send</kbd> to see every request {mode === 'sandbox' ? 'to the sandbox ' : ''}beside its answer.
          </p>
        )}
        {changed !== undefined && !isSending && (
          <p className="notice stale">
            <strong>This is the result of an earlier {changed}.</strong> You have changed the {changed} since. Send
            again to see the new result.
          </p>
        )}
        {result && destination && (
          <div className={isSending ? 'result running' : 'result'} aria-busy={isSending}>
            <ResultView result={result} destination={destination} />
          </div>
        )}
      </Section>
    </div>
  )

  function status(): { className: string; children: ReactNode } {
    if (isSending) return { className: 'hint', children: 'Waiting for the vendor …' }
    if (!verdict) return { className: 'hint', children: undefined }
    if (changed === undefined) return { className: `verdict ${verdict.state}`, children: verdict.title }
    return { className: 'verdict neutral', children: `Earlier ${changed}: ${verdict.title}` }
  }
}

/** More units than these are shown in groups. */
const few = 10

function ResultView({ result, destination }: { result: Result; destination: Destination }) {
  const { call, steps, fault } = result
  const units = useMemo(() => unitsOf(steps, Array.isArray(call.payload)), [call, steps])
  const view = (unit: Unit, index = 0) => <UnitView key={index} unit={unit} result={result} destination={destination} />
  const isFaultUnused = fault !== 'none' && !steps.some((step) => isExchange(step) && step.fault !== undefined)
  return (
    <>
      {isFaultUnused && (
        <p className="notice">
          <strong>The fault did not happen.</strong>{' '}
          {steps.some(isExchange) ? 'No request met it.' : 'The destination sent no request.'}
        </p>
      )}
      {steps.length === 0 && <p className="empty">The action had nothing to send for this event.</p>}
      {units.length <= few ? units.map(view) : <UnitGroups units={units}>{(unit) => view(unit)}</UnitGroups>}
    </>
  )
}

function UnitGroups({ units, children }: { units: Unit[]; children: (unit: Unit) => ReactNode }) {
  const groups = useMemo(() => grouped(units, markOf), [units])
  return (
    <>
      <p className="summary">
        {summaryOf(groups).map(({ mark, words, count }) => (
          <span key={words} className={`status ${mark}`}>
            {inWords(count)} {words}
          </span>
        ))}
      </p>
      <Groups groups={groups} what="results" titleOf={titleOf}>
        {children}
      </Groups>
    </>
  )
}

/** How many units went well, and how many did not. */
function summaryOf(groups: Group<Unit>[]) {
  const hasRequest = ({ items }: Group<Unit>) => items[0].steps.some(isExchange)
  const fates: { mark: Mark; words: string; isOf: (group: Group<Unit>) => boolean }[] = [
    { mark: 'bad', words: 'failed', isOf: ({ mark }) => mark === 'bad' },
    { mark: 'neutral', words: 'not sent', isOf: (group) => group.mark === 'neutral' && !hasRequest(group) },
    { mark: 'neutral', words: 'refused', isOf: (group) => group.mark === 'neutral' && hasRequest(group) },
    { mark: 'good', words: 'delivered', isOf: ({ mark }) => mark === 'good' }
  ]
  return fates
    .map(({ isOf, ...fate }) => ({
      ...fate,
      count: groups.filter(isOf).reduce((sum, { items }) => sum + items.length, 0)
    }))
    .filter(({ count }) => count > 0)
}

function titleOf({ event, preset, requestsBefore, steps }: Unit): string {
  const request = steps.some(isExchange) ? `Request ${requestsBefore + 1}` : 'No request'
  const what = event === undefined ? request : `Event ${event + 1}`
  return preset === undefined ? what : `${what}, by the preset “${preset}”`
}
