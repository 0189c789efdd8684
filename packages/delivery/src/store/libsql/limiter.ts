import type { Database, Statement } from 'libsql'
import type { RateLimit } from '../../catalog'
import { RequestRing } from '../../machine/request-ring'
import type { Permit } from '../store'
import type { Names } from './names'

/** Counts the requests of each destination, and keeps their times. */
export class Limiter {
  private readonly rings = new Map<string, RequestRing>()
  private readonly times: Statement
  private readonly write: Statement
  private readonly clear: Statement

  constructor(db: Database, private readonly names: Names) {
    this.times = db.prepare('SELECT sent_at FROM requests WHERE destination = ? ORDER BY sent_at').pluck()
    this.write = db.prepare('INSERT OR REPLACE INTO requests (destination, slot, sent_at) VALUES (?, ?, ?)')
    this.clear = db.prepare('DELETE FROM requests WHERE destination = ?')
  }

  load(): void {
    this.rings.clear()
  }

  permit(now: number, destination: string, limit: RateLimit): Permit {
    const number = this.names.numberOf(destination)
    const ring = this.ring(destination, number, limit)
    const waitMs = ring.waitMs(now, limit)
    if (waitMs > 0) return { granted: false, waitMs }
    this.write.run(number, ring.add(now), now)
    return { granted: true }
  }

  private ring(destination: string, number: number, limit: RateLimit): RequestRing {
    const current = this.rings.get(destination)
    if (current?.size === limit.requests) return current
    const ring = new RequestRing(limit.requests)
    const times = this.times.all(number) as number[]
    // The slots of another limit mean nothing to this one.
    this.clear.run(number)
    for (const time of times.slice(-limit.requests)) this.write.run(number, ring.add(time), time)
    this.rings.set(destination, ring)
    return ring
  }
}
