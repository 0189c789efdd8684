import type { Exchange } from '@partner-destinations/runner/wire'
import type { Catalog } from '../catalog'
import type { DeliveryConfig, DestinationConfig } from '../config/config'
import type { Log } from '../log'
import type { Reason } from '../machine/delivery'
import { destinationRemoved, subscriptionRemoved } from '../machine/reasons'
import { noObserver } from '../observer'
import { openStore } from '../store/open'
import type { Claimed, NewDelivery, NewEvent, Settlement, Store } from '../store/store'
import type { ThreadModule } from '../worker/destination-thread'
import type { WorkerPolicy } from '../worker/policy'
import { Workers } from '../worker/workers'
import type { RehearsedOutcome } from './difference'
import { Tally } from './rehearsed'
import type { Rehearsed } from './rehearsed'
import { rehearsedStore } from './rehearsed-store'
import { SandboxSettings } from './sandbox-settings'

/** What a rehearsal is started with. */
export interface RehearsalOptions {
  config: DeliveryConfig
  /** As for an engine. All that is sent in this thread must go to a sandbox that nobody else uses. */
  thread: ThreadModule
  /** The settings that this sandbox accepts, by the destination's folder: they take the place of the config's. */
  demoSettings: Catalog['demoSettings']
  /** Is told of each delivery, with its requests. */
  onRehearsed?: OnRehearsed
  /** Ends what was started for the rehearsal. */
  onClose?: () => Promise<void>
  log: Log
}

/** What a rehearsal made of a delivery. */
export interface RehearsedDelivery {
  /** Of its event, as it was taken. */
  messageId: string
  destination: string
  outcome: RehearsedOutcome
  /** Unless delivered. */
  reason?: Reason
  /** Masked; absent if nothing was sent, and for all but the first events of a batch. */
  exchanges?: Exchange[]
}

export type OnRehearsed = (delivery: RehearsedDelivery) => void

/** Starts a rehearsal with a config, in a sandbox of its own. */
export type Rehearse = (config: DeliveryConfig, onRehearsed?: OnRehearsed) => Promise<Rehearsal>

/** Deliveries that wait at most, so that memory doesn't grow with what is rehearsed. */
const mostWaiting = 1000
/** Settled deliveries that the store keeps at most, about. */
const prunedAfter = 1000

/** It keeps nothing that is settled. */
const storeOptions = { mode: 'sandbox', maxBacklog: Infinity, retention: { deliveredMs: 0, failedMs: 0 } } as const

/** No delivery may hold up the others: there is nobody who could resume a destination, or wait for it. */
const unpaused: Partial<WorkerPolicy> = {
  outageAfter: Infinity,
  authenticationAfter: Infinity,
  firstPauseMs: 0,
  maxPauseMs: 0,
  maxRetryAfterMs: 0
}

/** An event some of whose deliveries wait. */
interface Waiting {
  messageId: string
  deliveries: number
}

/**
 * Delivers events as an engine would, to a sandbox and from a store in memory, to find out what becomes of them. There is
 * no rate limit. Each delivery is attempted once: one that would be retried has failed, for the same reason.
 */
export class Rehearsal {
  private readonly tally: Tally
  private readonly destinations: Map<string, DestinationConfig>
  private readonly waiting = new Map<number, Waiting>()
  private lastEvent = 0
  private pending = 0
  private toPrune = 0
  private isPruning = false
  private waiters: { most: number; resolve: () => void; reject: (error: Error) => void }[] = []
  private broken?: Error
  private readonly settings: SandboxSettings
  private readonly store: Store
  private workers?: Workers

  private constructor(private readonly options: RehearsalOptions, opened: Store) {
    const { destinations } = options.config
    this.settings = new SandboxSettings(destinations, options.demoSettings)
    this.store = rehearsedStore(opened, {
      onEnded: (claimed, settlement, outcome) => this.onEnded(claimed, settlement, outcome),
      onBroken: (error) => this.break(error)
    })
    this.tally = new Tally(destinations)
    this.destinations = new Map(destinations.map((destination) => [destination.name, destination]))
  }

  /**
   * Starts a rehearsal. `close` it in the end.
   * @throws Error if the store or the thread does not start; then `onClose` was called
   */
  static async start(options: RehearsalOptions): Promise<Rehearsal> {
    let rehearsal: Rehearsal | undefined
    try {
      rehearsal = new Rehearsal(options, await openStore(':memory:', storeOptions, Date.now, noObserver))
      await rehearsal.begin()
      return rehearsal
    } catch (error) {
      await (rehearsal ? rehearsal.close() : options.onClose?.())
      throw error
    }
  }

