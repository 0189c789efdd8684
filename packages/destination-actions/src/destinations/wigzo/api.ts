import { APIError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import type { Settings } from './generated-types'
import { readOrgToken } from './org-token'
import type { Sender } from './sender'
import { WIGZO_API_VERSION } from './versioning-info'

const BASE_URL = `https://app.wigzo.com/rest/${WIGZO_API_VERSION}`

/** Characters of an answer that are worth showing to the reader of an error. */
const LONGEST_REASON = 300

/** Body of `/learn/identify`; dates are ISO 8601. */
export interface WigzoUser extends Sender {
  email?: string
  phone?: string
  fullName?: string
  firstName?: string
  lastName?: string
  customer_id?: string
  city?: string
  state?: string
  country?: string
  country_code?: string
  postal_code?: string
  createdAt?: string
  updatedAt?: string
  [furtherTrait: string]: unknown
}

/** What the body of `/learn/event` says of the event itself. */
export interface WigzoEvent {
  eventName: string
  eventval: string | string[] | object
}

/**
 * Creates or updates a user.
 *
 * @throws what {@link post} throws
 */
export function identify(request: RequestClient, settings: Settings, user: WigzoUser) {
  return post(request, settings, 'learn/identify', user)
}

/**
 * Records an event. Wigzo counts it when it arrives: the call has no known time stamp.
 *
 * @throws what {@link post} throws
 */
export function sendEvent(
  request: RequestClient,
  settings: Settings,
  { userId, is_active, source }: Sender,
  { eventName, eventval }: WigzoEvent
) {
  const eventCategory = 'EXTERNAL'
  return post(request, settings, 'learn/event', { userId, is_active, source, eventName, eventval, eventCategory })
}

/**
 * Sends a call. Any answer with a 2xx status is a success, whatever its body: nothing of it is needed, and an event
 * that is sent again counts twice.
 *
 * @throws InvalidAuthenticationError when the Organization Token is not one ({@link readOrgToken}), or when Wigzo refuses it (401)
 * @throws RetryableError when the call may succeed later: 408, 423, 429, 5xx but 501, time-outs, broken connections
 * @throws APIError for any other status
 */
async function post(request: RequestClient, settings: Settings, path: string, body: object) {
  const orgToken = readOrgToken(settings)
  let response: ModifiedResponse
  try {
    // Not by the option `searchParams`, for which the framework builds the request twice more.
    response = await request(`${BASE_URL}/${path}?${tokenInQuery(orgToken)}`, {
      method: 'post',
      json: body,
      throwHttpErrors: false,
      // A redirect could have the event sent on to anywhere, or lost as a GET that is answered with some page.
      redirect: 'manual',
      // The framework would read a clone of the answer, which hangs for ever when the answer is longer than 16 KiB.
      skipResponseCloning: true
    })
  } catch (error) {
    // The framework's own errors hold the request, and some have its URL in their message, with the Organization Token
    // in the query. So none of them leaves this file: their message goes on, without the token.
    const message = withoutToken((error as Error).message, orgToken)
    throw new RetryableError(`Wigzo could not be reached: ${message}`, 408)
  }
  if (!response.ok) throw toActionError(response, orgToken)
  return response
}

function toActionError(response: ModifiedResponse, orgToken: string): Error {
  const reason = withoutToken(vendorMessage(response), orgToken).slice(0, LONGEST_REASON)
  const message = `Wigzo answered ${response.status}: ${reason}`
  if (response.status === 401) return new InvalidAuthenticationError(`${message}. Check the Organization Token.`)
  if (isRetryable(response.status)) return new RetryableError(message, response.status)
  return new APIError(message, response.status)
}

/** As the framework sees it; its type names only some of the statuses. */
function isRetryable(status: number): status is RetryableError['status'] {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501)
}

/** Wigzo does not document its errors: the usual keys of a JSON body, else the body, else the status text. */
function vendorMessage({ data, content, statusText }: ModifiedResponse): string {
  const { message, error } = (data ?? {}) as { message?: unknown; error?: unknown }
  const named = [message, error].find((text) => typeof text === 'string' && text !== '') as string | undefined
  return named ?? (content.trim() || statusText)
}

/** Masks the token as it is, and in both ways to write it in a URL. */
function withoutToken(text: string, orgToken: string): string {
  const inQuery = tokenInQuery(orgToken).replace('org_token=', '')
  // Half a character, of which there can be some in a text, is sent as U+FFFD; to encode it as it is, is an error.
  const wellFormed = Buffer.from(orgToken).toString()
  return [orgToken, encodeURIComponent(wellFormed), inQuery].reduce(
    (rest, token) => rest.split(token).join('***'),
    text
  )
}

function tokenInQuery(orgToken: string): string {
  return new URLSearchParams({ org_token: orgToken }).toString()
}
