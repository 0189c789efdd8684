import { APIError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import { readKeys } from './authentication'
import type { Settings } from './generated-types'
import { WISHPOND_API_VERSION } from './versioning-info'

// Assumed, to be confirmed with Wishpond: the two paths below this address, and the names of the members of the bodies.
// The host and the version are in public code. Wishpond publishes the two calls and their keys.
const TRACKING_API = `https://api.wishpond.com/api/${WISHPOND_API_VERSION}/tracking`

/** Body of `POST /tracking/identify`. */
interface IdentifyBody {
  merchantId: string
  /** Wishpond's name for the Tracking Key in requests. */
  writeKey: string
  /** The customer's own identifier for the user. */
  cid: string
  attributes: Record<string, unknown>
}

/** Body of `POST /tracking/track`. */
interface TrackBody extends Omit<IdentifyBody, 'attributes'> {
  event: string
  properties: Record<string, unknown>
  /** ISO 8601. */
  timestamp?: string
}

/** How many characters of an answer an error shows. */
const LONGEST_REASON = 300

type RetryableStatus = ConstructorParameters<typeof RetryableError>[1]

/**
 * Creates or updates the lead that has the given customer id.
 *
 * @param lead `cid` is the customer's own identifier for the user, `attributes` are in Wishpond's spelling.
 * @throws what {@link readKeys} and {@link post} throw.
 */
export function identify(request: RequestClient, settings: Settings, lead: Pick<IdentifyBody, 'cid' | 'attributes'>) {
  return post(request, 'identify', Object.assign(keys(settings), lead))
}

/**
 * Adds an event to the lead that has the given customer id.
 *
 * @param event `timestamp` is when it happened, in ISO 8601; without it, Wishpond can only use the time of the
 * request.
 * @throws what {@link readKeys} and {@link post} throw.
 */
export function track(request: RequestClient, settings: Settings, event: Omit<TrackBody, 'merchantId' | 'writeKey'>) {
  return post(request, 'track', Object.assign(keys(settings), event))
}

/** The keys, which start each body. The other members are added with `Object.assign`: spreading takes V8 longer. */
function keys(settings: Settings) {
  const { merchantId, trackingKey } = readKeys(settings)
  return { merchantId, writeKey: trackingKey }
}

/**
 * Sends one call to the Tracking API. Only the status says whether the call succeeded. We need nothing from the body,
 * so an empty or broken one does no harm.
 *
 * Wishpond publishes no key against duplicates: if an answer is lost, the event may be added twice.
 *
 * @throws InvalidAuthenticationError if Wishpond refuses the keys (401)
 * @throws RetryableError if the same request can succeed later (408, 423, 429, 5xx except 501); with status 408 if no
 * whole answer came
 * @throws APIError for every other status that is not 2xx
 */
async function post(request: RequestClient, call: 'identify' | 'track', body: IdentifyBody | TrackBody) {
  let response: ModifiedResponse<unknown>
  try {
    response = await request<unknown>(`${TRACKING_API}/${call}`, {
      method: 'post',
      json: body,
      throwHttpErrors: false,
      // The keys are in the body. A redirect would send it to another address.
      redirect: 'manual',
      // The framework never reads a long clone of the answer (over 16 KiB) to its end, so the action would hang.
      skipResponseCloning: true
    })
  } catch (error) {
    // The framework's own error for a time-out holds the request, with the Tracking Key in its body. So we use only its
    // message, and the status of the framework's other errors of this kind.
    throw new RetryableError(`Wishpond did not answer: ${(error as Error).message}. Segment retries the event.`, 408)
  }
  if (!response.ok) throw toError(response, body.writeKey)
  return response
}

function toError(response: ModifiedResponse<unknown>, writeKey: string) {
  const { status } = response
  // Masked before it is cut: half a key is a secret too.
  const words = withoutKey(vendorMessage(response), writeKey).slice(0, LONGEST_REASON)
  const reason = `status ${status}: ${words}`
  if (status === 401) {
    return new InvalidAuthenticationError(
      `Wishpond refused the keys (${reason}). Compare Merchant ID and Tracking Key with the API Keys dialog in Wishpond.`
    )
  }
  if ([408, 423, 429].includes(status) || (status >= 500 && status !== 501)) {
    // The type lists only registered statuses. Segment retries the others too, such as the 520 of a proxy.
    return new RetryableError(
      `Wishpond could not accept the event now (${reason}). Segment retries it.`,
      status as RetryableStatus
    )
  }
  return new APIError(`Wishpond refused the event (${reason}). Correct the event or the mapping.`, status)
}

/**
 * Wishpond's own words in an answer. `{"errors":{"email":["is already taken"]}}` becomes "email is already taken", and
 * `{"error":"Rate Limit Exceeded"}` becomes its text. No other forms are published, so they are repeated unchanged.
 */
function vendorMessage({ data, content, statusText }: ModifiedResponse<unknown>): string {
  const named = isRecord(data) ? attributeErrors(data.errors) || data.error : undefined
  return (typeof named === 'string' && named) || content.trim() || statusText || 'no reason given'
}

function attributeErrors(errors: unknown): string | undefined {
  if (!isRecord(errors)) return undefined
  return Object.entries(errors)
    .map(([attribute, messages]) => `${attribute} ${[messages].flat().map(toText).join(', ')}`)
    .join('; ')
}

function toText(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message)
}

function withoutKey(text: string, writeKey: string): string {
  return text.split(writeKey).join('***')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
