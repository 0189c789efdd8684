import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** What the benchmark of events found, as it is kept in `results/events.json`. */
export interface EventResults {
  machine: Machine
  rounds: number
  /** Events of each contestant in each round. */
  events: number
  /** Events under way at a time. */
  inFlight: number
  cases: CaseResults[]
}

export interface CaseResults {
  name: string
  /** The path of each request of an event, in their order. */
  calls: string[]
  bodyBytes: number
  wireBytes: number
  /** Microseconds of CPU time an event: medians of the rounds. */
  cpu: Contest<number>
  perSecond: Contest<number>
  /** CPU time of the action by that of the smallest action, and by that of undici, within each round. */
  toMinimal: Spread
  toBare: Spread
  /** Part of the time of a CPU profile that the destination's own files take; only of this project's actions. */
  ownShare?: number
}

/** A figure of each contestant. */
export interface Contest<Figure> {
  action: Figure
  minimal: Figure
  bare: Figure
}
