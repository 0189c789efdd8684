import { isCallError, isUnanswered } from '@partner-destinations/runner/wire'
import type { CallError, EventResult, Outcome } from '@partner-destinations/runner/wire'

/** The result of an event: it was sent (or shown, in a dry run), or the reason why not. */
export type Verdict = { kind: 'done' } | { kind: 'failed' | 'skipped'; reason: string }

/**
 * The result of each event of a call, in their order. If several presets take an event, and one of them doesn't deliver
 * it, the event has failed.
 * @param count the number of events in the call
 */
export function verdicts({ steps }: Outcome, count: number): Verdict[] {
  const error = steps.find(isCallError)
  if (error) return Array<Verdict>(count).fill({ kind: 'failed', reason: reasonOf(error) })
  const skipped = steps.flatMap((step) => ('skipped' in step ? [step.skipped] : []))
  if (skipped.length > 0 && skipped.length === steps.length) {
    return Array<Verdict>(count).fill({ kind: 'skipped', reason: skipped[0] })
  }
  const results = steps.flatMap((step) => ('multistatus' in step ? [step.multistatus] : []))
  return Array.from({ length: count }, (_, index) => {
    const failed = results.map((result) => result[index]).find((result) => result?.status >= 400)
    return failed ? { kind: 'failed', reason: reasonOfResult(failed) } : { kind: 'done' }
  })
}

function reasonOf(error: CallError): string {
  const { errorClass, statusCode, message } = error
  const words = typeof message === 'string' ? message : JSON.stringify(message)
  return isUnanswered(error) ? words : `${errorClass}, status ${statusCode}: ${words}`
}

function reasonOfResult({ status, errormessage }: EventResult): string {
  return `Status ${status}: ${errormessage ?? 'no reason given'}`
}
