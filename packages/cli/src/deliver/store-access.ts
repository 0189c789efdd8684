import fs from 'node:fs'
import { isServerUrl, openExistingStore } from '@partner-destinations/delivery'
import type { Counts, Pause, Store } from '@partner-destinations/delivery'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { StoreOutline } from './config-file'
import { ask, findRunning } from './running'
import type { Running } from './running'

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
  close(): Promise<void>
}

/**
 * Finds the process that delivers from a store, or opens the file.
 * @throws BadInputError if there is no such store, or it can't be opened
 */
export async function accessStore({ store, destinations }: StoreOutline): Promise<StoreAccess> {
  const running = await findRunning(store)
  if (running) return new RunningAccess(running)
  if (!isServerUrl(store) && !fs.existsSync(store)) {
    throw new BadInputError(
      `There is no store ${store}: nothing was delivered from it yet. Name one with --store or --config.`
    )
  }
  return FileAccess.open(store, destinations)
}

class RunningAccess implements StoreAccess {
  readonly isRunning = true

  constructor(private readonly running: Running) {}

  destinations() {
    return ask<ListedDestination[]>(this.running, '/api/destinations')
  }

  async pause(name: string, reason: string) {
    await ask(this.running, `/api/destinations/${encodeURIComponent(name)}/pause`, { reason })
  }

  async resume(name: string) {
    await ask(this.running, `/api/destinations/${encodeURIComponent(name)}/resume`, {})
  }

  async erase(person: string) {
    return (await ask<{ events: number }>(this.running, '/api/erase', { person })).events
  }

  async close() {
    // Nothing is open.
  }
}

const none = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

class FileAccess implements StoreAccess {
  readonly isRunning = false

  private constructor(private readonly store: Store, private readonly configured: string[]) {}

  static async open(file: string, configured: string[] = []): Promise<FileAccess> {
    try {
      return new FileAccess(await openExistingStore(file), configured)
    } catch (error) {
      if ((error as Error).name !== 'StoreOpenError') throw error
      throw new BadInputError((error as Error).message)
    }
  }

  /** Those of the config, and those that the store has deliveries or pauses of. */
  async destinations() {
    const [counts, backlogs, pauses] = await Promise.all([
      this.store.counts(),
      this.store.backlogs(),
      this.store.pauses()
    ])
    const names = new Set([...this.configured, ...Object.keys(counts), ...Object.keys(pauses)])
    return [...names].map((name) => ({
      name,
      counts: counts[name] ?? none,
      pause: pauses[name],
      oldestReceivedAt: backlogs[name]?.oldestReceivedAt
    }))
  }

  async pause(name: string, reason: string) {
    await this.checkName(name)
    await this.store.pause(name, { by: 'operator', reason })
  }

  async resume(name: string) {
    await this.checkName(name)
    await this.store.resume(name)
  }

  erase(person: string) {
    return this.store.erase(person)
  }

  close() {
    return this.store.close()
  }

  private async checkName(name: string): Promise<void> {
    const names = (await this.destinations()).map((destination) => destination.name)
    if (!names.includes(name)) throw new BadInputError(noSuch('destination', name, names))
  }
}
