import type { RateLimit } from '../catalog'
import type { Failures } from '../failures/failures'
import type { Operation, Page } from '../store/failures'
import type { Counts, DeliveryQuery, DeliveryRow, Pause } from '../store/store'
import type { ShownDelivery } from '../wire'
import type { OperatedReplays } from './replay-routes'

/** A configured destination, as `GET /api/destinations` shows it. Times in milliseconds since 1970. */
export interface ListedDestination {
  /** The instance's name. */
  name: string
  /** The name of its definition. */
  destination: string
  counts: Counts
  /** Absent while it isn't paused. */
  pause?: Pause
  rateLimit?: RateLimit
  /** Absent unless requests wait for the rate limit. */
  limitedUntil?: number
  /** When its oldest pending event was received. Absent if none is pending. */
  oldestReceivedAt?: number
}

/** The config has no destination of this name. */
export class NoSuchDestinationError extends Error {
  readonly name = 'NoSuchDestinationError'
}

/** What the operating port shows, and can do. An `Engine` is one. */
export interface Operated {
  readonly replays: OperatedReplays
  /** By destination, also of those that the config doesn't have any more. */
  counts(): Promise<Record<string, Counts>>
  /** In the order of the config. */
  destinations(): Promise<ListedDestination[]>
  /**
   * @param by who asks
   * @throws NoSuchDestinationError
   */
  pause(name: string, reason: string | undefined, by: string): Promise<ListedDestination>
  /**
   * @param by who asks
   * @throws NoSuchDestinationError
   */
  resume(name: string, by: string): Promise<ListedDestination>
  deliveries(query: DeliveryQuery): Promise<DeliveryRow[]>
  delivery(id: number): Promise<ShownDelivery | undefined>
  readonly failures: Failures
  /** What operators did, the newest first. */
  operations(page: Page): Promise<Operation[]>
  /**
   * Removes all events of a person.
   * @param person `userId` or `anonymousId`
   * @param by who asks
   * @returns how many events
   */
  erase(person: string, by: string): Promise<number>
  /** Why it can't accept or deliver events now, in sentences. None if it can. */
  unreadiness(): Promise<string[]>
  /** Bytes that are free on the disk of the store. Undefined for a store without a file. */
  freeDiskBytes(): number | undefined
}
