import type { Fault } from '@partner-destinations/sandbox'
import type { JsonObject } from './vendor'

/** What the fault tests in `packages/reliability` need to know about a vendor. */
export interface FaultFacts {
  /** The path of a call, up to its name. */
  basePath: string
  /** At least one for each action. */
  deliveries: Delivery[]
  /** The body of an error in the vendor's form, with these words. Default: what the stand-in's `errorBody` returns. */
  errorBody?: (status: number, words: string) => object
  /** Answers that only this vendor gives. */
  answers?: VendorAnswer[]
  /** The calls whose answers must be readable. All others count by their status alone. */
  needsBody?: {
    calls: Record<BodyKind, string[]>
    /** What the error says about an unreadable answer. */
    words: (call: string) => string
  }
  /** Where an answer means something else than usual. The first that fits counts. */
  exceptions?: Exception[]
}

/** What Segment can make a destination do. */
export interface Segment {
  event: (event: JsonObject) => Promise<unknown>
  batch: (events: JsonObject[]) => Promise<unknown>
  delete: (event: JsonObject) => Promise<unknown>
  testAuthentication: () => Promise<unknown>
}

/** Something that Segment makes a destination do, and the requests for it. */
export interface Delivery {
  /** The heading of its table on the page. Default: the vendor's name. */
  table?: string
  /** The action, or another part of the definition: `onDelete`, `testAuthentication`. */
  of: string
  /** How it differs from other deliveries of the same action. `batch` for a batch of two events. */
  variant?: string
  /** The calls of the vendor's API without a fault, in their order: the ends of their paths. */
  calls: string[]
  /** An action without an automatic preset, which a customer adds. */
  action?: string
  /** On top of the mapping of each preset. */
  mapping?: JsonObject
  /** What Segment delivered before. */
  prepare?: (segment: Segment) => Promise<unknown>
  deliver: (segment: Segment) => Promise<unknown>
  /** The vendor counts each delivery as one more event, because it has no key against duplicates. */
  counts?: true
}

/** What a fault does to the body of an answer with the right status. */
export type BodyKind =
  /** Nothing is left. */
  | 'empty'
  /** The body is no JSON object. */
  | 'broken'
  /** The keys are right, but the values have wrong types. */
  | 'wrong types'

/** How a fault changes a vendor's answer to one call. */
export type Kind =
  /** Another status, with an error body in the vendor's form. */
  | 'status'
  /** A refusal by a status that says something else: a success, or that a call may succeed later. */
  | 'refusal'
  /** The vendor says that it found nobody. */
  | 'nobody'
  | 'redirect'
  /** No answer, or not the whole of it. */
  | 'no answer'
  | BodyKind
  /** The right answer, though slow or long. */
  | 'right'

/** An answer that only one vendor gives. The vendor then doesn't do what the call asks for. */
export interface VendorAnswer {
  kind: 'status' | 'refusal' | 'nobody'
  /** What answers of the same sort have in common; with `title` the name of the answer. */
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
  /** The error that Segment gets; none when the delivery succeeds. */
  error?: ExpectedError
  /** The calls that are made, including the one with the fault. */
  calls: string[]
  /** For a success: what was not done. The next delivery of the same event does it. */
  without?: string
}

export interface ExpectedError {
  errorClass: 'APIError' | 'InvalidAuthenticationError' | 'PayloadValidationError' | 'RetryableError' | 'Error'
  status: number
  /** What its message must hold. */
  words: string
}

/** Where an answer means something else than usual. Without an error it is a success. */
export interface Exception extends Partial<Expectation> {
  call: string
  /** Default: all but those that come before. */
  variant?: string
  /** Statuses, and kinds of other faults. */
  faults: (number | Kind)[]
}

/** What the vendor says about a status. A test finds these words in the error. */
export function wordsAbout(status: number): string {
  return `Words of the vendor about ${status}.`
}
