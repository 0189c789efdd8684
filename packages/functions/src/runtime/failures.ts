import { isCallError, isRetried } from '@partner-destinations/runner'
import type { CallError, EventResult, Step } from '@partner-destinations/runner'
import { usedUpWords } from './invocation'
import type { Invocation } from './invocation'
import { segmentError } from './segment-errors'
import type { Kind } from './segment-errors'

/** Why an event was not delivered through a subscription. */
export interface Failure {
  kind: Kind
  status: number
  message: string
}

/** What Segment wants to know of one event of a batch. */
export interface BatchEntry {
  status: number
  errormessage?: string
}

/** The most characters of an error. Some vendors answer with whole pages. */
const LONGEST_MESSAGE = 1_000

/** The classes of errors that only another event can mend. */
const ofPayload = ['AggregateAjvError', 'PayloadValidationError']

/**
 * The failures of an event.
 * @param place the index of the event in its batch; leave it out for a single event
 */
export function failuresOf(steps: Step[], place?: number): Failure[] {
  return steps.flatMap((step): Failure[] => {
    if (place !== undefined && !step.events?.includes(place)) return []
    if ('skipped' in step) return [{ kind: 'not supported', status: 400, message: step.skipped }]
    if (isCallError(step)) return [failureOfError(step, step.action)]
    if ('multistatus' in step)
      return failureOfEntry(step.multistatus[step.events?.indexOf(place ?? 0) ?? 0], step.action)
    return []
  })
}

/**
 * Tells Segment of a failure, if there is one. If one of several can be retried, all of the event is: Segment knows
 * nothing of the subscriptions inside a function.
 */
export function throwFailure(failures: Failure[], invocation: Invocation): void {
  if (failures.length === 0) return
  const { kind } = worst(failures, invocation)
  throw segmentError(kind, messageOf(failures, invocation))
}

/** The result of an event of a batch. */
export function entryOf(failures: Failure[], invocation: Invocation): BatchEntry {
  if (failures.length === 0) return { status: 200 }
  const { kind, status } = worst(failures, invocation)
  return { status: statusOf(kind, status), errormessage: messageOf(failures, invocation) }
}

function failureOfError({ statusCode, errorClass, retry, message, fields }: CallError, action = 'onDelete'): Failure {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  const isOfPayload = fields !== undefined || ofPayload.includes(errorClass)
  return {
    kind: retry ? 'retry' : isOfPayload ? 'payload' : [401, 403].includes(statusCode) ? 'settings' : 'refused',
    status: statusCode,
    message: `${action} failed with status ${statusCode}: ${text}`
  }
}

function failureOfEntry({ status, retry, errormessage = '' }: EventResult, action = ''): Failure[] {
  if (status < 400) return []
  return [
    { kind: retry ? 'retry' : 'refused', status, message: `${action} failed with status ${status}: ${errormessage}` }
  ]
}

/** The failure that decides. If the time is used up, a retry may succeed, whatever the destination made of that. */
function worst(failures: Failure[], { isUsedUp }: Invocation): Failure {
  const [first] = failures
  if (isUsedUp) return { ...first, kind: 'retry' }
  return failures.find(({ kind }) => kind === 'retry') ?? first
}

function messageOf(failures: Failure[], { isUsedUp }: Invocation): string {
  const message = failures.map((failure) => failure.message).join(' ')
  const whole = isUsedUp && !message.includes(usedUpWords) ? `${usedUpWords} ${message}` : message
  return whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE)}…` : whole
}

/**
 * Segment retries an event of a batch by its status. It documents 400 and 500 only, so statuses that it may read in
 * another way become one of these.
 */
function statusOf(kind: Kind, status: number): number {
  if (kind === 'retry') return status === 429 || (status >= 500 && isRetried(status)) ? status : 500
  return status >= 400 && status < 500 && !isRetried(status) ? status : 400
}
