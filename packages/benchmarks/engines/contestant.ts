import type { Attempts } from './attempts'

/** An event as every contestant keeps it: as JSON, with nothing beside it. */
export interface EngineEvent {
  messageId: string
  userId: string
}

/** What a contestant is asked to do at a time, in calls of its own. */
export const load = {
  /** Events in a call, where a call may have many. */
  perCall: 100,
  /** Calls under way, of lists. */
  lists: 4,
  /** Calls of single events at a time. A library that claims jobs one by one runs as many jobs at a time. */
  single: 100,
  /** Connections to a server. */
  connections: 10,
  /** Users whose order must hold. */
  users: 500
}

/** What can be done with events in a contestant. */
export interface EventQueue {
  /** Takes events in, and resolves when they are as safe as the contestant makes them. */
  accept(events: EngineEvent[]): Promise<void>
  /**
   * Claims, attempts and settles what waits, until nothing is left.
   * @returns what stops the workers, if there are any: that is not measured
   */
  deliver(attempts: Attempts): Promise<void | (() => Promise<void>)>
}

/** So many requests in each window. */
export interface Limit {
  requests: number
  windowMs: number
}

/** A library or server that could keep the deliveries, used as its documentation says. It ends with its process. */
export interface Contestant {
  /** Events in any order. */
  any: EventQueue
  /** Events of a user one after the other, as well as the contestant can do it. Without it, it can't. */
  ordered?: EventQueue
  /**
   * Starts one request, and `burst` more when `afterMs` have passed, as early as its limiter lets them. Without it, there is
   * no limiter of requests.
   * @returns when each of them was started, in milliseconds
   */
  limited?(limit: Limit, burst: number, afterMs: number): Promise<number[]>
}

/** Where a contestant finds its own. */
export interface Place {
  /** A folder for its files. */
  folder: string
  /** The URL of its server, or of its own empty database. */
  url: string
  /** Loads a package of `alternatives/`. */
  alternative: <Module>(name: string) => Module
}

export type OpenContestant = (place: Place) => Promise<Contestant>
