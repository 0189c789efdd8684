import { APIError, HTTPError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import type { Affiliate, AffiliateEdit, AffiliateKey, FoundAffiliate, NewAffiliate } from './types'
import { REFERSION_API_VERSION } from './versioning-info'

/** Every call is a POST of JSON that is answered with JSON: https://www.refersion.dev/reference */
const AFFILIATE_API = `https://api.refersion.com/${REFERSION_API_VERSION}/affiliate`

type Call = 'new' | 'search' | 'get' | 'edit' | 'status_change' | 'list'
type JsonObject = Record<string, unknown>
type RetryableStatus = ConstructorParameters<typeof RetryableError>[1]

/**
 * Makes an affiliate.
 *
 * @returns its code, or `undefined` when Refersion says nothing but 200
 * @throws APIError with status 422 when there already is one with this email, or when a field is refused; and what
 * {@link post} throws
 */
export async function createAffiliate(request: RequestClient, affiliate: NewAffiliate): Promise<string | undefined> {
  const answer = await post(request, 'new', affiliate)
  return answer && toCode(answer.id, 'new')
}

/**
 * All affiliates that Refersion finds for a keyword.
 *
 * @param keyword the id or the code of an affiliate, or a PART of an email address: look at what is found
 * @throws RetryableError when a page cannot be read, the empty answer included, for nobody can tell who is on it; and
 * what {@link post} throws
 */
export async function searchAffiliates(request: RequestClient, keyword: string): Promise<FoundAffiliate[]> {
  const found = new Map<string, FoundAffiliate>()
  let read = 0
  for (let page = 1; ; page++) {
    const answer = await post(request, 'search', { keyword, page: String(page) })
    if (!Array.isArray(answer?.results)) throw unreadable('search')

    const known = found.size
    for (const result of answer.results as unknown[]) {
      const { id, email, status } = isObject(result) ? result : ({} as JsonObject)
      const code = toCode(id, 'search')
      found.set(code, { code, email: String(email), status })
    }
    read += answer.results.length

    // The page size is not published. A page that brings nobody new is the end as well: a search that ignores the page
    // number would otherwise never come to one.
    if (read >= Number(answer.total ?? NaN) || found.size === known) return [...found.values()]
  }
}

/**
 * One affiliate, by its numeric id or by its code.
 *
 * @returns `undefined` when there is none. That Refersion says so with 404 or 422 is assumed.
 * @throws RetryableError when a numeric id is asked for and the answer holds none; and what {@link post} throws
 */
export async function getAffiliate(request: RequestClient, key: AffiliateKey): Promise<Affiliate | undefined> {
  let answer: JsonObject | undefined
  try {
    answer = await post(request, 'get', key)
  } catch (error) {
    if (error instanceof APIError && (error.status === 404 || error.status === 422)) return undefined
    throw error
  }
  // The reference declares a string, and its example shows a number.
  const id = 'id' in key ? key.id : Number(answer?.id ?? NaN)
  if (!Number.isInteger(id)) throw unreadable('get')
  return { ...answer, id }
}

/**
 * Changes affiliates.
 *
 * @returns the ids that Refersion did not change: those with nothing new in them, or with something it refused
 * @throws what {@link post} throws
 */
export async function editAffiliates(request: RequestClient, affiliates: AffiliateEdit[]): Promise<number[]> {
  const answer = await post(request, 'edit', { affiliates })
  return idsNotChanged(
    affiliates.map(({ id }) => id),
    answer,
    'edit'
  )
}

/**
 * Sets the status of affiliates.
 *
 * @param ids numeric ids, at most 50
 * @returns the ids that Refersion did not change
 * @throws what {@link post} throws
 */
export async function changeStatus(
  request: RequestClient,
  ids: number[],
  status: 'ACTIVE' | 'DENIED' | 'DISABLED'
): Promise<number[]> {
  return idsNotChanged(ids, await post(request, 'status_change', { ids, status }), 'status_change')
}

/**
 * Asks for one affiliate: a request without side effects that the right keys are needed for.
 *
 * @throws what {@link post} throws
 */
export async function checkCredentials(request: RequestClient): Promise<void> {
  await post(request, 'list', { limit: '1' })
}

/** A 200 does not mean that anything changed: the answer lists what did. An empty one claims nothing to the contrary. */
function idsNotChanged(ids: number[], answer: JsonObject | undefined, call: Call): number[] {
  if (!answer) return []
  const { ids_changed = [] } = answer
  if (!Array.isArray(ids_changed)) throw unreadable(call)
  const changed = ids_changed.map(Number)
  return ids.filter((id) => !changed.includes(id))
}

function toCode(id: unknown, call: Call): string {
  if (typeof id !== 'string' && typeof id !== 'number') throw unreadable(call)
  return String(id)
}

/**
 * Sends one call and reads the answer.
 *
 * @returns the JSON object in the answer, or `undefined` when its body is empty
 * @throws InvalidAuthenticationError when Refersion refuses the keys (401)
 * @throws RetryableError when the same call can succeed later: after 408, 423, 429 and 5xx except 501, with that status;
 * when no answer came; when the answer is broken, cut short or no JSON, as such an answer says nothing about what
 * happened. To repeat any of our calls does no harm.
 * @throws APIError with Refersion's status and messages for the rest
 */
async function post(request: RequestClient, call: Call, body: object): Promise<JsonObject | undefined> {
  let response: ModifiedResponse<unknown>
  try {
    response = await request<unknown>(`${AFFILIATE_API}/${call}`, {
      method: 'post',
      json: body,
      // The keys are in headers that the HTTP client would send along to wherever a redirect leads.
      redirect: 'manual',
      // The framework would read a clone of the answer, which hangs for ever when the answer is longer than 16 KiB.
      skipResponseCloning: true
    })
  } catch (error) {
    if (error instanceof HTTPError) throw toError(call, error, body)
    // Segment retries time-outs and broken connections anyway. With a status, each event of a batch can report its own:
    // 408, as in the framework's own errors of this kind.
    throw new RetryableError(`Refersion did not answer affiliate/${call}: ${(error as Error).message}`, 408)
  }
  if (response.content.trim() === '') return undefined

  const answer = parseObject(response.content)
  if (!answer) throw unreadable(call)
  return answer
}

function toError(call: Call, { request, response }: HTTPError, body: object) {
  const { status, statusText, content } = response as ModifiedResponse<unknown>
  const secrets = [
    request.headers.get('Refersion-Public-Key'),
    request.headers.get('Refersion-Secret-Key'),
    (body as Partial<NewAffiliate>).password
  ]
  const words = mask(vendorMessages(content), secrets) || statusText || 'no reason given'
  const reason = `Refersion answered affiliate/${call} with ${status}: ${words}`
  if (status === 401) {
    return new InvalidAuthenticationError(
      `The API Key is not accepted; compare it with the API settings page of Refersion. ${reason}`
    )
  }
  if ([408, 423, 429].includes(status) || (status >= 500 && status !== 501)) {
    // The type lists registered statuses only. Segment retries the others too, such as the 520 of a proxy.
    return new RetryableError(reason, status as RetryableStatus)
  }
  return new APIError(reason, status)
}

/** Refersion's own words: `{"error":"…"}`, or `{"errors":["…"]}` for 422. */
function vendorMessages(content: string): string {
  const { error, errors } = parseObject(content) ?? {}
  return ([] as unknown[])
    .concat(error ?? [], errors ?? [])
    .filter((message) => message !== null)
    .map((message) => (typeof message === 'string' ? message : JSON.stringify(message)))
    .join(' ')
}

/** Keeps what an answer repeats of the request from being shown. */
function mask(text: string, secrets: (string | null | undefined)[]): string {
  return secrets.reduce<string>((masked, secret) => (secret ? masked.split(secret).join('***') : masked), text)
}

function unreadable(call: Call) {
  return new RetryableError(`The answer of Refersion to affiliate/${call} is not what its API promises.`)
}

/** Reads the text itself: the framework only parses what is declared as JSON. */
function parseObject(content: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(content)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
