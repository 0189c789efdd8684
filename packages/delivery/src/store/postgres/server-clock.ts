import type { Clock } from '../../clock'
import type { Connections, Statement } from './connections'

const serverTime: Statement = {
  name: 'server_time',
  text: 'SELECT round(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS time'
}

/**
 * The clock of the server, so that all processes have the same one for leases, limits and what is due. It is this machine's
 * clock and how far that is off, which is measured now and then. The clock of a test is the server's too.
 */
export class ServerClock {
  private offsetMs = 0

  constructor(private readonly connections: Connections, private readonly clock: Clock) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.toServer(Math.round(this.clock()))
  }

  /** The server's time of a time of this machine. */
  toServer(time: number): number {
    return time + this.offsetMs
  }

  /** This machine's time of a time of the server. */
  toLocal(time: number): number {
    return time - this.offsetMs
  }

  /** @throws StoreUnavailableError */
  async measure(): Promise<void> {
    if (this.clock !== Date.now) return
    const before = Date.now()
    const [{ time }] = await this.connections.query<{ time: number }>(serverTime)
    const after = Date.now()
    const offset = Math.round(time - (before + after) / 2)
    // A slow answer says less about the clocks than what is known.
    if (Math.abs(offset - this.offsetMs) > (after - before) / 2) this.offsetMs = offset
  }
}
