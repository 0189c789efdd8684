import type { Judged } from '../machine/judge'
import type { Pause } from '../store/store'
import type { WorkerPolicy } from './policy'

/** What a verdict tells of the vendor; undefined if it tells nothing, because the vendor was not asked. */
type Signal = 'good' | 'outage' | 'throttled' | 'authentication' | undefined

/**
 * What the verdicts on a destination's deliveries say about its vendor, and when they call for a pause: the vendor asks
 * for it, it refuses the credentials again and again, or it does not answer.
 */
export class Health {
  /** The deliveries that failed one after the other, without a good one between. */
  private readonly outage = new Set<number>()
  private unauthenticated = 0
  /** How often the destination was paused without success in between. */
  private pauses = 0
  /** After an outage, one delivery at a time is tried until one succeeds. Another process may have seen the outage. */
  isProbing = false

  constructor(private readonly policy: WorkerPolicy) {}

  /**
   * Takes note of a verdict.
   * @param id of the delivery, or of the first of a batch: one that fails again and again says nothing about the others
   * @returns the pause that it calls for
   */
  note(id: number, judged: Judged, now: number): Pause | undefined {
    const { retryAfter } = judged
    const signal = signalOf(judged)
    if (signal === 'good') this.forget()
    if (signal === 'authentication' && ++this.unauthenticated >= this.policy.authenticationAfter) {
      return {
        by: 'authentication',
        reason: `The vendor refused the credentials ${this.unauthenticated} times in a row. Correct the settings, and resume the destination.`
      }
    }
    if (retryAfter !== undefined && retryAfter > now) {
      const until = Math.min(retryAfter, now + this.policy.maxRetryAfterMs)
      return { by: 'retry-after', until, reason: 'The vendor asks to wait (Retry-After).' }
    }
    if (signal === 'throttled') {
      return { by: 'retry-after', until: this.next(now), reason: 'The vendor gets too many requests (429).' }
    }
    if (signal !== 'outage') return undefined
    this.outage.add(id)
    if (!this.isProbing && this.outage.size < this.policy.outageAfter) return undefined
    this.isProbing = true
    return { by: 'outage', until: this.next(now), reason: 'The vendor does not answer, or answers with server errors.' }
  }

  /** Whether the vendor was known to be down, and a verdict that is not noted yet says that it still is. */
  confirmsOutage(judged: Judged): boolean {
    return this.isProbing && signalOf(judged) === 'outage'
  }

  /** Begins anew, as after the destination was resumed. */
  forget(): void {
    this.outage.clear()
    this.unauthenticated = 0
    this.pauses = 0
    this.isProbing = false
  }

  private next(now: number): number {
    const { firstPauseMs, maxPauseMs } = this.policy
    return now + Math.min(firstPauseMs * 2 ** Math.min(this.pauses++, 30), maxPauseMs)
  }
}

function signalOf({ verdict, isUnanswered }: Judged): Signal {
  if (verdict.kind === 'delivered') return 'good'
  if (!('reason' in verdict)) return undefined
  const { code, status } = verdict.reason
  if (code === 'INVALID_AUTHENTICATION') return 'authentication'
  if (code === 'INVALID_SETTINGS' || isConnection(code)) return 'outage'
  if (status === undefined) return isUnanswered ? 'outage' : undefined
  if (status === 429) return 'throttled'
  return status >= 500 ? 'outage' : 'good'
}

/** Node's codes of connections that failed, such as `ECONNREFUSED` and `ERR_STREAM_PREMATURE_CLOSE`. */
function isConnection(code: string): boolean {
  return /^E[A-Z]+(_|$)/.test(code)
}
