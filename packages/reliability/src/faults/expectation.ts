import type { VendorName } from '@partner-destinations/vendors'
import { vendors } from '@partner-destinations/vendors'
import type { Exception, Expectation, ExpectedError } from '@partner-destinations/vendors/faults'
import { wordsAbout } from '@partner-destinations/vendors/faults'
import { isRetried } from '@partner-destinations/runner'
import type { Delivery } from './deliveries'
import { faultFactsOf } from './deliveries'
import type { FaultRow } from './fault-rows'

/** The status of the error for a call that got no whole answer. */
const NO_ANSWER = 408

/** The status of the error if the vendor refuses a call with a status that doesn't say so. */
const REFUSED = 400

/** The framework's status for what can be retried, when there is no better one. */
const RETRYABLE = 500

/** How a delivery must end if the fault hits the call of this name. */
export function expectationOf(delivery: Delivery, call: string, row: FaultRow): Expectation {
  const { error, without, calls } = exceptionOf(delivery, call, row) ?? { error: errorOf(delivery.vendor, call, row) }
  return {
    error: error && delivery.of === 'testAuthentication' ? asTestOfKeys(error) : error,
    without,
    calls: calls ?? (error || without ? upTo(call, delivery) : delivery.calls)
  }
}

function upTo(call: string, { calls }: Delivery): string[] {
  return calls.slice(0, calls.lastIndexOf(call) + 1)
}

/** The rule: what an answer means for every call. */
function errorOf(
  vendor: VendorName,
  call: string,
  { kind, status = 0, words = '' }: FaultRow
): ExpectedError | undefined {
  const { needsBody } = faultFactsOf(vendor)
  switch (kind) {
    case 'status':
      return { errorClass: classOf(status), status, words: wordsAbout(status) }
    // By the vendor's status, Segment would take it for a success or retry it.
    case 'refusal':
      return { errorClass: 'APIError', status: REFUSED, words }
    // No redirect is followed: it would send the keys to the new address.
    case 'redirect':
      return { errorClass: 'APIError', status, words: wordsAbout(status) }
    case 'no answer':
      return { errorClass: 'RetryableError', status: NO_ANSWER, words: `${vendors[vendor].name} ` }
    // What "nobody found" means depends on the call.
    case 'nobody':
    case 'right':
      return undefined
    default:
      return needsBody?.calls[kind].includes(call)
        ? { errorClass: 'RetryableError', status: RETRYABLE, words: needsBody.words(call) }
        : undefined
  }
}

/** Segment's own rule: it retries what may succeed later. */
function classOf(status: number): ExpectedError['errorClass'] {
  if (status === 401) return 'InvalidAuthenticationError'
  return isRetried(status) ? 'RetryableError' : 'APIError'
}

function exceptionOf({ vendor, variant }: Delivery, call: string, { kind, status }: FaultRow): Exception | undefined {
  const fault = kind === 'status' && status !== undefined ? status : kind
  const { exceptions } = faultFactsOf(vendor)
  return exceptions?.find(
    (exception) =>
      exception.call === call &&
      (exception.variant === undefined || exception.variant === variant) &&
      exception.faults.includes(fault)
  )
}

/** When keys are tested, the framework turns every error into a plain `Error`, for the page where they are entered. */
function asTestOfKeys({ words }: ExpectedError): ExpectedError {
  return { errorClass: 'Error', status: RETRYABLE, words }
}
