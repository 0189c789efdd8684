import type { RateLimit } from '../catalog'

/**
 * How much longer than the vendor's window ours is: requests take different times to arrive, so the vendor may see them
 * closer together than they were sent.
 */
export function marginMs(windowMs: number): number {
  return Math.min(Math.max(100, windowMs * 0.02), 1000)
}

/**
 * How long a permit is good for. The first byte of its request is written within half of the margin. The other half is for
 * the way to the vendor.
 */
export function permitMs(windowMs: number): number {
  return marginMs(windowMs) / 2
}

/**
 * The times of the last requests, as many as the limit allows in a window. A request may be sent when the oldest of them
 * has left the window.
 */
export class RequestRing {
  private readonly times: number[]
  /** The slot of the oldest request, which the next one takes. */
  private slot = 0

  /** @param size how many requests the limit allows */
  constructor(size: number) {
    this.times = Array<number>(size).fill(-Infinity)
  }

  /**
   * A ring with what another one has kept.
   * @param times the oldest first
   */
  static of(size: number, times: readonly number[]): RequestRing {
    const ring = new RequestRing(size)
    for (const time of times.slice(-size)) ring.add(time)
    return ring
  }

  get size(): number {
    return this.times.length
  }

  /** The times, the oldest first. */
  get inOrder(): number[] {
    return [...this.times.slice(this.slot), ...this.times.slice(0, this.slot)].filter(Number.isFinite)
  }

  /** In how many milliseconds a request may be sent: 0 if now. */
  waitMs(now: number, { windowMs }: RateLimit): number {
    this.catchUpWith(now)
    return Math.max(0, this.times[this.slot] + windowMs + marginMs(windowMs) - now)
  }

  /** A clock that was set back must not hold up requests for as long as it was: none was sent later than now. */
  private catchUpWith(now: number): void {
    const newest = this.times[(this.slot || this.times.length) - 1]
    if (newest <= now) return
    for (const [slot, time] of this.times.entries()) this.times[slot] = Math.min(time, now)
  }

  /** Notes a request. Says which slot it is in. */
  add(now: number): number {
    const { slot } = this
    this.times[slot] = now
    this.slot = (slot + 1) % this.times.length
    return slot
  }
}
