import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** The results of the benchmark of events, as kept in `results/events.json`. */
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
  /** CPU time of the runner's prepared delivery by that of the action. Only of this project's actions. */
  preparedToAction?: Spread
  /** Only of this project's actions. */
  shares?: Shares
}

/** A figure of each contestant. */
export interface Contest<Figure> {
  action: Figure
  minimal: Figure
  bare: Figure
}

/** Parts of an event's time, from a CPU profile of the action. The rest is mostly the request. */
export interface Shares {
  /** In frames of the destination's own files. */
  own: number
  /** In these and in what they have Node do, such as JSON and cryptography. */
  ownWithNode: number
  /** In the framework, which checks the mapping and resolves it. */
  mapping: number
  /** In the framework, which parses the subscription. */
  subscription: number
}
