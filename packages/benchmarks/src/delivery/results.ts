import type { Protocol } from '../events/vendor-server'
import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** The results of the benchmark of delivery, as kept in `results/delivery.json`. */
export interface DeliveryResults {
  machine: Machine
  rounds: number
  /** Events of each contestant in each round. */
  events: number
  /** Events under way at a time. */
  inFlight: number
  /** Events in a request to intake. */
  perRequest: number
  cases: DeliveryCaseResults[]
  intake: IntakeResults
  store: StoreResults
  threads: ThreadResults[]
}

/** A figure of each contestant. */
export interface DeliveryContest<Figure> {
  /** A loop of `Destination.onEvent`. */
  onEvent: Figure
  /** A loop of undici that sends the same bytes. */
  bare: Figure
  /** The engine, from the claim until the delivery is settled. */
  delivery: Figure
  /** The engine, from the arrival of the event until it is settled. */
  whole: Figure
}

/** One action, with one protocol. */
export interface DeliveryCaseResults {
  name: string
  protocol: Protocol
  bodyBytes: number
  wireBytes: number
  /** Microseconds of CPU time an event: medians of the rounds. */
  cpu: DeliveryContest<number>
  perSecond: DeliveryContest<number>
  /** Microseconds of CPU time an event, with intake, of the engine's main thread. */
  mainThread: number
  /** CPU time of `onEvent` by that of the engine, within each round: how many times as fast the engine is. */
  faster: { delivery: Spread; whole: Spread }
  /** CPU time of the engine's delivery by that of undici, within each round. */
  toBare: Spread
}

/** Intake alone, while nothing is delivered, beside the store alone, which is given the same events. */
export interface IntakeResults {
  /** Events a second of intake by those of the store, within each round. */
  toStore: Spread
  perSecond: { intake: number; store: number }
  /** Microseconds of CPU time an event. */
  cpu: { intake: number; store: number }
}

/** The store alone, with events in hundreds. */
export interface StoreResults {
  /** Events accepted, and deliveries claimed and settled, a second. */
  perSecond: { accept: number; claimAndSettle: number }
  /** Microseconds of CPU time an event. */
  cpu: { accept: number; claimAndSettle: number }
  /** On the disk for a delivered event. */
  bytes: number
  /** Of an event's body. */
  bodyBytes: number
}

/** Two destination threads beside one, for one destination. */
export interface ThreadResults {
  name: string
  perSecond: { one: number; two: number }
  /** Events a second of two threads by those of one, within each round. */
  toOne: Spread
  /** Microseconds of CPU time an event with two threads: of the engine's process, and of the vendors' server. */
  cpu: { engine: number; vendor: number }
}
