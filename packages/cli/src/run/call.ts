import type { Destination, DestinationDefinition, JSONObject } from '@segment/actions-core'

/** A cloud-mode destination, whatever its settings. */
export type Definition = DestinationDefinition<JSONObject>

/** What a person asks one destination to do. `settings` are the destination's own; `payload` is a Segment event. */
export type Call = { settings: JSONObject } & (
  | { kind: 'authenticate' }
  /** `auth` holds the tokens and the client's credentials, under the names of the framework. */
  | { kind: 'refreshAccessToken'; auth: JSONObject }
  | { kind: 'delete'; payload: JSONObject }
  | ({ kind: 'action'; action: string; payload: JSONObject | JSONObject[]; mapping?: JSONObject } & ActionOptions)
  | { kind: 'event'; payload: JSONObject | JSONObject[] }
  | { kind: 'preview'; action: string; payload: JSONObject | JSONObject[]; mapping?: JSONObject }
  | ({ kind: 'field'; action: string; field: string; payload: JSONObject; page?: string } & ActionOptions)
)

/** What the framework's actions take. */
type ActionInput = Parameters<Destination<JSONObject>['actions'][string]['execute']>[0]

/** What Segment hands to an action beside the event, passed on as it came. */
export type ActionOptions = Partial<Pick<ActionInput, 'auth' | 'features' | 'subscriptionMetadata'>>

/** One request of a destination and the vendor's answer; `response` is null when none came. */
export interface Exchange {
  request: { url: string; method: string; headers: Record<string, string>; body: string }
  response: {
    statusCode: number
    statusMessage: string
    headers: Record<string, string>
    body: unknown
  } | null
  /** Milliseconds from the start of the request to the whole answer. */
  duration: number
  /** What the sandbox did to this call because of a fault that was set, in a sentence; absent when it did nothing. */
  fault?: string
}

/** A value that the schema refuses, for the person who can correct it. */
export interface Problem {
  /** The key of the field, dotted for a nested one: `products.0.price`. */
  field: string
  /** The label of the field. */
  label: string
  /** What is wrong, and what to do. */
  message: string
  /** Of a value that is missing: the paths where the mapping looks for it, in order, such as `$.traits.email`. */
  lookedFor: string[]
}

/** Why a call failed, as Segment would see it. */
export interface CallError {
  statusCode: number
  message: unknown
  /** The class of the error, such as `PayloadValidationError`. */
  errorClass: string
  /** Whether Segment would deliver the event again. */
  retry: boolean
  /** Of an error of the schema: the framework's messages by field. */
  fields?: Record<string, string>
  /** Of an error of the schema: the same in plain sentences, which `message` joins. */
  problems?: Problem[]
  /** The host that the sandbox doesn't imitate; the call failed for this reason alone. */
  noStandIn?: string
  stack?: string[]
  requestError: true
}

/** What became of one event of a batch, as the framework says it. */
export interface EventResult {
  status: number
  errormessage?: string
  /** Of an event that the schema refused: what `errormessage` joins. */
  problems?: Problem[]
  [further: string]: unknown
}

/** What became of each event of a batch, in its order. */
export interface BatchResults {
  multistatus: EventResult[]
}

/** Says that nothing was sent, and why. */
export interface Skipped {
  skipped: string
}

/** The steps of a call in the order they happened. On `event` calls each says by which preset and action. */
export type Step = (Exchange | CallError | BatchResults | Skipped) & {
  preset?: string
  action?: string
  /** Which event of a list it is about, from 0; absent for a single event, and for a batch. */
  event?: number
}

/** Everything that came of a call, secrets masked. */
export interface Outcome {
  steps: Step[]
  /** The payload that the mapping made of the event, or of each event; absent when none was made. */
  payload?: unknown
  /** The answer of a dynamic field, or the previews. */
  result?: unknown
}

export function isExchange(step: Step): step is Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is CallError {
  return 'requestError' in step
}
