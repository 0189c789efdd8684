import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock'
import type { DestinationConfig } from '../config/config'
import type { Log } from '../log'
import type { Observer } from '../observer'
import type { Pause, Store } from '../store/store'
import { Claimer } from './claimer'
import type { DestinationWork } from './destination-work'
import type { ThreadModule } from './destination-thread'
import { Lease } from './lease'
import { Outcomes } from './outcomes'
import type { Flight } from './outcomes'
import { workerPolicy } from './policy'
import type { WorkerPolicy } from './policy'
import { Roster } from './roster'
import { SharedPauses } from './shared-pauses'
import { Threads } from './threads'

/** What workers need. */
export interface WorkersOptions {
  store: Store
  destinations: DestinationConfig[]
  /** The file that destination threads start with, which calls `runThread`, and its `workerData`. */
  thread: ThreadModule
  /** Default: one a core. */
  threads?: number
  clock: Clock
  observer: Observer
  log: Log
  /** Default: `workerPolicy`. */
  policy?: Partial<WorkerPolicy>
}

/** What a destination is doing. */
export interface DestinationStatus {
  /** Calls in threads; a batch is one. */
  inFlight: number
  /** Deliveries that are claimed, and wait to be sent. */
  waiting: number
  pause?: Pause
  /** Until when the rate limit allows no request, in milliseconds since 1970. */
  limitedUntil?: number
}

/**
 * Claims deliveries, has destination threads attempt them, and settles them. It keeps to each destination's concurrency
 * and rate limit, pauses a destination whose vendor asks for it, refuses the credentials or does not answer, and ends a
 * thread in which a destination never ends. It keeps the store's lease by itself.
 */
export class Workers {
  private readonly roster: Roster
  private readonly threads: Threads<Flight>
  private readonly lease: Lease
  private readonly outcomes: Outcomes
  private readonly claimer: Claimer
  private readonly sharedPauses: SharedPauses
  /** Only for a store that other processes use too. */
  private looking?: NodeJS.Timeout
  private isStopping = false
  private onIdle?: () => void
  /** What the clock says beyond the time since the process started. It falls when the clock is set back. */
  private clockOffset = -Infinity

  private constructor(private readonly options: WorkersOptions, private readonly policy: WorkerPolicy) {
    const { store, log } = options
    this.roster = new Roster(options, policy, () => this.claimer.stir())
    this.lease = new Lease(store, policy.leaseMs, log, () => this.lookAgain())
    this.outcomes = new Outcomes(options, policy, {
      onEnded: (flight) => this.onEnded(flight),
      onSettled: (work, dueAt) => {
        const current = this.roster.named(work.of.name)
        current?.stir()
        if (dueAt !== undefined) current?.dueAt(dueAt)
        this.claimer.stir()
      }
    })
    this.threads = new Threads<Flight>(options.thread, this.lease.buffer, policy, log, {
      onResult: (flight, result) => this.outcomes.end(flight, result),
      onRoom: () => this.claimer.stir(),
      onPermit: ({ config, priority }, answer) => {
        const work = this.roster.version(config)
        if (!work?.limiter || this.isStopping || work.isPaused(options.clock())) answer()
        else work.limiter.ask(priority, answer)
      },
      onLost: () => options.observer.threadEnded(),
      onKilled: (flight, why) => this.outcomes.killed(flight, why, this.isStopping)
    })
    this.sharedPauses = new SharedPauses(
      {
        hold: (work, pause) => this.outcomes.hold(work, pause),
        resumed: (work) => this.resumed(work)
      },
      options.clock
    )
    const { roster, threads, outcomes, lease } = this
    this.claimer = new Claimer({ options, policy, roster, threads, outcomes, lease })
  }

  /**
   * Starts the threads and begins to work.
   * @throws Error if a thread does not start, or the store fails
   */
  static async start(options: WorkersOptions): Promise<Workers> {
    const workers = new Workers(options, { ...workerPolicy, ...options.policy })
    try {
      await workers.begin()
      return workers
    } catch (error) {
      await workers.kill()
      throw error
    }
  }

  private async begin(): Promise<void> {
    const { store, destinations, threads = os.availableParallelism() } = this.options
    await this.lease.start()
    this.clockOffset = this.options.clock() - performance.now()
    this.roster.replace(destinations, await store.pauses())
    await this.failOrphans()
    await this.threads.start(threads, this.roster.threadDestinations)
    if (store.onChange) {
      store.onChange(() => this.wake())
      this.looking = setInterval(() => void this.lookAtOthers(), this.policy.sharedMs)
    }
    this.claimer.stir()
  }

  /** Something was accepted, resent or taken back, so something may be due. */
  wake(): void {
    for (const work of this.roster.current) work.stir()
    this.claimer.stir()
  }

  /**
   * Takes other destinations. What is in flight finishes with the settings that it began with. What is pending for
   * destinations and subscriptions that are gone fails.
   */
  async reconfigure(destinations: DestinationConfig[]): Promise<void> {
    for (const replaced of this.roster.replace(destinations)) this.outcomes.release(replaced, replaced.takeWaiting())
    this.threads.configure(this.roster.threadDestinations, this.roster.forgetUnused())
    await this.failOrphans()
    this.wake()
  }

