import type { JSONObject } from '@segment/actions-core'
import type { DeliveryRow, NewEvent } from './store'

/** Which failed deliveries. Each field that is given narrows it. */
export interface FailureFilter {
  /** The id of a group. */
  group?: number
  destination?: string
  /** The subscription's name. */
  subscription?: string
  code?: string
  /** When they failed, in milliseconds since 1970: from the first up to, and without, the second. */
  since?: number
  until?: number
  /** `userId` or `anonymousId`. */
  user?: string
  /** The name of a track event, page or screen. */
  event?: string
  /** A condition in FQL that the event meets. */
  only?: string
}

/**
 * Failed deliveries of a subscription for one reason: with the same code and status, and messages that differ in values
 * only. If there are very many such groups of one code and status, the last one has all other messages.
 */
export interface FailureGroup {
  id: number
  destination: string
  /** Absent if the event could not be taken at all. */
  subscription?: string
  code: string
  status?: number
  /** The message of one of them. */
  message: string
  count: number
  /**
   * When the first and the last of them failed, in milliseconds since 1970. Without a filter by time, user or event, those
   * that aren't in the group any more count as well.
   */
  firstAt: number
  lastAt: number
}

/** What an operator did. */
export interface Operation {
  id: number
  /** Milliseconds since 1970. */
  at: number
  /** The system's user, or the program that asked. */
  who: string
  action: OperationName
  /** To what: a filter, a name, a delivery. It has no personal data and no secret. */
  what: JSONObject
  /** Deliveries or events that it changed, so far. */
  count: number
}

export type OperationName =
  | 'resend'
  | 'discard'
  | 'edit'
  | 'export'
  | 'pause'
  | 'resume'
  | 'erase'
  | 'replay'
  | 'config'

/** A part of a list whose newest entries come first. */
export interface Page {
  limit: number
  /** Only those with a smaller id. */
  before?: number
}

/** The part of a store that is about failed deliveries, and about what operators do. */
export interface FailureStore {
  /** The groups with deliveries that the filter takes, counted; the largest first. */
  failureGroups(filter: FailureFilter): Promise<FailureGroup[]>
  /** Failed deliveries, the newest first. */
  failures(filter: FailureFilter, page: Page): Promise<DeliveryRow[]>
  /**
   * Ids of failed deliveries in ascending order: the order of their lanes.
   * @param after only larger ids
   * @returns `next` is where to go on: absent at the end
   */
  failedIds(filter: FailureFilter, after: number, limit: number): Promise<{ ids: number[]; next?: number }>
  /**
   * Makes failed deliveries pending again, as if they were never attempted, behind what is live. Those of a user keep
   * their order among themselves. Deliveries that are not failed, and those of events that could not be taken, are left.
   * @param unordered destinations whose deliveries have no order
   * @param operation what it counts for
   * @returns how many
   */
  resend(ids: number[], unordered: string[], operation: number): Promise<number>
  /** Gives failed deliveries up for good: they are filtered then, with the code `DISCARDED`. Says how many. */
  discard(ids: number[], operation: number): Promise<number>
  /**
   * Stores the corrected event of a failed delivery, with deliveries of its own. The failed one is filtered then, with the
   * code `CORRECTED`, and each of the two names the other.
   * @returns the ids of the new deliveries; undefined if the delivery is not failed
   */
  correct(id: number, event: NewEvent, operation: number): Promise<number[] | undefined>
  /** Writes down what an operator does. Says the id, for what counts for it. */
  logOperation(operation: Omit<Operation, 'id' | 'at'>): Promise<number>
  /** The newest first. */
  operations(page: Page): Promise<Operation[]>
}
