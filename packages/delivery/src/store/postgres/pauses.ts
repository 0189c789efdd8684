import { isOver, longerPause } from '../../machine/pause'
import type { Pause } from '../store'
import type { Connections, Session, Statement } from './connections'
import type { Names } from './names'
import type { ServerClock } from './server-clock'

interface PauseRow {
  until: number | null
  by: Pause['by']
  reason: string
}

const lock: Statement = {
  name: 'lock_pause',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('delivery.pauses', $1))`
}
const read: Statement = {
  name: 'read_pause',
  text: 'SELECT until, "by", reason FROM delivery.pauses WHERE destination = $1'
}
const write: Statement = {
  name: 'write_pause',
  text: `INSERT INTO delivery.pauses (destination, until, "by", reason) VALUES ($1, $2, $3, $4)
    ON CONFLICT (destination) DO UPDATE SET until = excluded.until, "by" = excluded."by", reason = excluded.reason`
}
const remove: Statement = { name: 'remove_pause', text: 'DELETE FROM delivery.pauses WHERE destination = $1' }
const readAll: Statement = {
  name: 'read_pauses',
  text: `SELECT n.name, p.until, p."by", p.reason FROM delivery.pauses p JOIN delivery.names n ON n.id = p.destination`
}

/** Which destinations are paused. */
export class Pauses {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly clock: ServerClock
  ) {}

  async pause(destination: string, { until, ...rest }: Pause): Promise<void> {
    await this.names.add([destination])
    const added: Pause = { ...rest, ...(until !== undefined && { until: this.clock.toServer(until) }) }
    await this.connections.transact((session) => this.add(session, this.names.numberOf(destination), added))
  }

  async resume(destination: string): Promise<void> {
    await this.names.add([destination])
    await this.connections.query(remove, [this.names.numberOf(destination)])
  }

  async all(): Promise<Record<string, Pause>> {
    const now = this.clock.now()
    const rows = await this.connections.query<PauseRow & { name: string }>(readAll)
    const pauses = rows.map(({ name, ...row }) => [name, pauseOf(row)] as const)
    return Object.fromEntries(
      pauses
        .filter(([, pause]) => !isOver(pause, now))
        .map(([name, { until, ...rest }]) => [
          name,
          { ...rest, ...(until !== undefined && { until: this.clock.toLocal(until) }) }
        ])
    )
  }

  private async add(session: Session, destination: number, added: Pause): Promise<void> {
    session.send(lock, [destination])
    const [row] = await session.query<PauseRow>(read, [destination])
    const current = row && pauseOf(row)
    const { until, by, reason } = longerPause(
      current && !isOver(current, this.clock.now()) ? current : undefined,
      added
    )
    session.send(write, [destination, until ?? null, by, reason])
  }
}

function pauseOf({ until, by, reason }: PauseRow): Pause {
  return { ...(until !== null && { until }), by, reason }
}
