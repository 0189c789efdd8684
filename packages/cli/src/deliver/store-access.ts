import fs from 'node:fs'
import { isServerUrl } from '@partner-destinations/delivery'
import type { Counts, Pause } from '@partner-destinations/delivery'
import type {
  DeliveryRow,
  Difference,
  Discarded,
  FailureFilter,
  Operation,
  Resent,
  ShownDelivery,
  ShownGroup,
  Which
} from '@partner-destinations/delivery/wire'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { StoreOutline } from './config-file'
import { FileAccess } from './file-access'
import { findRunning } from './running'
import { RunningAccess } from './running-access'

/** A destination as the commands show it. */
export interface ListedDestination {
  name: string
  counts: Counts
  /** Absent while it isn't paused. */
  pause?: Pause
  /** When the event of its oldest pending delivery was received, in milliseconds since 1970. */
  oldestReceivedAt?: number
}

/** What commands do with a store: through the process that delivers from it or, while none does, with the file. */
export interface StoreAccess {
  /** Whether a process delivers from it. */
  isRunning: boolean
  destinations(): Promise<ListedDestination[]>
  /** @throws BadInputError if there is no such destination */
  pause(name: string, reason: string): Promise<void>
  /** @throws BadInputError if there is no such destination */
  resume(name: string): Promise<void>
  /**
   * Removes all events of a person.
   * @returns how many
   */
  erase(person: string): Promise<number>
  /** Failed deliveries in groups; the largest first. */
  groups(filter: FailureFilter): Promise<ShownGroup[]>
  /** Failed deliveries, the newest first. */
  failures(filter: FailureFilter, limit: number): Promise<DeliveryRow[]>
  /** @throws BadInputError if there is no such delivery */
  delivery(id: number): Promise<ShownDelivery>
  /**
   * Makes failed deliveries pending again.
   * @param first only so many of them
   * @throws BadInputError if a single one isn't failed
   */
  resend(which: Which, first?: number): Promise<Resent>
  /**
   * Gives failed deliveries up.
   * @throws BadInputError if a single one isn't failed
   */
  discard(which: Which): Promise<Discarded>
  /**
   * Puts a corrected event in the place of the one of a failed delivery.
   * @returns the ids of its deliveries
   * @throws BadInputError if the delivery isn't failed, or the event can't be delivered
   */
  correct(id: number, event: object): Promise<number[]>
  /**
   * What would become of failed deliveries if they were resent now.
   * @param first only so many of them
   * @throws BadInputError if the config can't be read
   */
  difference(which: Which, first?: number): Promise<Difference>
  /** The events of failed deliveries: lines of JSON, in pieces of any length. */
  export(filter: FailureFilter): AsyncIterable<string | Uint8Array>
  /** What operators did, the newest first. */
  operations(limit: number): Promise<Operation[]>
  close(): Promise<void>
}

/**
 * Finds the process that delivers from a store, or opens the file.
 * @throws BadInputError if there is no such store, or it can't be opened
 */
export async function accessStore(outline: StoreOutline): Promise<StoreAccess> {
  const { store } = outline
  const running = await findRunning(store)
  if (running) return new RunningAccess(running)
  if (!isServerUrl(store) && !fs.existsSync(store)) {
    throw new BadInputError(
      `There is no store ${store}: nothing was delivered from it yet. Name one with --store or --config.`
    )
  }
  return FileAccess.open(outline)
}
