import type { VendorName } from '@partner-destinations/sandbox'
import { isRetried } from '@partner-destinations/cli/src/run/call-error'
import type { Delivery } from './deliveries'
import type { FaultRow, Kind } from './fault-rows'
import { wordsAbout } from './fault-rows'

/** What a delivery must come to when a fault befalls one of its calls. */
export interface Expectation {
  /** The error that Segment gets; none when the delivery succeeds. */
  error?: ExpectedError
  /** The calls that are made, the one that the fault befalls included. */
  calls: string[]
  /** Of a success: what was not done. The next delivery of the same event does it. */
  without?: string
}

export interface ExpectedError {
  errorClass: 'APIError' | 'InvalidAuthenticationError' | 'RetryableError' | 'Error'
  status: number
  /** What its message must hold. */
  words: string
}

/** The status of the error for a call without a whole answer, of which the vendor said none. */
const NO_ANSWER: Record<VendorName, number> = { refersion: 408, wigzo: 503, wishpond: 408 }

/** The framework's status for what can be retried, when there is no better one. */
const RETRYABLE = 500

/** What must come of a delivery when the fault befalls a call of this name. */
export function expectationOf(delivery: Delivery, call: string, row: FaultRow): Expectation {
  const { calls } = delivery
  const exception = delivery.vendor === 'refersion' ? refersionException(delivery, call, row) : undefined
  if (exception) return exception

  const error = errorOf(delivery.vendor, call, row)
  if (!error) return { calls }
  return {
    error: delivery.of === 'testAuthentication' ? asCheckOfKeys(error) : error,
    calls: calls.slice(0, calls.lastIndexOf(call) + 1)
  }
}

/** The rule: what an answer means, whatever the call is for. */
function errorOf(vendor: VendorName, call: string, { kind, status = 0 }: FaultRow): ExpectedError | undefined {
  switch (kind) {
    case 'status':
      return { errorClass: classOf(status), status, words: wordsAbout(status) }
    // No redirect is followed: it would take the keys to wherever it leads.
    case 'redirect':
      return { errorClass: 'APIError', status, words: wordsAbout(status) }
    case 'no answer':
      return { errorClass: 'RetryableError', status: NO_ANSWER[vendor], words: `${capitalized(vendor)} ` }
    case 'right':
      return undefined
    default:
      return vendor === 'refersion' && BODY_MATTERS[kind].includes(call) ? unreadable(call) : undefined
  }
}

/** Segment's own rule: what may succeed later is retried. */
function classOf(status: number): ExpectedError['errorClass'] {
  if (status === 401) return 'InvalidAuthenticationError'
  return isRetried(status) ? 'RetryableError' : 'APIError'
}

/** Of Wigzo's and Wishpond's answers the status alone counts; of Refersion's, these calls need the body. */
const BODY_MATTERS: Record<Exclude<Kind, 'status' | 'redirect' | 'no answer' | 'right'>, string[]> = {
  // To change something, it takes no answer; to find something, it does.
  empty: ['search', 'get'],
  broken: ['new', 'search', 'get', 'edit', 'status_change', 'list'],
  // A code that is a number can be read, and the list of affiliates is of no interest.
  'wrong types': ['search', 'get', 'edit', 'status_change']
}

function unreadable(call: string): ExpectedError {
  const words = `The answer of Refersion to affiliate/${call} is not what its API promises.`
  return { errorClass: 'RetryableError', status: RETRYABLE, words }
}

/** Where an answer of Refersion means something else than by the rule. */
function refersionException(
  { of, variant, calls }: Delivery,
  call: string,
  { kind, status }: FaultRow
): Expectation | undefined {
  const isBody = ['empty', 'broken', 'wrong types'].includes(kind)
  const isNone = kind === 'status' && (status === 404 || status === 422)

  if (call === 'new' && variant === 'affiliate that exists' && (isBody || (kind === 'status' && status === 422))) {
    // The right answer is a 422, which says in its status that there may be such an affiliate.
    return { calls }
  }
  if (call === 'new' && kind === 'status' && status === 422) {
    const error: ExpectedError = { errorClass: 'APIError', status, words: wordsAbout(status) }
    return { error, calls: ['new', 'search'] }
  }
  if (call === 'new' && variant === 'new affiliate with custom fields' && kind === 'empty') {
    return { calls: ['new'], without: 'the custom fields' }
  }
  if (call === 'new' && variant === 'new affiliate with custom fields' && kind === 'wrong types') {
    return { error: notShownYet, calls: ['new', 'get'] }
  }
  // 404 and 422 mean that there is no such affiliate.
  if (call === 'get' && isNone) {
    if (variant === 'new affiliate with custom fields') return { error: notShownYet, calls: ['new', 'get'] }
    if (of === 'createAffiliate') {
      const words = 'The email has already been taken.'
      return { error: { errorClass: 'APIError', status: 422, words }, calls: ['new', 'search', 'get'] }
    }
    return { calls: calls.filter((name) => name !== 'status_change'), without: 'a change, as nobody is found' }
  }
  return undefined
}

const notShownYet: ExpectedError = {
  errorClass: 'RetryableError',
  status: RETRYABLE,
  words: 'Refersion does not show the new affiliate yet'
}

/** The framework makes a plain error of what goes wrong when keys are tested, for the page where they are entered. */
function asCheckOfKeys({ words }: ExpectedError): ExpectedError {
  return { errorClass: 'Error', status: RETRYABLE, words }
}

function capitalized(vendor: VendorName): string {
  return vendor[0].toUpperCase() + vendor.slice(1)
}
