import { BacklogFullError } from '../store'
import type { Counters } from './counting'

/** How long what was counted is good for. Other processes accept and settle meanwhile. Milliseconds. */
const countedForMs = 1000

/** How many deliveries wait, of all processes, without counting them for each call. */
export class BacklogLimit {
  private counted?: { waiting: number; at: number }

  constructor(private readonly counters: Counters, private readonly maxBacklog: number) {}

  /**
   * Refuses a call that would exceed the limit, once what waits was counted anew.
   * @param share the part of the limit that counts for it
   */
  async refuses(pending: number, share = 1): Promise<BacklogFullError | undefined> {
    const most = this.maxBacklog * share
    if (most === Infinity) return undefined
    let counted = this.counted
    if (!counted || performance.now() - counted.at > countedForMs) counted = await this.count()
    if (counted.waiting + pending > most) counted = await this.count()
    return counted.waiting + pending > most ? new BacklogFullError(this.maxBacklog) : undefined
  }

  /** This process has accepted so many. */
  add(waiting: number): void {
    if (this.counted) this.counted.waiting += waiting
  }

  private async count() {
    return (this.counted = { waiting: await this.counters.waiting(), at: performance.now() })
  }
}
