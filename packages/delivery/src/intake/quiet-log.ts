import type { Clock } from '../clock'
import type { Log } from '../log'
import { logIntervalMs } from './limits'

/** Writes warnings of each kind only now and then, so that a flood of bad requests doesn't flood the log. */
export class QuietLog {
  private readonly kinds = new Map<string, { writtenAt: number; unwritten: number }>()

  constructor(private readonly log: Log, private readonly clock: Clock) {}

  /**
   * Writes a warning, unless one of the same kind was written a short time ago. The next one says how many were not.
   * @param kind one of few
   * @param values stand beside the message
   */
  warn(kind: string, values: object, message: string): void {
    const now = this.clock()
    const last = this.kinds.get(kind)
    // The clock may have been put back.
    if (last && Math.abs(now - last.writtenAt) < logIntervalMs) {
      last.unwritten++
      return
    }
    this.kinds.set(kind, { writtenAt: now, unwritten: 0 })
    this.log.warn(last?.unwritten ? { ...values, unwritten: last.unwritten } : values, message)
  }
}
