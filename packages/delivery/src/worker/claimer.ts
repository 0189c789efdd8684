import type { Claimed, Priority } from '../store/store'
import type { DestinationWork, Room } from './destination-work'
import type { Lease } from './lease'
import type { Order } from './messages'
import type { Flight, Outcomes } from './outcomes'
import type { WorkerPolicy } from './policy'
import type { Roster } from './roster'
import type { Threads } from './threads'
import type { Call } from './waiting'
import type { WorkersOptions } from './workers'

/** What claiming needs. */
interface Surroundings {
  options: Pick<WorkersOptions, 'store' | 'log' | 'clock'>
  policy: WorkerPolicy
  roster: Roster
  threads: Threads<Flight>
  outcomes: Outcomes
  lease: Lease
}

/** What a destination was asked for, and got by priority. */
interface Asked {
  work: DestinationWork
  room: Room
  stirs: number
  counts: Record<Priority, number>
}

/** The longest time that a timer of Node takes. */
const longestTimer = 2 ** 31 - 1

/**
 * Claims deliveries for all destinations together, as many as there is room for, and sends them to the threads. It looks
 * for work when something happens: something was accepted or settled, a thread has room, or a time has come.
 */
export class Claimer {
  readonly flights = new Set<Flight>()
  private lastKey = 0
  private isStopped = false
  private isLooking = false
  private isStirred = false
  private timer?: NodeJS.Timeout

  constructor(private readonly around: Surroundings) {}

  /** Something has happened: looks soon for work, once for all that happens at the same time. */
  stir(): void {
    this.isStirred = true
    if (this.isLooking || this.isStopped) return
    this.isLooking = true
    setImmediate(() => void this.look())
  }

  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
  }

  private async look(): Promise<void> {
    const { options, policy } = this.around
    clearTimeout(this.timer)
    let wait: number | undefined
    try {
      while (this.isStirred && !this.isStopped) {
        this.isStirred = false
        this.stirDue()
        this.send()
        if (this.canClaim) await this.claim()
        if (!this.isStirred) await this.askNextDue()
      }
    } catch (error) {
      options.log.error({ error: String(error) }, 'The store does not say what to deliver. It is asked again.')
      wait = policy.storeRetryMs
    }
    this.isLooking = false
    if (this.isStopped) return
    if (this.isStirred && wait === undefined) return this.stir()
    this.timer = setTimeout(() => this.stir(), wait ?? this.untilChange())
  }

  private get canClaim(): boolean {
    const { threads, lease, outcomes } = this.around
    return threads.isReady && lease.isHeld && !outcomes.settler.isFull
  }

  private stirDue(): void {
    const now = this.around.options.clock()
    for (const work of this.around.roster.current) {
      if (typeof work.nextDue === 'number' && work.nextDue <= now) work.stir()
    }
  }

  private async claim(): Promise<void> {
    const { options, roster } = this.around
    const now = options.clock()
    const asked = new Map<string, Asked>()
    for (const work of roster.current) {
      const room = work.room(now)
      if (room.limit > 0) asked.set(work.of.name, { work, room, stirs: work.stirs, counts: { 0: 0, 1: 0 } })
    }
    if (asked.size === 0) return
    const claimed = await options.store.claim([...asked].map(([destination, { room }]) => ({ destination, ...room })))
    for (const one of claimed) {
      const { work, counts } = asked.get(one.destination) as Asked
      counts[one.priority]++
      this.take(one, work)
    }
    for (const { work, room, stirs, counts } of asked.values()) {
      if (counts[0] + counts[1] === room.limit) continue
      work.drained(0, stirs, now)
      if (counts[1] < room.behind) work.drained(1, stirs, now)
    }
    if (claimed.length > 0) this.isStirred = true
  }

  /** The destination may have been stopped, paused, removed or changed while it was claimed for. */
  private take(claimed: Claimed, asked: DestinationWork): void {
    const { options, roster, outcomes } = this.around
    const work = roster.named(claimed.destination)
    if (this.isStopped || !work || work.isPaused(options.clock())) outcomes.release(asked, [claimed])
    else if (!work.has(claimed.subscription)) outcomes.failRemoved(asked, claimed)
    else work.take(claimed, options.clock())
  }

  /** Sends to the threads what may be in flight. */
  private send(): void {
    const { options, roster, threads, lease } = this.around
    if (!threads.isReady || this.isStopped) return
    const now = options.clock()
    const flights: Flight[] = []
    for (const work of roster.current) {
      for (let call = work.next(now); call; call = work.next(now)) flights.push(this.flight(work, call, now))
    }
    if (flights.length > 0) threads.run(flights, lease.generation)
  }

  private flight(work: DestinationWork, call: Call, startedAt: number): Flight {
    const { entries, subscription, priority, isBatch, isSuspect } = call
    const order: Order = {
      key: ++this.lastKey,
      config: work.config,
      subscription,
      priority,
      events: isBatch ? entries.map(({ body }) => body) : entries[0].body,
      isSample: work.takesSample(startedAt)
    }
    const flight = { order, isSuspect, work, call, startedAt }
    this.flights.add(flight)
    return flight
  }

  /** Asks the store when something is next due, of destinations of which that is not known. */
  private async askNextDue(): Promise<void> {
    const { options, roster } = this.around
    const unknown = roster.current.filter(({ nextDue }) => nextDue === 'unknown')
    if (unknown.length === 0) return
    for (const work of unknown) work.nextDue = undefined
    const due = await options.store.nextDue()
    const now = options.clock()
    for (const work of unknown) {
      const time = due[work.of.name]
      if (time === undefined) continue
      const waitMs = time > now ? time - now : work.recheckMs(now)
      work.dueAt(now + waitMs)
      if (waitMs === 0) this.isStirred = true
    }
  }

  private untilChange(): number {
    const now = this.around.options.clock()
    const next = Math.min(...this.around.roster.current.map((work) => work.nextChange(now)))
    return Math.min(Math.max(next - now, 1), longestTimer)
  }
}
