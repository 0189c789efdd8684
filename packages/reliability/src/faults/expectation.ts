import type { VendorName } from '@partner-destinations/vendors'
import { vendors } from '@partner-destinations/vendors'
import type { Exception, Expectation, ExpectedError, FaultFacts } from '@partner-destinations/vendors/faults'
import { wordsAbout } from '@partner-destinations/vendors/faults'
import { isRetried } from '@partner-destinations/runner'
import type { Delivery } from './deliveries'
import type { FaultRow } from './fault-rows'

/** The status of the error for a call without a whole answer, of which the vendor said none. */
const NO_ANSWER = 408

/** The status of the error when the vendor's own status does not say that it refuses the call. */
const REFUSED = 400

/** The framework's status for what can be retried, when there is no better one. */
const RETRYABLE = 500

/** What must come of a delivery when the fault befalls a call of this name. */
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

/** The rule: what an answer means, whatever the call is for. */
function errorOf(
  vendor: VendorName,
  call: string,
  { kind, status = 0, words = '' }: FaultRow
): ExpectedError | undefined {
  const { needsBody }: FaultFacts = vendors[vendor].faults
  switch (kind) {
    case 'status':
      return { errorClass: classOf(status), status, words: wordsAbout(status) }
    // By its own status Segment would take it for a success, or would retry it.
    case 'refusal':
      return { errorClass: 'APIError', status: REFUSED, words }
    // No redirect is followed: it would take the keys to wherever it leads.
    case 'redirect':
      return { errorClass: 'APIError', status, words: wordsAbout(status) }
    case 'no answer':
      return { errorClass: 'RetryableError', status: NO_ANSWER, words: `${vendors[vendor].name} ` }
    // What it means that there is nobody depends on what the call is for.
    case 'nobody':
    case 'right':
      return undefined
    default:
      return needsBody?.calls[kind].includes(call)
        ? { errorClass: 'RetryableError', status: RETRYABLE, words: needsBody.words(call) }
        : undefined
  }
}

/** Segment's own rule: what may succeed later is retried. */
function classOf(status: number): ExpectedError['errorClass'] {
  if (status === 401) return 'InvalidAuthenticationError'
  return isRetried(status) ? 'RetryableError' : 'APIError'
}

function exceptionOf({ vendor, variant }: Delivery, call: string, { kind, status }: FaultRow): Exception | undefined {
  const fault = kind === 'status' && status !== undefined ? status : kind
  const { exceptions }: FaultFacts = vendors[vendor].faults
  return exceptions?.find(
    (exception) =>
      exception.call === call &&
      (exception.variant === undefined || exception.variant === variant) &&
      exception.faults.includes(fault)
  )
}

/** The framework makes a plain error of what goes wrong when keys are tested, for the page where they are entered. */
function asTestOfKeys({ words }: ExpectedError): ExpectedError {
  return { errorClass: 'Error', status: RETRYABLE, words }
}
