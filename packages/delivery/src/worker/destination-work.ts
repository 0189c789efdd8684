import type { DestinationConfig } from '../config/config'
import type { RetryPolicy } from '../machine/delivery'
import { isOver } from '../machine/pause'
import type { Claimed, Pause } from '../store/store'
import { batchingOf } from './batching'
import type { Batching } from './batching'
import { Health } from './health'
import type { Limiter } from './limiter'
import type { WorkerPolicy } from './policy'
import { Waiting } from './waiting'
import type { Call } from './waiting'
import type { DestinationStatus } from './workers'

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
  /** At how many of these the store had no more. */
  private drainedAt = 0
  /** Calls in threads that others share, and suspects in threads or waiting for theirs. */
  private shared = 0
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

  private get mayBeDue(): boolean {
    return this.stirs > this.drainedAt
  }

  has(subscription: string): boolean {
    return this.subscriptions.has(subscription)
  }

  isPaused(now: number): boolean {
    if (this.pause && isOver(this.pause, now)) this.pause = undefined
    return this.pause !== undefined
  }

  /** Whether nothing may be claimed and sent. */
  private isHeld(now: number): boolean {
    return this.isPaused(now) || this.limiter?.limitedUntil !== undefined
  }

  /**
   * How many deliveries to claim now. As many as may be in flight are claimed ahead, so that the vendor does not wait
   * for the store; and as many as a batch takes. Suspects run one by one, and hold up nothing unless there are many.
   */
  room(now: number): number {
    if (!this.mayBeDue || this.isHeld(now)) return 0
    const { concurrency } = this.of
    const suspects = this.suspects + this.waiting.suspectCount
    const taken = this.busy + this.waiting.count
    if (this.health.isProbing) return Math.max(0, 1 - taken - suspects)
    const ahead = Math.max(concurrency, ...[...this.batching.values()].map(({ size }) => size))
    return Math.max(0, concurrency + ahead - taken - Math.max(0, suspects - concurrency))
  }

  /**
   * The store had no more.
   * @param stirs the count of the time at which it was asked
   */
  drained(stirs: number, now: number): void {
    this.drainedAt = stirs
    if (typeof this.nextDue === 'number' && this.nextDue <= now) this.nextDue = 'unknown'
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
      (busy < (isProbing ? 1 : this.of.concurrency) ? this.waiting.next(now, this.mayBeDue) : undefined)
    if (call?.isSuspect) this.suspects++
    else if (call) this.shared++
    return call
  }

  /** A call has ended. */
  ended({ isSuspect }: Call): void {
    if (isSuspect) this.suspects--
    else this.shared--
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
      waiting: this.waiting.count + this.waiting.suspectCount,
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
