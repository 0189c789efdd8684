import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** What operators wait for, as kept in `results/operating.json`. Times in milliseconds. */
export interface OperatingResults {
  machine: Machine
  replay: ReplayResults
  failures: FailureResults
}

/** `replay` stores a file, beside a loop that does the least possible. */
export interface ReplayResults {
  events: number
  bytes: number
  /** The whole command, with its start. */
  command: Spread
  /** Reads lines, parses them, and stores them in hundreds. */
  bareLoop: Spread
  /** Of each round. */
  ratio: Spread
}

/** Operations on failed deliveries, beside a statement that reads all their rows. */
export interface FailureResults {
  failures: number
  /** Reasons for which they failed. */
  kinds: number
  /** Those of the kind that is resent. */
  ofKind: number
  /** Reads the rows of all failed deliveries, with their events. */
  readAll: Spread
  /** The same, of one kind. */
  readKind: Spread
  /** The groups, as `failures list` shows them. */
  list: Spread
  /** The groups of one user: every event is looked at. */
  listOfUser: Spread
  /** A hundred deliveries of a group, as the page shows them. */
  page: Spread
  /** One kind is delivered to a sandbox, and its requests are compared. */
  difference: Spread
  /** One kind is made pending again. */
  resend: Spread
}
