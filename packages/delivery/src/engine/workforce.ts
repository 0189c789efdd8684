import os from 'node:os'
import type { DestinationConfig } from '../config/config'
import type { Store } from '../store/store'
import { Workers } from '../worker/workers'
import type { DestinationStatus, WorkersOptions } from '../worker/workers'

/** A store, with workers of its own. */
export interface Workplace {
  store: Store
  /** Whether the deliveries of a destination are there. */
  has: (destination: DestinationConfig) => boolean
}

/**
 * The workers of all stores. Each store has workers of its own, and these have their own lease, claims and threads. So a
 * store that fails stops only its own destinations.
 */
export class Workforce {
  private constructor(private readonly teams: { place: Workplace; workers: Workers }[]) {}

  /**
   * Starts workers for each store. They share the number of threads.
   * @throws Error if a thread does not start, or a store fails
   */
  static async start(places: Workplace[], options: Omit<WorkersOptions, 'store'>): Promise<Workforce> {
    const { threads = os.availableParallelism() } = options
    const own = Math.max(1, Math.round(threads / places.length))
    const workforce = new Workforce([])
    try {
      for (const place of places) {
        const destinations = options.destinations.filter(place.has)
        const workers = await Workers.start({ ...options, store: place.store, destinations, threads: own })
        workforce.teams.push({ place, workers })
      }
      return workforce
    } catch (error) {
      await workforce.kill()
      throw error
    }
  }

  /** Something was accepted, resent or taken back, so something may be due. */
  wake(): void {
    for (const { workers } of this.teams) workers.wake()
  }

  /** Takes other destinations: see `Workers.reconfigure`. */
  async reconfigure(destinations: DestinationConfig[]): Promise<void> {
    await this.all(({ place, workers }) => workers.reconfigure(destinations.filter(place.has)))
  }

  /** Pauses a destination until somebody resumes it. What is in flight finishes. */
  async pause(destination: DestinationConfig, why: string): Promise<void> {
    await this.of(destination).pause(destination.name, why)
  }

  async resume(destination: DestinationConfig): Promise<void> {
    await this.of(destination).resume(destination.name)
  }

  /** What each destination is doing, by its name. */
  status(): Record<string, DestinationStatus> {
    return Object.assign({}, ...this.teams.map(({ workers }) => workers.status())) as Record<string, DestinationStatus>
  }

  /** Fails what is pending for destinations and subscriptions that are not in the config any more. */
  async failOrphans(): Promise<void> {
    await this.all(({ workers }) => workers.failOrphans())
  }

  /** Finishes what is in flight, and gives back the rest: see `Workers.stop`. */
  async stop(graceMs: number): Promise<void> {
    await this.all(({ workers }) => workers.stop(graceMs))
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    await this.all(({ workers }) => workers.kill())
  }

  private of(destination: DestinationConfig): Workers {
    const team = this.teams.find(({ place }) => place.has(destination))
    if (!team) throw new Error(`No store has the destination "${destination.name}".`)
    return team.workers
  }

  /** All of them, also if one fails. */
  private async all(work: (team: { place: Workplace; workers: Workers }) => Promise<void>): Promise<void> {
    const done = this.teams.map(work)
    await Promise.allSettled(done)
    await Promise.all(done)
  }
}