  private async begin(): Promise<void> {
    const { thread, log, onRehearsed } = this.options
    this.workers = await Workers.start({
      store: this.store,
      destinations: this.settings.destinations.map((of) => ({ ...of, rateLimit: undefined, retryWindowMs: 0 })),
      thread,
      threads: 1,
      clock: Date.now,
      observer: { ...noObserver, sent: (destination, requests) => this.tally.sent(destination, requests) },
      log,
      policy: { ...unpaused, sampleEvery: onRehearsed ? 1 : Infinity }
    })
  }

  /**
   * Takes events with their deliveries, and waits if many are under way. The same message id twice makes two events.
   * @throws Error if the store fails
   */
  async take(events: NewEvent[]): Promise<void> {
    const pending = events.flatMap((event) => this.pendingOf(event))
    if (pending.length > 0) {
      await this.store.accept(pending)
      this.workers?.wake()
    }
    await this.until(mostWaiting)
  }

  /** Resolves when everything that was taken is settled: to what became of it. */
  async end(): Promise<Rehearsed> {
    await this.until(0)
    return this.tally.rehearsed
  }

  /** Ends at once, whatever is under way: whoever waits for that gets an error. */
  async close(): Promise<void> {
    this.break(new Error('The rehearsal was ended before everything was settled.'))
    await this.workers?.kill()
    await this.store.close()
    await this.options.onClose?.()
  }

  /** Whether two values are the same setting, the first one the config's and the second one the sandbox's. */
  areSameSetting(destination: string, before: unknown, after: unknown): boolean {
    return this.settings.areSame(destination, before, after)
  }

  /** What the store is to take of an event; nothing, if there is nothing to attempt. */
  private pendingOf(event: NewEvent): NewEvent[] {
    const deliveries = event.deliveries.filter((delivery) => {
      const settled = this.settledAs(delivery)
      if (settled) this.ended({ messageId: event.messageId, destination: delivery.destination, ...settled })
      return !settled
    })
    if (deliveries.length === 0) return []
    // The store gives this number back with each claim. Nothing else here asks when an event was received.
    const receivedAt = ++this.lastEvent
    this.waiting.set(receivedAt, { messageId: event.messageId, deliveries: deliveries.length })
    this.pending += deliveries.length
    return [{ ...event, messageId: String(receivedAt), receivedAt, deliveries }]
  }

  /** How a delivery ends that nobody attempts: by intake, or because the config does not name its subscription. */
  private settledAs(delivery: NewDelivery): Pick<RehearsedDelivery, 'outcome' | 'reason'> | undefined {
    if (delivery.state !== 'pending') return { outcome: delivery.state, reason: delivery.reason }
    const { destination, subscription } = delivery
    const known = this.destinations.get(destination)
    if (!known) return { outcome: 'failed', reason: destinationRemoved(destination) }
    if (known.subscriptions.some(({ name }) => name === subscription)) return undefined
    return { outcome: 'failed', reason: subscriptionRemoved(destination, subscription) }
  }

  private onEnded(
    { receivedAt, destination }: Claimed,
    { verdict, exchanges }: Settlement,
    outcome: RehearsedOutcome
  ): void {
    const event = this.waiting.get(receivedAt) as Waiting
    if (--event.deliveries === 0) this.waiting.delete(receivedAt)
    this.ended({
      messageId: event.messageId,
      destination,
      outcome,
      ...('reason' in verdict && { reason: verdict.reason }),
      ...(exchanges !== undefined && { exchanges: JSON.parse(exchanges) as Exchange[] })
    })
    this.pending--
    this.tellWaiters()
    if (++this.toPrune >= prunedAfter) void this.prune()
  }

  private ended(delivery: RehearsedDelivery): void {
    this.tally.ended(delivery.destination, delivery.outcome, delivery.reason)
    this.options.onRehearsed?.(delivery)
  }

  private async prune(): Promise<void> {
    if (this.isPruning) return
    this.isPruning = true
    this.toPrune = 0
    try {
      await this.store.prune()
    } catch (error) {
      this.options.log.error({ error: String(error) }, 'The store of a rehearsal could not remove what is settled.')
    }
    this.isPruning = false
  }

  /** Resolves when no more deliveries than these wait. */
  private until(most: number): Promise<void> {
    if (this.broken) return Promise.reject(this.broken)
    return new Promise((resolve, reject) => {
      this.waiters.push({ most, resolve, reject })
      this.tellWaiters()
    })
  }

  private tellWaiters(): void {
    const done = this.waiters.filter(({ most }) => this.pending <= most)
    if (done.length === 0) return
    this.waiters = this.waiters.filter((waiter) => !done.includes(waiter))
    for (const { resolve } of done) resolve()
  }

  /** Nothing that waits will ever be settled. */
  private break(error: Error): void {
    this.broken = error
    for (const { reject } of this.waiters.splice(0)) reject(error)
  }
}