  /**
   * Pauses a destination until somebody resumes it, also across restarts. What is in flight finishes.
   * @param why a sentence for people
   * @throws Error if there is no such destination, or the store fails
   */
  async pause(name: string, why: string): Promise<void> {
    const work = this.workOf(name)
    const pause: Pause = { by: 'operator', reason: why }
    await this.options.store.pause(name, pause)
    this.outcomes.hold(work, pause)
  }

  /** @throws Error if there is no such destination, or the store fails */
  async resume(name: string): Promise<void> {
    const work = this.workOf(name)
    await this.options.store.resume(name)
    this.resumed(work)
  }

  private resumed(work: DestinationWork): void {
    work.pause = undefined
    work.health.forget()
    work.nextDue = 'unknown'
    work.stir()
    this.claimer.stir()
  }

  /** What each destination is doing, by its name. */
  status(): Record<string, DestinationStatus> {
    const now = this.options.clock()
    return Object.fromEntries(this.roster.current.map((work) => [work.of.name, work.status(now)]))
  }

  /**
   * Claims nothing more, finishes what is in flight, and gives back the rest.
   * @param graceMs after so long the threads are ended: what is then in flight has an unknown outcome
   */
  async stop(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs
    this.isStopping = true
    clearInterval(this.looking)
    this.claimer.stop()
    for (const work of this.roster.current) this.outcomes.release(work, work.takeWaiting())
    for (const flight of this.threads.takeWaiting()) this.outcomes.releaseFlight(flight)
    this.roster.stopLimiters()
    if (this.claimer.flights.size > 0)
      await this.within(new Promise<void>((resolve) => (this.onIdle = resolve)), graceMs)
    await this.threads.end()
    // Even without any grace, the store gets the time to write what is known.
    await this.within(this.outcomes.settler.flush(), Math.max(deadline - performance.now(), leastFlushMs))
    this.end()
  }

  /** Ends everything at once, as a crash would. What is in flight is settled by whoever takes it back. */
  async kill(): Promise<void> {
    this.isStopping = true
    this.end()
    await this.threads.end()
  }

  private end(): void {
    clearInterval(this.looking)
    this.claimer.stop()
    this.roster.stopLimiters()
    this.outcomes.settler.stop()
    this.lease.stop()
  }

  private async within(work: Promise<void>, milliseconds: number): Promise<void> {
    const timer = new AbortController()
    await Promise.race([work, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)])
    timer.abort()
  }

  private workOf(name: string): DestinationWork {
    const work = this.roster.named(name)
    if (work) return work
    const names = this.roster.current.map(({ of }) => of.name)
    throw new Error(`There is no destination "${name}". The destinations are: ${names.join(', ')}.`)
  }

  private onEnded(flight: Flight): void {
    const { work } = flight
    this.claimer.flights.delete(flight)
    if (this.claimer.flights.size === 0) this.onIdle?.()
    if (work.inFlight > 0 || this.roster.isCurrent(work) || this.isStopping) return
    // The last of what a replaced config had in flight: what is to be retried of it may be an orphan.
    this.threads.configure([], this.roster.forgetUnused())
    void this.failOrphansLater()
  }

  private async failOrphansLater(): Promise<void> {
    try {
      await this.outcomes.settler.flush()
      await this.failOrphans()
    } catch (error) {
      this.options.log.error({ error: String(error) }, 'Deliveries of removed destinations could not be failed.')
    }
  }

  /** Fails what is pending for destinations and subscriptions that are not in the config any more. */
  async failOrphans(): Promise<void> {
    const failed = await this.options.store.failOrphans(this.roster.names)
    if (failed === 0) return
    this.options.log.warn(
      { failed },
      'Deliveries failed whose destination or subscription is not in the config any more.'
    )
  }

  /** At times, the store is asked what is due, whatever is known. */
  private lookAgain(): void {
    for (const work of this.roster.current) work.nextDue = 'unknown'
    this.followClock().catch((error: unknown) => {
      this.options.log.error({ error: String(error) }, 'Pauses could not follow the clock, which was set back.')
    })
    this.claimer.stir()
  }

  /** Other processes may have made something due, or paused or resumed a destination, and their word of it got lost. */
  private async lookAtOthers(): Promise<void> {
    try {
      await this.sharedPauses.look(this.roster.current, () => this.options.store.pauses())
    } catch {
      // The claimer logs it when the store does not answer.
    }
    for (const work of this.roster.current) work.nextDue = 'unknown'
    this.claimer.stir()
  }

  /** If the clock was set back, pauses end earlier by it: not hours later than was meant. */
  private async followClock(): Promise<void> {
    const { clock, store } = this.options
    const before = this.clockOffset
    this.clockOffset = clock() - performance.now()
    const backMs = before - this.clockOffset
    if (backMs < leastSetBackMs) return
    for (const { of, pause } of this.roster.current) {
      if (pause?.until === undefined) continue
      pause.until -= backMs
      await store.resume(of.name)
      await store.pause(of.name, pause)
    }
  }
}

/** The clock is corrected by less all the time. */
const leastSetBackMs = 1_000

/** How long `stop` gives the store at least. */
const leastFlushMs = 1_000
