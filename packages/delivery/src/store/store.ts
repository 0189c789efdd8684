import type { JSONObject } from '@segment/actions-core'
import type { RateLimit } from '../catalog'
import type { Delivery, DeliveryState, Reason, RetryPolicy, Verdict } from '../machine/delivery'
import type { FailureStore } from './failures'
import type { MovableStore } from './movable'
import type { ReplayStore } from './replays'

/** An event that intake has accepted, with the deliveries that it makes. */
export interface NewEvent {
  source: string
  messageId: string
  /** A hash of what was sent, without what intake adds: the same id with another hash is another event. */
  fingerprint: string
  /** Milliseconds since 1970. */
  receivedAt: number
  /** The event as JSON, as destinations get it. */
  body: string
  deliveries: NewDelivery[]
}

export type NewDelivery =
  | {
      destination: string
      /** The subscription's name. */
      subscription: string
      state: 'pending'
      /**
       * What orders it: deliveries of a destination with the same lane are attempted one after the other, in the order in
       * which they were accepted. Without one it has no order.
       */
      lane?: string
    }
  /** Kept to be shown and counted. A failed one is an event that could not be taken, with the reason. */
  | { destination: string; subscription?: string; state: 'filtered' | 'failed'; reason: Reason }

/** What became of an event: on disk; seen before in the last 24 hours; seen before with other contents. */
export type Accepted = 'accepted' | 'duplicate' | 'conflict'

/** Intake is refused because so many events wait. */
export class BacklogFullError extends Error {
  readonly name = 'BacklogFullError'

  constructor(readonly maxBacklog: number) {
    super(`${maxBacklog} deliveries wait, which is the limit ("maxBacklog").`)
  }
}

/** The store can't be opened, with what to do about it. */
export class StoreOpenError extends Error {
  readonly name = 'StoreOpenError'
}

/** The store cannot write, for example because the disk is full. Nothing was accepted. */
export class StoreUnavailableError extends Error {
  readonly name = 'StoreUnavailableError'
}

/** 1 for what is replayed, resent or corrected: it is claimed when nothing of priority 0 is due. */
export type Priority = 0 | 1

/** A delivery that a worker has claimed. Its attempt is written: whoever claims it has to settle it. */
export interface Claimed {
  id: number
  destination: string
  subscription: string
  priority: Priority
  /** The number of this attempt, from 1. With the worker's id it is the fencing token. */
  attempt: number
  /** Retried, killed and marked so far. */
  delivery: Delivery
  /** The event as JSON. */
  body: string
  receivedAt: number
}

/** Which deliveries to claim. */
export interface ClaimRequest {
  destination: string
  /** At most so many. */
  limit: number
  /** At most so many of priority 1. Default: as many as the limit allows. */
  behind?: number
  /** What was retried comes last, also behind priority 1. Otherwise it comes first, as each retry holds back a lane. */
  freshFirst?: boolean
}

/** How an attempt ended. */
export interface Settlement {
  id: number
  /** Of the claim. */
  attempt: number
  verdict: Verdict
  /** When the attempt began and ended, in milliseconds since 1970. */
  startedAt: number
  endedAt: number
  policy: RetryPolicy
  /** With the verdict `retry`: the vendor was known to be down, and still is. Then the delivery does not fail. */
  duringOutage?: boolean
  /** With the verdict `unknown`: the thread was killed. See `Delivery.kills`. */
  killed?: boolean
  /** It ran alone in the thread that was killed, so it is what did not end: it fails. */
  alone?: boolean
  /** What was sent and answered, masked, as JSON; only of what is worth keeping. */
  exchanges?: string
  /** The payload that the mapping made, masked, as JSON. */
  payload?: string
}

/** Where a delivery stands after its settlement; undefined if it was refused, because the lease had passed on. */
export type Settled = { state: DeliveryState; dueAt?: number } | undefined

/**
 * Whether a request may be sent now, and otherwise in how many milliseconds to ask again. `at` is when it was granted, by
 * `process.hrtime`, or a little earlier; without it, when it was asked for.
 */
export type Permit = { granted: true; at?: bigint } | { granted: false; waitMs: number }

/** Why and until when nothing is claimed for a destination. */
export interface Pause {
  /** Milliseconds since 1970; without it, until somebody resumes it. */
  until?: number
  by: 'operator' | 'authentication' | 'retry-after' | 'outage'
  /** A sentence for people. */
  reason: string
}

/** How many deliveries of a destination are in each state. */
export type Counts = Record<DeliveryState, number>

/** A destination's backlog. */
export interface Backlog {
  /** When the event of the oldest pending delivery of priority 0 was received, in milliseconds since 1970. */
  oldestReceivedAt?: number
}

