import type { Log } from '../log'
import { DestinationThread } from './destination-thread'
import type { ThreadModule } from './destination-thread'
import type { Order, PermitAnswer, PermitQuestion, Result, ThreadDestination } from './messages'
import type { WorkerPolicy } from './policy'

/** Something that a thread runs: one call of an action. */
export interface Runnable {
  order: Order
  /** The thread that ran it has ended once before: it runs with nothing beside it. */
  isSuspect: boolean
}

/** What the threads tell. */
export interface ThreadsListener<Flight> {
  onResult: (flight: Flight, result: Result) => void
  /** Results were told, or a thread is ready: there may be room for more. */
  onRoom: () => void
  onPermit: (asked: PermitQuestion, answer: (grantedAt?: bigint) => void) => void
  /** A thread ended that was not told to. */
  onLost: () => void
  /** Thread and all have ended: nobody knows what became of these. */
  onKilled: (flight: Flight, why: string) => void
}

/** How long to wait before a thread that ended before it was ready is started again. */
const firstRestartMs = 100
const maxRestartMs = 10_000

/** Why a thread ended that was told to. */
const stopped = 'it was stopped'

/** The threads that run destinations: some that share all calls, and one of its own for each suspect in turn. */
export class Threads<Flight extends Runnable> {
  private readonly shared = new Set<DestinationThread<Flight>>()
  private alone?: DestinationThread<Flight>
  private suspects: { flight: Flight; generation: bigint }[] = []
  private destinations: ThreadDestination[] = []
  private isEnding = false
  private restartMs = firstRestartMs

  constructor(
    private readonly thread: ThreadModule,
    private readonly lease: SharedArrayBuffer,
    private readonly policy: WorkerPolicy,
    private readonly log: Log,
    private readonly listener: ThreadsListener<Flight>
  ) {}

  /**
   * Starts the threads, and waits for the first to be ready.
   * @throws Error if one ends before
   */
  start(count: number, destinations: ThreadDestination[]): Promise<void> {
    this.destinations = destinations
    return new Promise((resolve, reject) => {
      for (let started = 0; started < count; started++) this.startShared(resolve, reject)
    })
  }

  /** @param forget versions of destinations of which nothing is in flight any more */
  configure(destinations: ThreadDestination[], forget: number[]): void {
    const known = new Set(this.destinations.map(({ config }) => config))
    const added = destinations.filter(({ config }) => !known.has(config))
    const gone = new Set(forget)
    this.destinations = [...this.destinations.filter(({ config }) => !gone.has(config)), ...added]
    for (const thread of this.all) thread.configure(added, forget)
  }

  /** Whether a thread can take calls. */
  get isReady(): boolean {
    return [...this.shared].some(({ isReady }) => isReady)
  }

  /** Runs calls, spread evenly over the threads that are ready, and respond if any does: one must be ready. */
  run(flights: Flight[], generation: bigint): void {
    const ready = [...this.shared].filter(({ isReady }) => isReady)
    const responding = ready.filter(({ isResponding }) => isResponding)
    const able = responding.length > 0 ? responding : ready
    const chosen = new Map(able.map((thread) => [thread, [] as Flight[]]))
    for (const flight of flights) {
      if (flight.isSuspect) this.suspects.push({ flight, generation })
      else leastLoaded(chosen).push(flight)
    }
    for (const [thread, own] of chosen) if (own.length > 0) send(thread, own, generation)
    this.runSuspect()
  }

  /** Calls under way, and suspects that wait for their turn. */
  get load(): number {
    return this.all.reduce((sum, { load }) => sum + load, this.suspects.length)
  }

  /** Takes back the suspects that wait for their turn. */
  takeWaiting(): Flight[] {
    const waiting = this.suspects.map(({ flight }) => flight)
    this.suspects = []
    return waiting
  }

  /** Ends all threads at once. What is in flight is told as killed. */
  async end(): Promise<void> {
    this.isEnding = true
    await Promise.all(this.all.map((thread) => thread.end()))
  }

  private get all(): DestinationThread<Flight>[] {
    return [...this.shared, ...(this.alone ? [this.alone] : [])]
  }

  private startShared(onReady?: () => void, onFailed?: (error: Error) => void): void {
    if (this.isEnding) return
    const thread = this.startThread((why) => {
      this.shared.delete(thread)
      if (this.isEnding) return
      if (onFailed) onFailed(new Error(`A thread for destinations does not start: ${why}.`))
      const delay = thread.isReady ? 0 : this.restartMs
      this.restartMs = thread.isReady ? firstRestartMs : Math.min(this.restartMs * 2, maxRestartMs)
      setTimeout(() => this.startShared(onReady), delay).unref()
    }, onReady)
    this.shared.add(thread)
  }

  private startThread(onEnd: (why: string) => void, onReady?: () => void): DestinationThread<Flight> {
    const thread = new DestinationThread<Flight>(this.thread, this.lease, this.policy, {
      onReady: () => {
        onReady?.()
        this.listener.onRoom()
      },
      onResult: (flight, result) => this.listener.onResult(flight, result),
      onResults: () => {
        if (thread === this.alone) this.runSuspect()
        this.listener.onRoom()
      },
      onPermits: (asked) => {
        for (const one of asked) {
          this.listener.onPermit(one, (grantedAt) => this.answer(thread, { id: one.id, grantedAt }))
        }
      },
      onEnd: (inFlight, why) => {
        if (why) {
          this.log.error({ inFlight: inFlight.length }, `A thread for destinations ended: ${why}.`)
          this.listener.onLost()
        }
        onEnd(why ?? stopped)
        for (const flight of inFlight) this.listener.onKilled(flight, why ?? stopped)
        this.listener.onRoom()
      }
    })
    thread.configure(this.destinations, [])
    return thread
  }

  private answer(thread: DestinationThread<Flight>, answer: PermitAnswer): void {
    if (this.all.includes(thread)) thread.answer([answer])
  }

  /** Has the next suspect run, if none does. Their thread ends with the last. */
  private runSuspect(): void {
    if (this.alone && this.alone.load > 0) return
    const next = this.suspects.shift()
    if (!next) {
      void this.alone?.end()
      this.alone = undefined
      return
    }
    this.alone ??= this.startAlone()
    send(this.alone, [next.flight], next.generation)
  }

  private startAlone(): DestinationThread<Flight> {
    const thread = this.startThread(() => {
      if (thread !== this.alone) return
      this.alone = undefined
      if (!this.isEnding) this.runSuspect()
    })
    return thread
  }
}

/** What the thread is about to get that has the least to do. */
function leastLoaded<Flight>(chosen: Map<DestinationThread<Flight>, Flight[]>): Flight[] {
  let least: Flight[] = []
  let leastLoad = Infinity
  for (const [{ load }, own] of chosen) {
    if (load + own.length >= leastLoad) continue
    leastLoad = load + own.length
    least = own
  }
  return least
}

function send<Flight extends Runnable>(thread: DestinationThread<Flight>, flights: Flight[], generation: bigint): void {
  const orders = flights.map(({ order }) => order)
  thread.send(orders, flights, generation)
}
