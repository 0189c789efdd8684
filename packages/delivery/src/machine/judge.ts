import { isCallError, isExchange, isFailed } from '@partner-destinations/runner/wire'
import type { CallError, EventResult, Exchange, Outcome } from '@partner-destinations/runner/wire'
import type { Reason, Verdict } from './delivery'
import { reason, shortened } from './reasons'
import type { Code } from './reasons'

/** How an attempt ended, and until when the vendor asks to wait, in milliseconds since 1970. */
export interface Judged {
  verdict: Verdict
  retryAfter?: number
  /** A request got no whole answer, whatever the destination made of that. */
  isUnanswered?: true
}

const delivered: Judged = { verdict: { kind: 'delivered' } }

/**
 * How each of the events ended that were delivered by one call: by `deliverTo` of the runner. The runner has decided what
 * to retry, and has masked secrets.
 * @param events how many events the call was for
 */
export function judge({ steps }: Outcome, events: number): Judged[] {
  const step = steps.find((one) => !isExchange(one))
  if (step === undefined) return Array<Judged>(events).fill(delivered)
  const answers = steps.filter(isExchange)
  if ('multistatus' in step) {
    return Array.from({ length: events }, (_, index) => ofEntry(step.multistatus[index], answers))
  }
  return Array<Judged>(events).fill(isCallError(step) ? ofError(step, answers) : skipped(step as { skipped: string }))
}

function skipped({ skipped: message }: { skipped: string }): Judged {
  return { verdict: { kind: 'filtered', reason: reason('FILTERED_AT_MAPPING', message) } }
}

function ofEntry(entry: EventResult | undefined, answers: Exchange[]): Judged {
  if (entry === undefined) {
    return { verdict: { kind: 'retry', reason: reason('INTERNAL', 'The batch call has no result for this event.') } }
  }
  if (!isFailed(entry)) return delivered
  const { status, retry, retryAfter, lost, errormessage: message, body } = entry
  return judged({ status, retry, retryAfter, lost, message: message ?? body, isAnswered: hasAnswered(answers, status) })
}

function ofError(error: CallError, answers: Exchange[]): Judged {
  const { statusCode: status, errorClass } = error
  return judged({ ...error, status, isAnswered: errorClass === 'HTTPError' || hasAnswered(answers, status) })
}

/** What went wrong, of one event or of an event of a batch. */
interface Failure extends Partial<Pick<CallError, 'code' | 'errorClass' | 'lost' | 'refused'>> {
  status: number
  message?: unknown
  retry: boolean
  retryAfter?: string
  /** The vendor answered with this status. Otherwise, the framework or the destination chose it for the error. */
  isAnswered: boolean
}

function judged(failure: Failure): Judged {
  const { status, message, retry, retryAfter, lost, isAnswered } = failure
  const code = (codeTable.find(([applies]) => applies(failure)) ?? codeTable[codeTable.length - 1])[1](failure)
  const why: Reason = { code, message: shortened(textOf(message, status)), ...(isAnswered && { status }) }
  return {
    verdict: { kind: retry ? 'retry' : 'failed', reason: why, ...(lost === 'answer' && { mayHaveArrived: true }) },
    ...(lost && { isUnanswered: true }),
    ...(retryAfter !== undefined && { retryAfter: Date.parse(retryAfter) })
  }
}

/** The first row that applies gives the code. */
const codeTable: [applies: (failure: Failure) => boolean, code: (failure: Failure) => string][] = [
  [({ refused }) => refused !== undefined, own('NOT_IN_SANDBOX')],
  [({ code }) => code !== undefined, ({ code }) => String(code)],
  [({ status }) => status === 401 || status === 403, own('INVALID_AUTHENTICATION')],
  [({ status, isAnswered }) => isAnswered && status >= 500, ({ status }) => String(status)],
  [({ errorClass }) => errorClass === 'RetryableError', own('RETRY')],
  [({ status }) => status >= 500, own('INTERNAL')],
  [({ retry }) => retry, ({ status }) => String(status)],
  [() => true, own('MESSAGE_REJECTED')]
]

function own(code: Code): () => Code {
  return () => code
}

function hasAnswered(answers: Exchange[], status: number): boolean {
  return answers.some(({ response }) => response?.statusCode === status)
}

/** A vendor's own words are text or JSON. Some vendors answer with none. */
function textOf(message: unknown, status: number): string {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  return text === undefined || text.trim() === '' ? `The answer has the status ${status} and no words.` : text
}
