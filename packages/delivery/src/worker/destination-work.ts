import type { DestinationConfig } from '../config/config'
import type { RetryPolicy } from '../machine/delivery'
import { isOver } from '../machine/pause'
import type { Claimed, Pause, Priority } from '../store/store'
import { batchingOf } from './batching'
import type { Batching } from './batching'
import { Health } from './health'
import type { Limiter } from './limiter'
import type { WorkerPolicy } from './policy'
import { Waiting } from './waiting'
import type { Call } from './waiting'
import type { DestinationStatus } from './workers'

/** How many deliveries there is room for, and how many of these may be of priority 1. */
export interface Room {
  limit: number
  behind: number
  freshFirst?: boolean
}

const noRoom: Room = { limit: 0, behind: 0 }

/** How long to wait when the store says that something is due and has just given nothing. Milliseconds. */
const longestRecheckMs = 100

/** The work of one destination: what is claimed and waits, how much is in flight, and why nothing more is claimed. */
export class DestinationWork {
  readonly health: Health
  readonly retryPolicy: RetryPolicy
  pause?: Pause
  /** When its vendor last called for a pause, by the clock. */
  pausedAt = -Infinity
  /** When a delivery is next due, by the clock; `unknown` until the store is asked. */
  nextDue: number | undefined | 'unknown' = 'unknown'
  /** Counts what may have made a delivery due. */
  stirs = 1
  /** At how many of these the store had no more of a priority. */
  private readonly drainedAt: Record<Priority, number> = { 0: 0, 1: 0 }
  /** When the store last had no more, by the clock. */
  private lastDrained = -Infinity
  /**
   * Calls in threads that others share, how many of these are of priority 1, and suspects in threads or waiting for theirs.
   */
  private shared = 0
  private sharedBehind = 0
  private suspects = 0
  private readonly waiting: Waiting
  private readonly subscriptions: Set<string>
  private readonly batching: Map<string, Batching>
  private sent = 0
  private sampledAt = -Infinity

  /**
   * @param config its number: each version of the config has its own
   * @param before the version that this one replaces, of which calls may be in flight
   */
  constructor(
    readonly config: number,
    readonly of: DestinationConfig,
    private readonly policy: WorkerPolicy,
    readonly limiter?: Limiter,
    private before?: DestinationWork
  ) {
    const { retryWindowMs, maxLaneBlockMs } = of
    const { firstBackoffMs, maxBackoffMs, batchWaitMs } = policy
    this.retryPolicy = { retryWindowMs, maxLaneBlockMs, firstBackoffMs, maxBackoffMs }
    this.batching = batchingOf(of)
    this.waiting = new Waiting(this.batching, batchWaitMs)
    this.health = before?.health ?? new Health(policy)
    this.subscriptions = new Set(of.subscriptions.map(({ name }) => name))
  }

  /** Calls that have begun and not ended. */
  get inFlight(): number {
    return this.shared + this.suspects
  }

  /** Something may be due now. */
  stir(): void {
    this.stirs++
  }

  private mayBeDue(priority: Priority): boolean {
    return this.stirs > this.drainedAt[priority]
  }

  has(subscription: string): boolean {
    return this.subscriptions.has(subscription)
  }

  /** Nothing is claimed while the pause lasts. */
  hold(pause: Pause): void {
    this.pause = pause
    if (pause.by === 'outage') this.health.isProbing = true
  }

  isPaused(now: number): boolean {
    if (this.pause && isOver(this.pause, now)) this.pause = undefined
    return this.pause !== undefined
  }

  /** Whether nothing may be claimed and sent. */
  private isHeld(now: number): boolean {
    return this.isPaused(now) || this.isLimited
  }

  private get isLimited(): boolean {
    return this.limiter?.limitedUntil !== undefined
  }

  /** How many deliveries to claim now. */
  room(now: number): Room {
    if (this.isPaused(now)) return noRoom
    const room = this.isLimited ? this.limitedRoom : this.allRoom
    return this.mayBeDue(0) || (room.behind > 0 && this.mayBeDue(1)) ? room : noRoom
  }

