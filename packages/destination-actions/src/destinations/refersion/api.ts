import { APIError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import { credentialHeaders } from './api-key'
import type { Settings } from './generated-types'
import type { Affiliate, AffiliateEdit, AffiliateKey, FoundAffiliate, NewAffiliate } from './types'
import { REFERSION_API_VERSION } from './versioning-info'

/** Every call is a POST of JSON, and the answer is JSON: https://www.refersion.dev/reference */
const AFFILIATE_API = `https://api.refersion.com/${REFERSION_API_VERSION}/affiliate`

/** What a call needs besides its body. */
export interface Connection {
  request: RequestClient
  /** They contain the keys, which no error may show. */
  settings: Settings
}

/** The result of a call to create an affiliate. */
export type Creation =
  /** There is a new affiliate. The code is undefined if the answer is empty. */
  | { code: string | undefined }
  /** There is no new affiliate. `emailTaken` says whether an affiliate with this email is the reason. */
  | { error: APIError; emailTaken: 'yes' | 'perhaps' | 'no' }

/** The last part of a call's URL. */
type Endpoint = 'new' | 'search' | 'get' | 'edit' | 'status_change' | 'list'
type JsonObject = Record<string, unknown>
type RetryableStatus = ConstructorParameters<typeof RetryableError>[1]

/** What Refersion answers: a body, which can be empty, or the reasons why it refuses the call. */
type Answer = { body: JsonObject | undefined } | Refusal

interface Refusal {
  status: number
  /** Refersion's own words. They may contain a secret, so show only `error`. */
  messages: string[]
  error: APIError
}

/**
 * Creates an affiliate.
 *
 * @throws what {@link post} throws
 */
export async function createAffiliate(connection: Connection, affiliate: NewAffiliate): Promise<Creation> {
  const answer = await post(connection, 'new', affiliate)
  if (isRefusal(answer)) {
    const { status, messages, error } = answer
    const saysSo = messages.some((message) => /\bemail\b.*\btaken\b/i.test(message))
    return { error, emailTaken: saysSo ? 'yes' : status === 422 ? 'perhaps' : 'no' }
  }
  return { code: answer.body && toCode(answer.body.id, 'new') }
}

/**
 * All affiliates that Refersion finds for a keyword.
 *
 * @param keyword the id or the code of an affiliate, or PART of an email address: check each result
 * @throws APIError if Refersion refuses the search
 * @throws RetryableError if a page can't be read or is empty, because we then don't know who is on it; and what
 * {@link post} throws
 */
export async function searchAffiliates(connection: Connection, keyword: string): Promise<FoundAffiliate[]> {
  const found = new Map<string, FoundAffiliate>()
  let read = 0
  for (let page = 1; ; page++) {
    const answer = await post(connection, 'search', { keyword, page: String(page) })
    if (saysNobody(answer, 'search')) return [...found.values()]
    const body = acceptedBody(answer)
    if (!Array.isArray(body?.results)) throw unreadable('search')

    const known = found.size
    for (const result of body.results as unknown[]) {
      const { id, email, status } = isObject(result) ? result : ({} as JsonObject)
      const code = toCode(id, 'search')
      found.set(code, { code, email: String(email), status })
    }
    read += body.results.length

    // Refersion doesn't publish the page size. Stop when a page contains no new affiliates: a search that ignores the
    // page number would otherwise never end.
    if (read >= Number(body.total ?? NaN) || found.size === known) return [...found.values()]
  }
}

/**
 * One affiliate, by its numeric id or by its code.
 *
 * @returns undefined if there is no such affiliate
 * @throws APIError if Refersion refuses the call
 * @throws RetryableError if you gave the code and the answer has no numeric id; and what {@link post} throws
 */
export async function getAffiliate(connection: Connection, key: AffiliateKey): Promise<Affiliate | undefined> {
  const answer = await post(connection, 'get', key)
  if (saysNobody(answer, 'get')) return undefined
  const body = acceptedBody(answer)
  // The reference declares a text, and its example shows a number.
  const id = 'id' in key ? key.id : Number(body?.id ?? NaN)
  if (!Number.isInteger(id)) throw unreadable('get')
  return { ...body, id }
}

/**
 * Changes affiliates.
 *
 * @returns the ids that Refersion did not change: their values were the same, or it refused one
 * @throws APIError if Refersion refuses the call; and what {@link post} throws
 */
export async function editAffiliates(connection: Connection, affiliates: AffiliateEdit[]): Promise<number[]> {
  const body = acceptedBody(await post(connection, 'edit', { affiliates }))
  return idsNotChanged(
    affiliates.map(({ id }) => id),
    body,
    'edit'
  )
}

/**
 * Sets the status of affiliates.
 *
 * @param ids numeric ids, at most 50
 * @returns the ids that Refersion did not change
 * @throws APIError if Refersion refuses the call; and what {@link post} throws
 */
export async function changeStatus(
  connection: Connection,
  ids: number[],
  status: 'ACTIVE' | 'DENIED' | 'DISABLED'
): Promise<number[]> {
  const body = acceptedBody(await post(connection, 'status_change', { ids, status }))
  return idsNotChanged(ids, body, 'status_change')
}

/**
 * Asks for one affiliate. This needs valid keys, and changes nothing.
 *
 * @throws APIError if Refersion refuses the call; and what {@link post} throws
 */
export async function checkCredentials(connection: Connection): Promise<void> {
  acceptedBody(await post(connection, 'list', { limit: '1' }))
}

/** A 200 can leave affiliates unchanged: the answer lists those that changed. If it is empty, all count as changed. */
function idsNotChanged(ids: number[], body: JsonObject | undefined, endpoint: Endpoint): number[] {
  if (!body) return []
  const { ids_changed = [] } = body
  if (!Array.isArray(ids_changed)) throw unreadable(endpoint)
  const changed = ids_changed.map(Number)
  return ids.filter((id) => !changed.includes(id))
}

function toCode(id: unknown, endpoint: Endpoint): string {
  if (typeof id !== 'string' && typeof id !== 'number') throw unreadable(endpoint)
  return String(id)
}

/** Refersion's words for "nobody found", in lower case and without the full stop. This is a result, not a failure. */
const NOBODY: Partial<Record<Endpoint, string>> = {
  search: 'could not find affiliates with this keyword',
  get: 'affiliate not found'
}

/** The reference has these words with 422. Some 2xx answers contain errors as well. */
function saysNobody(answer: Answer, endpoint: Endpoint): boolean {
  if (!isRefusal(answer)) return false
  const { status, messages } = answer
  return (
    (status === 422 || isSuccess(status)) &&
    messages.length > 0 &&
    messages.every((message) => message.trim().toLowerCase().replace(/\.$/, '') === NOBODY[endpoint])
  )
}

function acceptedBody(answer: Answer): JsonObject | undefined {
  if (isRefusal(answer)) throw answer.error
  return answer.body
}

function isRefusal(answer: Answer): answer is Refusal {
  return 'error' in answer
}

/**
 * Sends one call and reads the answer.
 *
 * @returns the answer: a body, or a refusal that would be the same if the call were repeated
 * @throws InvalidAuthenticationError if Refersion refuses the keys (401)
 * @throws RetryableError if the same call can succeed later: after 408, 423, 429 and 5xx except 501, with that status;
 * if there is no answer; if the answer is broken, cut short or not JSON, because we then don't know what happened.
 * Repeating any of our calls does no harm.
 */
async function post({ request, settings }: Connection, endpoint: Endpoint, body: object): Promise<Answer> {
  let response: ModifiedResponse<unknown>
  try {
    response = await request<unknown>(`${AFFILIATE_API}/${endpoint}`, {
      method: 'post',
      json: body,
      // The request client can come from another copy of the framework. Its errors then have other classes than ours.
      throwHttpErrors: false,
      // The HTTP client would send the headers with the keys to the address of a redirect.
      redirect: 'manual',
      // The framework would read a clone of the answer. A clone of more than 16 KiB hangs forever.
      skipResponseCloning: true
    })
  } catch (error) {
    // Segment retries time-outs and broken connections anyway. With a status, each event of a batch can report its own.
    // The framework's own errors of this kind have 408 too.
    throw new RetryableError(`Refersion did not answer affiliate/${endpoint}: ${(error as Error).message}`, 408)
  }
  const { password } = body as Partial<NewAffiliate>
  return readAnswer(endpoint, response, [
    ...Object.values(credentialHeaders(settings.apiKey)),
    ...(password ? [password] : [])
  ])
}

/** Statuses, besides 5xx, after which the same call can succeed later. */
const RETRYABLE_STATUSES = [408, 423, 429]

/** A 429 with these words means that one request is too long, not that there are too many requests. */
const TOO_MANY_ELEMENTS = /^max number of elements/i

/** @param secrets what an error must not show, even if the answer repeats it */
function readAnswer(endpoint: Endpoint, response: ModifiedResponse<unknown>, secrets: string[]): Answer {
  const { status, statusText, content } = response
  const json = parseJson(content)
  const body = isObject(json) ? json : undefined
  const messages = (Array.isArray(json) ? json : [json]).flatMap(vendorMessages)
  // Refersion answers an invalid field with 204, and puts errors into other 2xx answers too.
  if (isSuccess(status) && status !== 204 && messages.length === 0) {
    if (!body && content.trim() !== '') throw unreadable(endpoint)
    return { body }
  }

  const words = mask(messages.join(' '), secrets) || (status === 204 ? FIELD_REFUSED : statusText) || 'no reason given'
  const reason = `Refersion answered affiliate/${endpoint} with ${status}: ${words}`
  if (status === 401) {
    throw new InvalidAuthenticationError(
      `The API Key is not accepted; compare it with the API settings page of Refersion. ${reason}`
    )
  }
  const tooLong = status === 429 && messages.some((message) => TOO_MANY_ELEMENTS.test(message))
  if ((RETRYABLE_STATUSES.includes(status) && !tooLong) || (status >= 500 && status !== 501)) {
    // The type lists only registered statuses. Segment retries the others too, such as the 520 of a proxy.
    throw new RetryableError(reason, status as RetryableStatus)
  }
  // Segment would count a 2xx as a success, and would retry a 429.
  const reported = isSuccess(status) || tooLong ? 400 : status
  return { status, messages, error: new APIError(reason, reported) }
}

/** HTTP clients drop the body of a 204, so the name of the field is lost. */
const FIELD_REFUSED = 'Refersion refused a field, and does not say which one. Check the values that you map.'

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** What PHP and others write if there is no error. */
const NO_MESSAGE = ['', 'null', 'false', '0', '{}']

/** Refersion's own words: `error` or `errors`, a text or a list. */
function vendorMessages(answer: unknown): string[] {
  const { error, errors } = isObject(answer) ? answer : ({} as JsonObject)
  return ([] as unknown[])
    .concat(error ?? [], errors ?? [])
    .map((message) => (typeof message === 'string' ? message : JSON.stringify(message)))
    .filter((message) => !NO_MESSAGE.includes(message.trim()))
}

/** Masks secrets that an answer repeats from the request, also inside JSON. */
function mask(text: string, secrets: string[]): string {
  return secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((masked, secret) => masked.split(secret).join('***'), text)
}

function unreadable(endpoint: Endpoint) {
  return new RetryableError(`Refersion's answer to affiliate/${endpoint} doesn't match its API reference.`)
}

/**
 * Parses the text itself, because the framework parses only answers that are declared as JSON.
 *
 * @returns undefined if it isn't JSON
 */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
