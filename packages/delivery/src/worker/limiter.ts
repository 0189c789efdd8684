import type { RateLimit } from '../catalog'
import type { Log } from '../log'
import type { Priority, Store } from '../store/store'

/** The most permits that are asked for at once. */
const mostAtOnce = 32

/** A request that waits for its permit. */
interface Waiting {
  /** Tells the thread when the permit was granted, as in `PermitAnswer`; nothing if it is denied. */
  answer: (grantedAt?: bigint) => void
  since: number
}

/** What a limiter tells. */
export interface LimiterListener {
  /** How long a request waited, in milliseconds. */
  onGranted: (waitedMs: number) => void
  /** The limit is exhausted, or is so no more. */
  onLimited: () => void
}

/** Gets permits for the requests of one destination: by their priority, and then in the order in which they ask. */
export class Limiter {
  /** When the next permit is possible, by `performance.now()`; undefined while there are permits. */
  limitedUntil?: number
  /** By priority. */
  private readonly waiting: Record<Priority, Waiting[]> = { 0: [], 1: [] }
  private asking = 0
  /** How many to ask for at once: after a refusal one, and twice as many after each permit. */
  private width = mostAtOnce
  private timer?: NodeJS.Timeout

  constructor(
    private readonly destination: string,
    private readonly limit: RateLimit,
    private readonly store: Store,
    /** How long to wait when the store fails. */
    private readonly retryMs: number,
    private readonly log: Log,
    private readonly listener: LimiterListener
  ) {}

  ask(priority: Priority, answer: Waiting['answer']): void {
    this.waiting[priority].push({ answer, since: performance.now() })
    this.work()
  }

  /** Denies all that wait. */
  deny(): void {
    for (const { answer } of [...this.waiting[0].splice(0), ...this.waiting[1].splice(0)]) answer()
  }

  /** Denies all that wait, and ends. */
  stop(): void {
    clearTimeout(this.timer)
    this.deny()
  }

  private work(): void {
    const { waiting } = this
    const most = () => Math.min(this.width, waiting[0].length + waiting[1].length)
    while (this.limitedUntil === undefined && this.asking < most()) void this.askStore()
  }

  private async askStore(): Promise<void> {
    this.asking++
    const askedAt = process.hrtime.bigint()
    try {
      const permit = await this.store.permit(this.destination, this.limit)
      this.asking--
      if (!permit.granted) return this.pauseFor(permit.waitMs)
      this.width = Math.min(this.width * 2, mostAtOnce)
      const first = this.waiting[0].shift() ?? this.waiting[1].shift()
      if (first) {
        this.listener.onGranted(performance.now() - first.since)
        first.answer(permit.at ?? askedAt)
      }
      this.work()
    } catch (error) {
      this.asking--
      this.log.error({ error: String(error) }, `The store gives no permit for requests of ${this.destination}.`)
      this.pauseFor(this.retryMs)
    }
  }

  private pauseFor(waitMs: number): void {
    this.width = 1
    if (this.limitedUntil !== undefined) return
    this.limitedUntil = performance.now() + waitMs
    this.listener.onLimited()
    this.timer = setTimeout(() => {
      this.limitedUntil = undefined
      this.listener.onLimited()
      this.work()
    }, Math.max(waitMs, 1))
  }
}