  /**
   * It claims ahead as many as may be in flight, so that the vendor does not wait for the store. If a batch takes more,
   * that many are claimed. Suspects run one by one, and hold up nothing unless there are many. What waits of priority 1
   * takes no room from the others, which go before it. After an outage, one at a time is claimed. Those that were not
   * tried yet go first, because the vendor may only fail for some.
   */
  private get allRoom(): Room {
    const { concurrency } = this.of
    const suspects = this.suspects + this.waiting.suspectCount
    const first = this.busy + this.waiting.count(0)
    const all = first + this.waiting.count(1)
    if (this.health.isProbing) {
      const one = Math.max(0, 1 - all - suspects)
      return { limit: one, behind: one, freshFirst: true }
    }
    const ahead = Math.max(concurrency, ...[...this.batching.values()].map(({ size }) => size))
    const most = concurrency + ahead - Math.max(0, suspects - concurrency)
    return { limit: Math.max(0, most - first), behind: Math.max(0, most - all) }
  }

  /** While no request may be sent, only what goes before others that are claimed already. */
  private get limitedRoom(): Room {
    const hasBehind = this.sharedBehind + this.waiting.count(1) > 0
    return hasBehind ? { ...this.allRoom, behind: 0 } : noRoom
  }

  /**
   * The store had no more of a priority.
   * @param stirs the count of the time at which it was asked
   */
  drained(priority: Priority, stirs: number, now: number): void {
    this.drainedAt[priority] = stirs
    this.lastDrained = now
    if (typeof this.nextDue === 'number' && this.nextDue <= now) this.nextDue = 'unknown'
  }

  /**
   * How long to wait before claiming, when the store says that something is due. It waits only if the store has just given
   * nothing.
   */
  recheckMs(now: number): number {
    return Math.min(Math.max(this.lastDrained + longestRecheckMs - now, 0), longestRecheckMs)
  }

  /** A delivery is due at this time. */
  dueAt(time: number): void {
    if (this.nextDue !== 'unknown') this.nextDue = Math.min(this.nextDue ?? Infinity, time)
  }

  take(claimed: Claimed, now: number): void {
    this.waiting.add(claimed, now)
  }

  /** Takes back all that is claimed and not sent. */
  takeWaiting(): Claimed[] {
    return this.waiting.takeAll()
  }

  /** Begins the next call that may begin. */
  next(now: number): Call | undefined {
    if (this.isHeld(now)) return undefined
    const { isProbing } = this.health
    const { busy } = this
    const call =
      (isProbing && busy + this.suspects > 0 ? undefined : this.waiting.nextSuspect()) ??
      (busy < (isProbing ? 1 : this.of.concurrency)
        ? this.waiting.next(now, (priority) => this.mayBeDue(priority))
        : undefined)
    if (call?.isSuspect) this.suspects++
    else if (call) this.share(call, 1)
    return call
  }

  private share({ priority }: Call, change: 1 | -1): void {
    this.shared += change
    if (priority === 1) this.sharedBehind += change
  }

  /** A call has ended. */
  ended(call: Call): void {
    if (call.isSuspect) this.suspects--
    else this.share(call, -1)
  }

  /** When something changes by itself, by the clock: a pause ends, a delivery is due, a batch has waited. */
  nextChange(now: number): number {
    if (this.pause) return this.pause.until ?? Infinity
    const times = [...this.waiting.times, ...(typeof this.nextDue === 'number' ? [this.nextDue] : [])]
    return Math.min(Infinity, ...times.filter((time) => time > now))
  }

  /** What it is doing. */
  status(now: number): DestinationStatus {
    const { inFlight, limiter } = this
    const limitedMs = limiter?.limitedUntil === undefined ? 0 : limiter.limitedUntil - performance.now()
    return {
      inFlight: inFlight + (this.before?.inFlight ?? 0),
      waiting: this.waiting.count(0) + this.waiting.count(1) + this.waiting.suspectCount,
      ...(this.isPaused(now) && { pause: this.pause }),
      ...(limitedMs > 0 && { limitedUntil: Math.round(now + limitedMs) })
    }
  }

  /** Whether the next call is one of the sample that keeps its exchanges. */
  takesSample(now: number): boolean {
    const { sampleEvery, sampleMs } = this.policy
    if (this.sent++ % sampleEvery !== 0 && now < this.sampledAt + sampleMs) return false
    this.sampledAt = now
    return true
  }

  /** Calls in shared threads, also those that began with an earlier config. */
  private get busy(): number {
    if (this.before?.inFlight === 0) this.before = undefined
    return this.shared + (this.before?.busy ?? 0)
  }
}
