import { useEffect, useRef } from 'react'
import { Section } from '../section'
import { isCallError, isExchange } from '../server/types'
import type { EventResult, Step } from '../server/types'
import { useTester } from '../state/tester'
import { ErrorMessage } from './error-message'
import { ExchangeView } from './exchange'
import { isFailed, verdictOf } from './verdict'

/** What happened when the event was sent: every request beside its answer, and what went wrong. */
export function ResultSection() {
  const { state } = useTester()
  const { result, refusal, isSending, mode } = state
  const verdict = result && verdictOf(result.steps)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (result || refusal) end.current?.scrollIntoView({ block: 'nearest' })
  }, [result, refusal])

  return (
    <div ref={end} id="result">
      <Section
        title="What happened"
        aside={
          <span role="status" className={verdict && !isSending ? `verdict ${verdict.state}` : 'hint'}>
            {isSending ? 'Waiting for the vendor …' : verdict?.title}
          </span>
        }
      >
        {refusal && (
          <div className="notice bad" role="alert">
            <p>
              <strong>Not sent.</strong> {refusal.message}
            </p>
          </div>
        )}
        {!result && !refusal && (
          <p className="empty">
            Press <kbd>Send</kbd> to see every request {mode === 'sandbox' ? 'to the sandbox ' : ''}beside its answer.
          </p>
        )}
        {result?.steps.map((step, index) => (
          <StepView key={index} step={step} number={exchangesBefore(result.steps, index) + 1} />
        ))}
        {result?.steps.length === 0 && <p className="empty">The action had nothing to send for this event.</p>}
      </Section>
    </div>
  )
}

function exchangesBefore(steps: Step[], index: number): number {
  return steps.slice(0, index).filter(isExchange).length
}

function StepView({ step, number }: { step: Step; number: number }) {
  if (isExchange(step)) {
    return <ExchangeView exchange={step} number={number} title={step.preset && `By the preset “${step.preset}”`} />
  }
  if (isCallError(step)) return <ErrorMessage error={step} lead={step.preset ? `${step.preset} failed:` : 'Failed:'} />
  if ('skipped' in step) return <p className="notice">{step.skipped}</p>
  return <BatchResults results={step.multistatus} />
}

function BatchResults({ results }: { results: EventResult[] }) {
  return (
    <article className="part">
      <h3>Each event of the batch</h3>
      <ol className="events">
        {results.map((result, index) => (
          <li key={index}>
            <span className={`status ${isFailed(result) ? 'bad' : 'good'}`}>{result.status}</span>{' '}
            {result.errormessage ?? 'Taken'}
          </li>
        ))}
      </ol>
    </article>
  )
}
