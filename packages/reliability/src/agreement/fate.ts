import { inspect } from 'node:util'
import type { CallError, EventResult, Outcome } from '@partner-destinations/runner'
import { isCallError, isRetried } from '@partner-destinations/runner'

/** What happened to an event, in terms that the framework and the runner share. */
export interface Fate {
  kind: 'delivered' | 'not taken' | 'failed'
  /** The class of an error; an entry of a batch has none. */
  errorClass?: string
  status?: number
  retry?: boolean
  /** The words of the error, one for each field that the schema refuses. Empty if the runner has words of its own. */
  messages: string[]
}

const delivered: Fate = { kind: 'delivered', messages: [] }
export const notTaken: Fate = { kind: 'not taken', messages: [] }

/** What the framework returns for each subscription: one result after the other, or one for a batch. */
export type FrameworkResults = { output?: string; multistatus?: { status: number; errormessage?: string }[] }[]

/** What the framework says of an event of a batch that the subscription does not take. */
const NOT_SUBSCRIBED = 'Payload is either invalid or does not match the subscription'

/** What happened to an event, or to each event of a batch, by what the framework returned. */
export function frameworkFates([first]: FrameworkResults, count: number): Fate[] {
  if (first.multistatus === undefined) {
    return Array<Fate>(count).fill(first.output === 'not subscribed' ? notTaken : delivered)
  }
  return first.multistatus.map(({ status, errormessage }) => {
    if (errormessage === NOT_SUBSCRIBED) return notTaken
    return errormessage === undefined ? delivered : entry(status, isRetried(status), [errormessage])
  })
}

/**
 * What happened to an event, by the error that the framework threw.
 * @param reached whether the action was called. If it wasn't, the event would always fail in the same way
 */
export function fateOfError(thrown: unknown, reached: boolean): Fate {
  const error = thrown as Error & Parts
  const status = error.status ?? error.response?.status ?? (reached ? 500 : 400)
  const isOfSchema = error.name === 'AggregateAjvError'
  const words = error.response?.data ?? error.response?.content ?? error.message
  return {
    kind: 'failed',
    errorClass: error.name,
    status,
    retry: isRetried(status, error.code),
    messages: isOfSchema ? [...(thrown as Iterable<Error>)].map(({ message }) => message) : [textOf(words)]
  }
}

interface Parts {
  status?: number
  code?: string
  response?: { status: number; data?: unknown; content?: string }
}

/** What happened to an event, or to each event of a list, by the outcome of the runner. */
export function runnerFates({ steps }: Outcome, count: number): Fate[] {
  const fates = Array<Fate>(count).fill(delivered)
  for (const step of steps) {
    const places = step.events ?? [0]
    if ('skipped' in step) places.forEach((place) => (fates[place] = notTaken))
    if (isCallError(step)) places.forEach((place) => (fates[place] = fateOfStep(step)))
    if ('multistatus' in step) places.forEach((place, index) => (fates[place] = fateOfEntry(step.multistatus[index])))
  }
  return fates
}

function fateOfStep({ errorClass, statusCode: status, retry, message, fields }: CallError): Fate {
  return { kind: 'failed', errorClass, status, retry, messages: fields ? Object.values(fields) : [textOf(message)] }
}

function fateOfEntry({ status, retry, errormessage, problems }: EventResult): Fate {
  if (errormessage === undefined) return delivered
  return entry(status, retry, problems ? [] : [errormessage])
}

function entry(status: number, retry: boolean, messages: string[]): Fate {
  return { kind: 'failed', status, retry, messages }
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : inspect(message)
}

/** Makes sure that both say the same. The runner hides secrets. */
export function expectSameFate(runner: Fate, framework: Fate): void {
  expect({ ...runner, messages: [] }).toEqual({ ...framework, messages: [] })
  const expected = framework.messages.map(withOneReset)
  for (const message of runner.messages.map(withOneReset)) {
    if (!expected.some((one) => isMasked(one, message))) expect(expected).toContain(message)
  }
}

/** Which of the two Node says of a connection that is reset depends on what the system told it first. */
function withOneReset(message: string): string {
  return message.replace('read ECONNRESET', 'socket hang up')
}

/** Whether a text is another with secrets hidden. */
export function isMasked(text: string, masked: string): boolean {
  const parts = masked.split('<masked>').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`).test(text)
}