/** A delivery to look at. */
export interface DeliveryRow extends Delivery {
  id: number
  source: string
  messageId: string
  destination: string
  subscription?: string
  receivedAt: number
  /** When it is attempted again, if it waits for that. */
  dueAt?: number
  settledAt?: number
  /** The id of the replay that it belongs to. */
  replay?: number
}

/** One attempt to look at. */
export interface AttemptRow {
  attempt: number
  startedAt: number
  endedAt?: number
  /** Absent while it is under way. */
  verdict?: Verdict['kind']
  reason?: Reason
  exchanges?: unknown
  payload?: unknown
}

export interface DeliveryDetails extends DeliveryRow {
  event: JSONObject
  attemptRows: AttemptRow[]
  /** The id of the delivery whose event was corrected to this one, while the store has it. */
  corrects?: number
  /** The ids of the deliveries of the corrected event. */
  correctedBy?: number[]
}

/** Which deliveries to list, the newest first. */
export interface DeliveryQuery {
  destination?: string
  state?: DeliveryState
  messageId?: string
  code?: string
  /** The id of a replay. */
  replay?: number
  /** At most so many. */
  limit: number
  /** Only those with a smaller id. */
  before?: number
}

/** Whether a store is for the sandbox or for the vendors. */
export type Mode = 'sandbox' | 'live'

/**
 * Where events and deliveries are kept. It carries out the transitions of `machine/`, and nothing else decides them.
 * Every method that writes resolves when what it wrote is on disk.
 */
export interface Store extends ReplayStore, FailureStore, MovableStore {
  /**
   * Takes events in, all or none.
   * @throws BacklogFullError, StoreUnavailableError
   */
  accept(events: NewEvent[]): Promise<Accepted[]>
  /**
   * Claims the due heads of lanes, and writes their attempts. Those of priority 0 come first. Of each priority, those to
   * attempt again come first, then the others in the order in which they were accepted. It may claim fewer than there are: `nextDue` says whether more is due.
   */
  claim(requests: ClaimRequest[]): Promise<Claimed[]>
  /** Settles attempts. Those whose lease has passed on are refused. */
  settle(settlements: Settlement[]): Promise<Settled[]>
  /** Extends this worker's lease. False if it has run out, and its deliveries have been taken back. */
  renew(): Promise<boolean>
  /** Takes back the deliveries of workers whose lease has run out, as of unknown outcome. Says how many. */
  takeBack(): Promise<number>
  /** Asks to send one request now. */
  permit(destination: string, limit: RateLimit): Promise<Permit>
  pause(destination: string, pause: Pause): Promise<void>
  resume(destination: string): Promise<void>
  pauses(): Promise<Record<string, Pause>>
  /**
   * Fails the pending deliveries of destinations and subscriptions that are not in the config any more.
   * @returns how many
   */
  failOrphans(kept: { destination: string; subscriptions: string[] }[]): Promise<number>
  /** Removes what is older than the retention, in small batches, and messages older than a day. Says how many events. */
  prune(): Promise<number>
  /** Removes all events of a person, by `userId` or `anonymousId`, with their deliveries. Says how many events. */
  erase(person: string): Promise<number>
  counts(): Promise<Record<string, Counts>>
  backlogs(): Promise<Record<string, Backlog>>
  /** When a delivery of each destination is next due, in milliseconds since 1970; absent if none is pending. */
  nextDue(): Promise<Record<string, number>>
  list(query: DeliveryQuery): Promise<DeliveryRow[]>
  details(id: number): Promise<DeliveryDetails | undefined>
  /**
   * Has a listener called when another process may have made something due. Only stores that several processes share have it.
   */
  onChange?(listener: () => void): void
  /** Adds to what an operation has changed: elsewhere, if stores are divided. */
  countForOperation(operation: number, count: number): Promise<void>
  /** How much the disk of the store can still take; undefined if it isn't on a disk. */
  space(): Promise<{ freeBytes: number } | undefined>
  /** Gives up this worker's lease, and closes. What is still in flight is taken back by whoever opens it next. */
  close(): Promise<void>
}

/** How to open a store. */
export interface StoreOptions {
  /** What a new store is for, and what the one that is there must be for. Default: whatever that one is for. */
  mode?: Mode
  /** It is opened to be moved, or to be filled by a move. Otherwise such a store is refused. */
  isMoving?: boolean
  maxBacklog: number
  retention: { deliveredMs: number; failedMs: number }
  /** How long a lease lasts without `renew`. Default: 30 s. */
  leaseMs?: number
  /** Nothing waits for longer than this, so what is due later is due because the clock jumped. Default: an hour. */
  longestBackoffMs?: number
}
