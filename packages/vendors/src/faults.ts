import type { Fault } from '@partner-destinations/sandbox'
import type { JsonObject } from './vendor'

/** What the fault tests in `packages/reliability` need to know about a vendor. */
export interface FaultFacts {
  /** The path of a call, up to its name. */
  basePath: string
  /** At least one delivery for each action. */
  deliveries: Delivery[]
  /** The body of an error in the vendor's form, with these words. Default: what the stand-in's `errorBody` returns. */
  errorBody?: (status: number, words: string) => object
  /** Answers that only this vendor gives. */
  answers?: VendorAnswer[]
  /** The calls whose answers must be readable. For all others, only the status counts. */
  needsBody?: {
    calls: Record<BodyKind, string[]>
    /** What the error says about an unreadable answer. */
    words: (call: string) => string
  }
  /** Answers with an unusual meaning. The first entry that matches counts. */
  exceptions?: Exception[]
}

/** What Segment can make a destination do. */
export interface Segment {
  event: (event: JsonObject) => Promise<unknown>
  batch: (events: JsonObject[]) => Promise<unknown>
  delete: (event: JsonObject) => Promise<unknown>
  testAuthentication: () => Promise<unknown>
}

/** Something that Segment makes a destination do, and the requests that it causes. */
export interface Delivery {
  /** The heading of its table on the page. Default: the vendor's name. */
  table?: string
  /** The action, or another part of the definition: `onDelete`, `testAuthentication`. */
  of: string
  /** How it differs from other deliveries of the same action. `batch` for a batch of two events. */
  variant?: string
  /** The calls of the vendor's API if there is no fault, in order: the ends of their paths. */
  calls: string[]
  /** An action without an automatic preset, which a customer adds. */
  action?: string
  /** On top of the mapping of each preset. */
  mapping?: JsonObject
  /** What Segment delivered before. */
  prepare?: (segment: Segment) => Promise<unknown>
  deliver: (segment: Segment) => Promise<unknown>
  /** The vendor counts each delivery as another event, because it has no key against duplicates. */
  counts?: true
}

/** What a fault does to the body of an answer whose status is right. */
export type BodyKind =
  /** Nothing is left. */
  | 'empty'
  /** The body is not a JSON object. */
  | 'broken'
  /** The keys are right, but the values have wrong types. */
  | 'wrong types'

/** How a fault changes a vendor's answer to one call. */
export type Kind =
  /** Another status, with an error body in the vendor's form. */
  | 'status'
  /** A refusal whose status says something else: a success, or that the call may succeed later. */
  | 'refusal'
  /** The vendor says that it found nobody. */
  | 'nobody'
  | 'redirect'
  /** No answer, or only a part of it. */
  | 'no answer'
  | BodyKind
  /** The right answer, but slow or long. */
  | 'right'

/** An answer that only one vendor gives. The vendor then doesn't do what the call asks for. */
export interface VendorAnswer {
  kind: 'status' | 'refusal' | 'nobody'
  /** What answers of the same sort have in common. Together with `title`, it is the name of the answer. */
  sort: string
  title: string
  status: number
  /** Of the kind `refusal`: what the error must say. */
  words?: string
  /** The calls that can get this answer. Default: all. */
  calls?: string[]
  /** What to set in the sandbox for a call. */
  fault: (call: string) => Fault
}

/** How a delivery must end if a fault hits one of its calls. */
export interface Expectation {
  /** The error that Segment gets; none if the delivery succeeds. */
  error?: ExpectedError
  /** The calls that are made, including the one with the fault. */
  calls: string[]
  /** For a success: what was not done. The next delivery of the same event does it. */
  without?: string
}

export interface ExpectedError {
  errorClass: 'APIError' | 'InvalidAuthenticationError' | 'PayloadValidationError' | 'RetryableError' | 'Error'
  status: number
  /** What its message must contain. */
  words: string
}

/** Answers with an unusual meaning. Without an error, they are a success. */
export interface Exception extends Partial<Expectation> {
  call: string
  /** Default: all calls except those in earlier entries. */
  variant?: string
  /** Statuses, and kinds of other faults. */
  faults: (number | Kind)[]
}

/** Words of the vendor about a status. A test looks for them in the error. */
export function wordsAbout(status: number): string {
  return `Words of the vendor about ${status}.`
}
