import { isDeepStrictEqual } from 'node:util'
import type { RateLimit } from '../../catalog'
import { RequestRing } from '../../machine/request-ring'
import type { Permit } from '../store'
import type { Connections, Session, Statement } from './connections'
import type { Names } from './names'
import type { ServerClock } from './server-clock'

const create: Statement = {
  name: 'create_requests',
  text: `INSERT INTO delivery.requests (destination, times) VALUES ($1, '{}') ON CONFLICT DO NOTHING`
}
const lock: Statement = {
  name: 'lock_requests',
  text: 'SELECT times FROM delivery.requests WHERE destination = $1 FOR UPDATE'
}
const write: Statement = {
  name: 'write_requests',
  text: 'UPDATE delivery.requests SET times = $2 WHERE destination = $1'
}

/** Counts the requests of each destination, of all processes: one row keeps the times of the last ones. */
export class Permits {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly clock: ServerClock
  ) {}

  /** Gives permits to several calls, in their order. */
  async permit(destination: string, limits: RateLimit[]): Promise<Permit[]> {
    await this.names.add([destination])
    return this.connections.transact((session) => this.permitAll(session, this.names.numberOf(destination), limits))
  }

  private async permitAll(session: Session, destination: number, limits: RateLimit[]): Promise<Permit[]> {
    let [row] = await session.query<{ times: number[] }>(lock, [destination])
    if (!row) {
      session.send(create, [destination])
      ;[row] = await session.query<{ times: number[] }>(lock, [destination])
    }
    // Only now, as another process may have had the row for some time.
    const at = process.hrtime.bigint()
    const now = this.clock.now()
    let ring: RequestRing | undefined
    const permits = limits.map((limit): Permit => {
      if (ring?.size !== limit.requests) ring = RequestRing.of(limit.requests, ring?.inOrder ?? row.times)
      const waitMs = ring.waitMs(now, limit)
      if (waitMs > 0) return { granted: false, waitMs }
      ring.add(now)
      return { granted: true, at }
    })
    // A refusal changes them too, after the clock was set back.
    const times = ring?.inOrder
    if (!isDeepStrictEqual(times, row.times)) session.send(write, [destination, times])
    return permits
  }
}
