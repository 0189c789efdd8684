/**
 * The types that travel over HTTP: the outcomes of calls, which the local server sends and its page reads. This file
 * imports nothing, so that a page can use its types.
 */

/** The text that replaces a secret. */
export type Masked = '<masked>'

/** One request of a destination and the vendor's answer; `response` is null if none came. */
export interface Exchange {
  request: { url: string; method: string; headers: Record<string, string>; body: string }
  response: {
    statusCode: number
    statusMessage: string
    headers: Record<string, string>
    body: unknown
  } | null
  /** Milliseconds from the start of the request to the end of the answer. */
  duration: number
  /** What the sandbox did to this call because of a fault, in a sentence; absent if it did nothing. */
  fault?: string
  /** Whether the destination sent it with something else than Segment's request client, such as an SDK or `fetch`. */
  withoutClient?: true
}

/** A value that the schema refuses, described for the person who can correct it. */
export interface Problem {
  /** The key of the field, with dots for a nested field: `products.0.price`. */
  field: string
  /** The label of the field. */
  label: string
  /** What is wrong, and what to do. */
  message: string
  /** If the value is missing: the paths where the mapping looks for it, in order, such as `$.traits.email`. */
  lookedFor: string[]
}

/**
 * What got lost when a request of a call got no whole answer: the `request`, because no connection came about; or the
 * `answer`, so that nobody knows whether the vendor got the request.
 */
export type Lost = 'request' | 'answer'

/** Why a call failed, as Segment would see it. */
export interface CallError {
  statusCode: number
  message: unknown
  /** The class of the error, such as `PayloadValidationError`. */
  errorClass: string
  /** If no whole answer came: the code of Node or the framework, such as `ECONNREFUSED`. */
  code?: string
  /** Whether Segment would retry the event. */
  retry: boolean
  /** Until when the vendor asks you to wait, as `toISOString()` writes it. It is the `Retry-After` of the answer. */
  retryAfter?: string
  /** Only of an action. The destination may have made an error of its own of it. */
  lost?: Lost
  /** For a schema error: the framework's messages by field. */
  fields?: Record<string, string>
  /** For a schema error: the same in plain sentences. `message` joins them. */
  problems?: Problem[]
  /** What the destination tried and the sandbox refused, such as `a connection to kafka.example:9092`. */
  refused?: string
  stack?: string[]
  requestError: true
}

/** The result of one event of a batch. */
export interface EventResult {
  status: number
  /** Whether Segment would retry the event. */
  retry: boolean
  /** Until when the vendor asks you to wait, as in `CallError`. */
  retryAfter?: string
  /** As in `CallError`. Absent if the event is not retried. */
  lost?: Lost
  errormessage?: string
  /** For an event that the schema refused: the sentences that `errormessage` joins. */
  problems?: Problem[]
  /** What else the framework reports, such as `errortype`; `sent` and `body` only if exchanges are kept. */
  [further: string]: unknown
}

/** The result of each event of a batch, in their order. */
export interface BatchResults {
  multistatus: EventResult[]
}

/** Says that nothing was sent, and why. */
export interface Skipped {
  skipped: string
}

/** One thing that happened in a call. */
export type Step = (Exchange | CallError | BatchResults | Skipped) & {
  /** The name of the subscription that took the event. A preset's subscription has the preset's name. */
  preset?: string
  action?: string
  /** For a list of events: the indices of this step's events, from 0. */
  events?: number[]
}

/** Everything that happened in a call, with secrets masked. */
export interface Outcome {
  /** In the order in which they happened. */
  steps: Step[]
  /** The payload that the mapping made from the event, or from each event; absent if none was made. */
  payload?: unknown
  /** The result of a dynamic field, or the previews. */
  result?: unknown
}

export function isExchange(step: Step): step is Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is CallError {
  return 'requestError' in step
}

/** Whether an event of a batch failed. */
export function isFailed({ status }: Pick<EventResult, 'status'>): boolean {
  return status >= 400
}

/** Whether the sandbox could not answer, so that Segment would never see the error. */
export function isUnanswered({ refused }: CallError): boolean {
  return refused !== undefined
}

/** What an action would get for one event, and what is wrong with it; or why no preset takes the event. */
export type Preview = {
  /** The index of the event in its list, from 0. */
  event: number
} & (
  | { preset?: string; action: string; payload: unknown; error?: Omit<CallError, 'stack' | 'requestError'> }
  | { skipped: string }
)
