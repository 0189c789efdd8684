import type { VendorName } from '@partner-destinations/sandbox'
import { isRetried } from '@partner-destinations/runner'
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
  errorClass: 'APIError' | 'InvalidAuthenticationError' | 'PayloadValidationError' | 'RetryableError' | 'Error'
  status: number
  /** What its message must hold. */
  words: string
}

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
      return { errorClass: 'RetryableError', status: NO_ANSWER, words: `${capitalized(vendor)} ` }
    // What it means that there is nobody depends on what the call is for.
    case 'nobody':
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
const BODY_MATTERS: Record<'empty' | 'broken' | 'wrong types', string[]> = {
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

const notShownYet: ExpectedError = {
  errorClass: 'RetryableError',
  status: RETRYABLE,
  words: 'Refersion does not show the new affiliate yet'
}

const taken: ExpectedError = {
  errorClass: 'APIError',
  status: 422,
  words: 'The email you have entered is taken by another Affiliate.'
}

const nameNeeded: ExpectedError = { errorClass: 'PayloadValidationError', status: 400, words: 'a name is needed' }

/** Where an answer of Refersion means something else than by the rule. */
interface Exception extends Partial<Expectation> {
  call: string
  /** Default: all but those that come before. */
  variant?: Delivery['variant']
  /** Statuses, and kinds of other faults. */
  faults: (number | Kind)[]
}

/** The first that fits counts. Without an error it is a success. */
const EXCEPTIONS: Exception[] = [
  // The right answer is a 422, which says by its status alone that there may be such an affiliate.
  { call: 'new', variant: 'affiliate that exists', faults: [422, 'empty', 'broken', 'wrong types'] },
  // So it looks for one after a 422, and there is none.
  {
    call: 'new',
    faults: [422],
    error: { errorClass: 'APIError', status: 422, words: wordsAbout(422) },
    calls: ['new', 'search']
  },
  // To set them takes the code, which the answer does not give; or gives a number, which is the code of nobody.
  { call: 'new', variant: 'new affiliate with custom fields', faults: ['empty'], without: 'the custom fields' },
  {
    call: 'new',
    variant: 'new affiliate with custom fields',
    faults: ['wrong types'],
    error: notShownYet,
    calls: ['new', 'get']
  },
  // Nobody has the code that was just given.
  { call: 'get', variant: 'new affiliate with custom fields', faults: ['nobody'], error: notShownYet },
  // Nobody has the email, so it was not the reason why `new` was refused: the words of `new` come out.
  ...['search', 'get'].flatMap((call): Exception[] => [
    { call, variant: 'affiliate that exists', faults: ['nobody'], error: taken },
    { call, variant: 'affiliate that exists, no name in the event', faults: ['nobody'], error: nameNeeded },
    // A deletion of nobody is done.
    { call, faults: ['nobody'], without: 'a change, as nobody is found' }
  ])
]

function exceptionOf({ vendor, variant }: Delivery, call: string, { kind, status }: FaultRow): Exception | undefined {
  const fault = kind === 'status' && status !== undefined ? status : kind
  return EXCEPTIONS.find(
    (exception) =>
      vendor === 'refersion' &&
      exception.call === call &&
      (exception.variant === undefined || exception.variant === variant) &&
      exception.faults.includes(fault)
  )
}

/** The framework makes a plain error of what goes wrong when keys are tested, for the page where they are entered. */
function asTestOfKeys({ words }: ExpectedError): ExpectedError {
  return { errorClass: 'Error', status: RETRYABLE, words }
}

function capitalized(vendor: VendorName): string {
  return vendor[0].toUpperCase() + vendor.slice(1)
}
