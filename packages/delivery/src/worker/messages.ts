import type { Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { Judged } from '../machine/judge'
import type { Priority } from '../store/store'

/** What the main thread and a destination thread say to each other. */

/** What a thread gets first. */
export interface ThreadStart {
  lease: SharedArrayBuffer
  pulse: SharedArrayBuffer
  /** As in `WorkerPolicy`. */
  attemptMs: number
  /** How often the thread shows that it responds. */
  pulseMs: number
}

/** A configured destination, as threads need it. */
export interface ThreadDestination {
  /** Each version of a destination's config has its own number. */
  config: number
  /** The name of the definition. */
  destination: string
  settings: JSONObject
  subscriptions: Subscription[]
  /** If each request needs a permit: within how many milliseconds its first byte is to be written. */
  permitMs?: number
}

/** One call of an action: with one event, or with a batch. */
export interface Order {
  key: number
  config: number
  subscription: string
  priority: Priority
  /** Events as JSON; a list is for the batch call. */
  events: string | string[]
  /** Keep the exchanges even if it succeeds. */
  isSample: boolean
}

export type ToThread =
  | { start: ThreadStart }
  | { configure: ThreadDestination[]; forget: number[] }
  /** With the generation of the lease that their events were claimed under. */
  | { orders: Order[]; generation: bigint }
  | { permits: PermitAnswer[] }

/** A request that needs a permit. */
export interface PermitQuestion {
  id: number
  config: number
  priority: Priority
}

/** When a permit was granted, by `process.hrtime`, or a little earlier. If it is missing, the request must not be sent. */
export interface PermitAnswer {
  id: number
  grantedAt?: bigint
}

/** What is kept of the attempt of one event, as JSON. */
export interface Kept {
  exchanges?: string
  payload?: string
}

/**
 * How a call ended, with an entry for each event. The key alone says that its one event is delivered, with one request, and
 * nothing is kept.
 */
export type Result = number | { key: number; requests: number; judged: Judged[]; kept?: Kept[] }

export type FromThread = { ready: true } | { results: Result[] } | { permits: PermitQuestion[] }
