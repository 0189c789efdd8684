import type { CallError, Exchange, Preview, Problem, Step } from '@partner-destinations/runner/wire'
import type {
  Authentication,
  BrokenEntry,
  DestinationList,
  Holdings,
  ListedDestination,
  Manifest,
  Mode,
  RefusedAnswer,
  WithSamples
} from '@partner-destinations/server/wire'
import type { JsonObject } from '../json/json'

/** A destination that is served, with its manifest. */
export interface Destination extends ListedDestination {
  manifest: Manifest
}

/** A folder whose destination does not load at the moment. */
export type BrokenDestination = BrokenEntry & WithSamples

/** What is served. */
export interface Catalogue {
  mode: Mode
  destinations: (Destination | BrokenDestination)[]
}

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

/** What is served, with the manifest of each destination that loads. */
export async function readCatalogue(): Promise<Catalogue> {
  const { mode, destinations } = await request<DestinationList>('GET', 'destinations')
  return { mode, destinations: await Promise.all(destinations.map(withManifest)) }
}

async function withManifest(entry: ListedDestination | BrokenDestination): Promise<Destination | BrokenDestination> {
  if ('error' in entry) return entry
  return { ...entry, manifest: await request<Manifest>('GET', `${entry.folder}/manifest`) }
}

/** What the mapping makes of the event; nothing is sent. */
export function preview({ folder, action, ...body }: TesterCall, signal?: AbortSignal): Promise<Preview[]> {
  return request('POST', `preview/${folder}/${action}`, body, signal)
}

/** Makes the call. The signal cancels it, but can't take back the requests that were already sent. */
export function send({ folder, action, ...body }: TesterCall, signal?: AbortSignal): Promise<Step[]> {
  return request('POST', `${folder}/${action}`, body, signal)
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
  throw new RefusedError(JSON.parse(text) as RefusedAnswer)
}
