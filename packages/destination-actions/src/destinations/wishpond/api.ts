import { APIError, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import type { ModifiedResponse, RequestClient } from '@segment/actions-core'
import { readKeys } from './authentication'
import type { Settings } from './generated-types'
import { WISHPOND_API_VERSION } from './versioning-info'

// Assumed, and to be confirmed with Wishpond: the two paths below this address, and the names of the members of the
// bodies. Host and version are seen in public code; the two calls and their keys are published by Wishpond.
const TRACKING_API = `https://api.wishpond.com/api/${WISHPOND_API_VERSION}/tracking`

/** Body of `POST /tracking/identify`. */
interface IdentifyBody {
  merchantId: string
  /** Wishpond's name on the wire for the Tracking Key. */
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

/** Characters of an answer that are worth showing to the reader of an error. */
const LONGEST_REASON = 300

type RetryableStatus = ConstructorParameters<typeof RetryableError>[1]

/**
 * Makes or updates the lead that has the given customer id.
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
 * @param event `timestamp` is when it happened, in ISO 8601; without it Wishpond can only
 * take the time of the request.
 * @throws what {@link readKeys} and {@link post} throw.
 */
export function track(request: RequestClient, settings: Settings, event: Omit<TrackBody, 'merchantId' | 'writeKey'>) {
  return post(request, 'track', Object.assign(keys(settings), event))
}

/** The keys, which each body begins with. The rest is assigned to them: to spread it takes V8 longer. */
function keys(settings: Settings) {
  const { merchantId, trackingKey } = readKeys(settings)
  return { merchantId, writeKey: trackingKey }
}

/**
 * Sends one call to the Tracking API. Its status alone says whether it was taken: no body of an answer is needed, so an
 * empty or broken one does no harm.
 *
 * Wishpond publishes no key against duplicates: an event whose answer was lost may be added twice.
 *
 * @throws InvalidAuthenticationError when the keys are refused (401)
 * @throws RetryableError when the same request can succeed later (408, 423, 429, 5xx except 501), and, with status 408,
 * when no whole answer came
 * @throws APIError when it cannot (every other status that is not 2xx)
 */
async function post(request: RequestClient, call: 'identify' | 'track', body: IdentifyBody | TrackBody) {
  let response: ModifiedResponse<unknown>
  try {
    response = await request<unknown>(`${TRACKING_API}/${call}`, {
      method: 'post',
      json: body,
      throwHttpErrors: false,
      // The keys are in the body, which a redirect would have sent to wherever it leads.
      redirect: 'manual',
      // The framework's clone of a long answer (over 16 KiB) is never read to its end: the action would hang.
      skipResponseCloning: true
    })
  } catch (error) {
    // The framework's own error of a time-out holds the request, with the Tracking Key in its body. So its message goes
    // on alone, with the status that its other errors of this kind have.
    throw new RetryableError(`Wishpond did not answer: ${(error as Error).message}. Segment retries the event.`, 408)
  }
  if (!response.ok) throw toError(response, body.writeKey)
  return response
}

function toError(response: ModifiedResponse<unknown>, writeKey: string) {
  const { status } = response
  // Masked before they are cut: half a key is a secret too.
  const words = withoutKey(vendorMessage(response), writeKey).slice(0, LONGEST_REASON)
  const reason = `status ${status}: ${words}`
  if (status === 401) {
    return new InvalidAuthenticationError(
      `Wishpond refused the keys (${reason}). Compare Merchant ID and Tracking Key with the API Keys dialog in Wishpond.`
    )
  }
  if ([408, 423, 429].includes(status) || (status >= 500 && status !== 501)) {
    // The type lists the registered statuses only; Segment retries the others (such as a proxy's 520) as well.
    return new RetryableError(
      `Wishpond could not take the event now (${reason}). Segment retries it.`,
      status as RetryableStatus
    )
  }
  return new APIError(`Wishpond refused the event (${reason}). Correct the event or the mapping.`, status)
}

/**
 * Wishpond's own words in an answer: `{"errors":{"email":["is already taken"]}}` becomes "email is already taken",
 * `{"error":"Rate Limit Exceeded"}` its text. Other forms are not published: they are repeated as they are.
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
