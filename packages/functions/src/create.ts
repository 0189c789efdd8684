import type { DestinationFunction } from './function'
import { FunctionError } from './function-error'
import type { FunctionSetting } from './settings'

/** Where Segment's Public API is. Workspaces in the EU have another address. */
export const publicApi = 'https://api.segmentapis.com'

/** What creates a function in a workspace: `POST /functions` of the Public API. */
export interface CreationBody {
  displayName: string
  resourceType: 'DESTINATION'
  code: string
  settings: FunctionSetting[]
}

/** Where to create a function, and by whose right. */
export interface Workspace {
  /** The address of the Public API. */
  api: string
  /** A token of the workspace. It is never shown. */
  token: string
}

/** Milliseconds for the answer. */
const LIMIT = 30_000

/** @see https://docs.segmentapis.com/tag/Functions#operation/createFunction */
export function creationBody({ displayName, code, settings }: DestinationFunction): CreationBody {
  return { displayName, resourceType: 'DESTINATION', code, settings }
}

/**
 * Creates a function in a workspace.
 * @returns its id
 * @throws FunctionError if the address is none to send a token to, or Segment didn't create the function
 */
export async function createFunction(body: CreationBody, { api, token }: Workspace): Promise<string> {
  const url = functionsUrl(api)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const failed = (why: string) =>
    new FunctionError(`Segment didn't create the function: ${why.split(token).join('<masked>')}`)
  let answer: { status: number; text: string }
  try {
    const options = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'error' as const }
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(LIMIT) })
    answer = { status: response.status, text: await response.text() }
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    throw failed(`${url.host} can't be reached (${cause?.message || message}).`)
  }
  const { data, errors } = parsed(answer.text)
  const id = data?.function?.id
  if (answer.status < 300 && typeof id === 'string') return id
  const words = errors?.map(({ message }) => message).join(' ') || answer.text.slice(0, 300) || 'no reason given'
  throw failed(`${url.host} answered with status ${answer.status}: ${words}`)
}

/** @throws FunctionError if the token could be read on its way */
function functionsUrl(api: string): URL {
  const url = URL.canParse(api) ? new URL('/functions', api) : undefined
  const isLoopback = url !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url
  throw new FunctionError(`The address of the Public API must begin with https://, such as ${publicApi}.`)
}

/** The part of an answer that we read. */
interface Answer {
  data?: { function?: { id?: unknown } }
  errors?: { message?: string }[]
}

function parsed(text: string): Answer {
  try {
    return (JSON.parse(text) ?? {}) as Answer
  } catch {
    return {}
  }
}
