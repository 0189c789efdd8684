import { APIError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import type { Settings } from './generated-types'
import { readOrgToken } from './org-token'
import type { Sender } from './sender'
import { WIGZO_API_VERSION } from './versioning-info'

const BASE_URL = `https://app.wigzo.com/rest/${WIGZO_API_VERSION}`

/** How many characters of an answer an error shows. */
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

/** The part of the body of `/learn/event` that describes the event itself. */
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
 * Records an event. Wigzo counts it when it arrives: we know of no timestamp in this call.
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
 * Sends a call. Any answer with a 2xx status is a success, whatever its body: we need nothing from it, and an event
 * that is sent again counts twice.
 *
 * @throws InvalidAuthenticationError if the Organization Token is invalid ({@link readOrgToken}), or Wigzo refuses it
 * (401)
 * @throws RetryableError if the call may succeed later: 408, 423, 429, 5xx except 501, time-outs, broken connections
 * @throws APIError for any other status
 */
async function post(request: RequestClient, settings: Settings, path: string, body: object) {
  const orgToken = readOrgToken(settings)
  let response: ModifiedResponse
  try {
    // Not the option `searchParams`: with it, the framework builds the request two more times.
    response = await request(`${BASE_URL}/${path}?${tokenInQuery(orgToken)}`, {
      method: 'post',
      json: body,
      throwHttpErrors: false,
      // A redirect could send the event to any address, or turn it into a GET that loses it and gets some page as the
      // answer.
      redirect: 'manual',
      // The framework would read a clone of the answer. A clone of more than 16 KiB hangs forever.
      skipResponseCloning: true
    })
  } catch (error) {
    // The framework's own errors hold the request, and some show its URL in their message, with the Organization Token
    // in the query. So none of them leaves this file: only their message does, without the token.
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

/** The type of the framework. It names only some of the statuses. */
function isRetryable(status: number): status is RetryableError['status'] {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501)
}

/** Wigzo doesn't document its errors: the usual keys of a JSON body, else the body, else the status text. */
function vendorMessage({ data, content, statusText }: ModifiedResponse): string {
  const { message, error } = (data ?? {}) as { message?: unknown; error?: unknown }
  const named = [message, error].find((text) => typeof text === 'string' && text !== '') as string | undefined
  return named ?? (content.trim() || statusText)
}

/** Masks the token as it is, and in both of its URL-encoded forms. */
function withoutToken(text: string, orgToken: string): string {
  const inQuery = tokenInQuery(orgToken).replace('org_token=', '')
  // A text can contain half a character. It is sent as U+FFFD; encoding it unchanged would throw.
  const wellFormed = Buffer.from(orgToken).toString()
  return [orgToken, encodeURIComponent(wellFormed), inQuery].reduce(
    (rest, token) => rest.split(token).join('***'),
    text
  )
}

function tokenInQuery(orgToken: string): string {
  return new URLSearchParams({ org_token: orgToken }).toString()
}
