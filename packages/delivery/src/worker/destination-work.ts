import type { DestinationConfig } from '../config/config'
import type { RetryPolicy } from '../machine/delivery'
import { isOver } from '../machine/pause'
import type { Claimed, Pause } from '../store/store'
import { batchingOf } from './batching'
import type { Batching } from './batching'
import { Health } from './health'
import type { Limiter } from './limiter'
import type { WorkerPolicy } from './policy'
import type { DestinationStatus } from './workers'

/** What is in flight together: one call of an action, with its events. */
export interface Call {
  entries: Claimed[]
  subscription: string
  isBatch: boolean
  /** Its thread has ended once, so it runs with nothing beside it. */
  isSuspect: boolean
}

/** Events of a subscription that wait to be sent as a batch. */
interface Gathering {
  entries: Claimed[]
  bytes: number
  /** By the clock. */
  since: number
}

/** The work of one destination: what is claimed and waits, how much is in flight, and why nothing more is claimed. */
export class DestinationWork {
  readonly health: Health
  pause?: Pause
  /** When its vendor last called for a pause, by the clock. */
  pausedAt = -Infinity
  /** When a delivery is next due, by the clock; `unknown` until the store is asked. */
  nextDue: number | undefined | 'unknown' = 'unknown'
  /** Calls in threads. */
  inFlight = 0
  readonly retryPolicy: RetryPolicy
  /** Counts what may have made a delivery due. */
  stirs = 1
  /** At how many of these the store had no more. */
  private drainedAt = 0
  private readonly single: Claimed[] = []
  private readonly gatherings = new Map<string, Gathering>()
  private readonly subscriptions: Set<string>
  private readonly batching: Map<string, Batching>
  private delivered = 0
  private sampledAt = -Infinity

  /** @param config its number: each version of the config has its own */
  constructor(
    readonly config: number,
    readonly of: DestinationConfig,
    private readonly policy: WorkerPolicy,
    readonly limiter?: Limiter,
    before?: DestinationWork
  ) {
    const { retryWindowMs, maxLaneBlockMs } = of
    const { firstBackoffMs, maxBackoffMs } = policy
    this.retryPolicy = { retryWindowMs, maxLaneBlockMs, firstBackoffMs, maxBackoffMs }
    this.batching = batchingOf(of)
    this.health = before?.health ?? new Health(policy)
    this.subscriptions = new Set(of.subscriptions.map(({ name }) => name))
  }

  /** Something may be due now. */
  stir(): void {
    this.stirs++
  }

  get mayBeDue(): boolean {
    return this.stirs > this.drainedAt
  }

  /** Deliveries that are claimed and not in a thread yet. */
  get waiting(): number {
    let sum = this.single.length
    for (const { entries } of this.gatherings.values()) sum += entries.length
    return sum
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

  /** How many calls may be in flight. */
  private get concurrency(): number {
    return this.health.isProbing ? 1 : this.of.concurrency
  }

  /**
   * How many deliveries to claim now. As many as may be in flight are claimed ahead, so that the vendor does not wait
   * for the store; and as many as a batch takes.
   */
  room(now: number): number {
    if (!this.mayBeDue || this.isHeld(now)) return 0
    if (this.health.isProbing) return Math.max(0, 1 - this.inFlight - this.waiting)
    const ahead = Math.max(this.concurrency, ...[...this.batching.values()].map(({ size }) => size))
    return Math.max(0, this.concurrency + ahead - this.inFlight - this.waiting)
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
    const { subscription, body } = claimed
    if (!this.batching.has(subscription) || runsAlone(claimed)) return void this.single.push(claimed)
    const gathering = this.gatherings.get(subscription) ?? { entries: [], bytes: 0, since: now }
    gathering.entries.push(claimed)
    gathering.bytes += body.length
    this.gatherings.set(subscription, gathering)
  }

  /** Takes the next call that may begin. */
  next(now: number): Call | undefined {
    if (this.inFlight >= this.concurrency || this.isHeld(now)) return undefined
    const call = this.nextSingle() ?? this.nextBatch(now)
    if (call) this.inFlight++
    return call
  }

  private nextSingle(): Call | undefined {
    const first = this.single.shift()
    if (!first) return undefined
    const { subscription, delivery } = first
    const isBatch = this.batching.has(subscription)
    return { entries: [first], subscription, isBatch, isSuspect: delivery.kills > 0 }
  }

  private nextBatch(now: number): Call | undefined {
    for (const [subscription, gathering] of this.gatherings) {
      const { size, bytes } = this.batching.get(subscription) as Batching
      const { entries } = gathering
      const isFull = entries.length >= size || gathering.bytes >= bytes
      // It waits only while more may be due.
      if (!isFull && this.mayBeDue && now < gathering.since + this.policy.batchWaitMs) continue
      let taken = 0
      let sum = 0
      while (taken < Math.min(size, entries.length) && (taken === 0 || sum + entries[taken].body.length <= bytes)) {
        sum += entries[taken++].body.length
      }
      const batch = entries.splice(0, taken)
      gathering.bytes -= sum
      if (entries.length === 0) this.gatherings.delete(subscription)
      return { entries: batch, subscription, isBatch: true, isSuspect: false }
    }
    return undefined
  }

  /** Takes back all that is claimed and not in a thread. */
  takeWaiting(): Claimed[] {
    const waiting = [...this.single.splice(0), ...[...this.gatherings.values()].flatMap(({ entries }) => entries)]
    this.gatherings.clear()
    return waiting
  }

  /** When something changes by itself, by the clock: a pause ends, a delivery is due, a batch has waited. */
  nextChange(now: number): number {
    const times = [...this.gatherings.values()].map(({ since }) => since + this.policy.batchWaitMs)
    if (this.pause) return Math.min(this.pause.until ?? Infinity, ...times)
    if (typeof this.nextDue === 'number') times.push(this.nextDue)
    return Math.min(Infinity, ...times.filter((time) => time > now))
  }

  /** What it is doing. */
  status(now: number): DestinationStatus {
    const { inFlight, waiting, limiter } = this
    const limitedMs = limiter?.limitedUntil === undefined ? 0 : limiter.limitedUntil - performance.now()
    return {
      inFlight,
      waiting,
      ...(this.isPaused(now) && { pause: this.pause }),
      ...(limitedMs > 0 && { limitedUntil: Math.round(now + limitedMs) })
    }
  }

  /** Whether the next call is one of the sample that keeps its exchanges. */
  takesSample(now: number): boolean {
    const { sampleEvery, sampleMs } = this.policy
    if (this.delivered++ % sampleEvery !== 0 && now < this.sampledAt + sampleMs) return false
    this.sampledAt = now
    return true
  }
}

/** Whether it goes without others, because it ended its thread, or broke the batch that it was in. */
function runsAlone({ delivery }: Claimed): boolean {
  return delivery.kills > 0 || delivery.reason?.code === 'INTERNAL'
}
