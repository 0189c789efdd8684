import type { CallError, Exchange, Preview, Problem, Step } from '@partner-destinations/runner/wire'
import type {
  Authentication,
  BrokenEntry,
  DestinationDetails,
  DestinationList,
  Holdings,
  RefusedAnswer,
  WithSamples
} from '@partner-destinations/server/wire'
import type { JsonObject } from '../json/json'

/** A destination in the list of those that are served. It may be known not to load. */
export type ListedDestination = DestinationList['destinations'][number]

/** A destination that is served, with all that there is to know of it. */
export type Destination = DestinationDetails

/** A folder whose destination does not load at the moment. */
export type BrokenDestination = BrokenEntry & WithSamples

/** A call as the page asks the server for it. */
export interface TesterCall {
  folder: string
  /** The key of an action; `event` for every preset that takes the event, `delete` for the deletion of a user. */
  action: string
  payload: JsonObject | JsonObject[]
  settings: JsonObject
  /** What differs from the default mapping; for a call of one action only. */
  mapping?: JsonObject
}

// Only types come from the server's packages, so the page tells the steps of a call apart itself.

export function isExchange(step: Step): step is Step & Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is Step & CallError {
  return 'requestError' in step
}

/** Whether the sandbox could not answer, so that Segment would never see the error. */
export function isUnanswered({ refused }: Pick<CallError, 'refused'>): boolean {
  return refused !== undefined
}

/** Why the server did not do a call: in a sentence, and by field. */
export interface Refusal {
  message: string
  fields: Record<string, string>
  problems: Problem[]
}

/** The server refused a request. The texts are the server's. */
export class RefusedError extends Error implements Refusal {
  readonly name = 'RefusedError'
  readonly fields: Record<string, string>
  readonly problems: Problem[]

  constructor({ error, fields = {}, problems = [] }: RefusedAnswer) {
    super(error)
    this.fields = fields
    this.problems = problems
  }
}

/** What is served. No destination is loaded for it. */
export function readList(): Promise<DestinationList> {
  return request('GET', 'destinations')
}

/** All that there is to know of one destination. The server loads it for that, which can take a moment. */
export function readDestination(folder: string, signal?: AbortSignal): Promise<Destination | BrokenDestination> {
  return request('GET', `destinations/${folder}`, undefined, signal)
}

/** What the mapping makes of the event; nothing is sent. */
export function preview({ folder, action, ...body }: TesterCall, signal?: AbortSignal): Promise<Preview[]> {
  return request('POST', `preview/${folder}/${action}`, body, signal)
}

/** Makes the call. The signal cancels it, but can't take back the requests that were already sent. */
export function send({ folder, action, ...body }: TesterCall, signal?: AbortSignal): Promise<Step[]> {
  return request('POST', `${folder}/${action}`, body, signal)
}

/** What a destination offers for a field, as the framework answers. */
export interface DynamicChoices {
  choices: { label: string; value: string }[]
  /** What to ask for the next page with; empty on the last one. */
  nextPage?: string
  /** Why there are no choices. */
  error?: { message: string }
}

/** A question of the form of an action, before anything is mapped. */
interface FormQuestion {
  folder: string
  action: string
  /** What the mapping makes of the event. */
  payload: JsonObject
  settings: JsonObject
  hookInputs?: JsonObject
}

/**
 * Asks a destination for the choices of a field.
 * @param hook the hook that the field is an input of; without one, the field is the action's
 */
export async function readChoices(
  question: FormQuestion & { field: string; hook?: string; page?: string }
): Promise<DynamicChoices> {
  const { folder, action, field, hook, ...body } = question
  if (hook === undefined) return choicesIn(await request('POST', `${folder}/${action}/${field}`, body))
  const route = `${folder}/${action}/hooks/${hook}/dynamic/${field}`
  return choicesIn(await resultOf(request('POST', route, body)))
}

function choicesIn({ choices = [], nextPage, error }: Partial<DynamicChoices>): DynamicChoices {
  return { choices, nextPage, error }
}

/** What a hook did, as the framework answers. */
export interface HookResult {
  successMessage?: string
  /** What Segment keeps in the mapping. */
  savedData?: JsonObject
  error?: { message: string }
}

/** Has a destination do what it does when a customer saves a mapping. */
export function runHook({ folder, action, hook, ...body }: FormQuestion & { hook: string }): Promise<HookResult> {
  return resultOf(request('POST', `${folder}/${action}/hooks/${hook}`, body))
}

/** The result of a call that is answered with its steps. @throws RefusedError when there is none */
async function resultOf<Result>(answer: Promise<{ result?: Result; steps: Step[] }>): Promise<Result> {
  const { result, steps } = await answer
  if (result !== undefined) return result
  throw new RefusedError(refusalIn(steps.filter(isCallError)))
}

export function authenticate(folder: string, settings: JsonObject): Promise<Authentication> {
  return request('POST', `${folder}/authenticate`, settings)
}

/** What the sandbox holds of a vendor; undefined when it doesn't imitate the vendor. */
export async function readHoldings(folder: string): Promise<Holdings | undefined> {
  const response = await fetch(`sandbox/${folder}`)
  return response.ok ? ((await response.json()) as Holdings) : undefined
}

export function resetHoldings(folder: string): Promise<void> {
  return request('DELETE', `sandbox/${folder}`)
}

/** Sets what goes wrong with the next calls of a vendor; an empty list clears it. */
export function setFaults(folder: string, faults: JsonObject[]): Promise<void> {
  return request('PUT', `sandbox/${folder}/faults`, faults)
}

/** What the server tells a page. */
export interface Listener {
  /** Code was loaded again, or the server came back. */
  onChange: () => void
  /** What the sandbox holds of a vendor may have changed. */
  onHoldings: (folder: string) => void
  /** The server is gone. */
  onLost: () => void
}

/** @returns what ends it */
export function watchServer({ onChange, onHoldings, onLost }: Listener): () => void {
  const source = new EventSource('changes')
  let lost = false
  source.addEventListener('change', onChange)
  source.addEventListener('holdings', ({ data }: MessageEvent<string>) => onHoldings(data))
  source.addEventListener('open', () => {
    if (lost) onChange()
    lost = false
  })
  source.addEventListener('error', () => {
    lost = true
    onLost()
  })
  return () => source.close()
}

async function request<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, { method, signal, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer
  throw new RefusedError(refusalIn(JSON.parse(text)))
}

/** Why the server refused: it says so itself, or tells the errors of the destination. */
function refusalIn(answer: unknown): RefusedAnswer {
  if (!Array.isArray(answer)) return answer as RefusedAnswer
  return { error: (answer as CallError[]).map(({ message }) => String(message)).join(' ') }
}
