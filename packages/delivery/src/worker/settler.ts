import type { Log } from '../log'
import type { Settled, Settlement, Store } from '../store/store'

/** The most settlements that wait for the store before nothing more is claimed. */
const mostWaiting = 10_000

/**
 * Writes settlements to the store, one batch at a time: what comes up while one is written makes the next. A store that
 * fails is asked again until it writes, because a settlement that is lost would be delivered twice.
 */
export class Settler {
  private waiting: Settlement[] = []
  private writing?: Promise<void>
  private isScheduled = false
  private isStopped = false

  /** @param onSettled gets what was written, in its order */
  constructor(
    private readonly store: Store,
    private readonly retryMs: number,
    private readonly log: Log,
    private readonly onSettled: (settlements: Settlement[], settled: Settled[]) => void
  ) {}

  /** Whether so many settlements wait that nothing more is to be claimed. */
  get isFull(): boolean {
    return this.waiting.length > mostWaiting
  }

  add(settlements: Settlement[]): void {
    this.waiting.push(...settlements)
    if (this.writing || this.isScheduled) return
    this.isScheduled = true
    // What the threads tell at the same time is written together.
    setImmediate(() => {
      this.isScheduled = false
      this.writing ??= this.write()
    })
  }

  /** Resolves when all is written that was added so far. */
  async flush(): Promise<void> {
    while (this.waiting.length > 0 && !this.isStopped) await (this.writing ??= this.write())
    await this.writing
  }

  /** Gives up what is not written. */
  stop(): void {
    this.isStopped = true
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0 && !this.isStopped) {
      const batch = this.waiting
      this.waiting = []
      try {
        this.onSettled(batch, await this.store.settle(batch))
      } catch (error) {
        this.waiting = [...batch, ...this.waiting]
        this.log.error(
          { error: String(error), settlements: batch.length },
          'The store does not settle. It is asked again.'
        )
        await new Promise((resolve) => setTimeout(resolve, this.retryMs))
      }
    }
    this.writing = undefined
  }
}
