import { cutOffAttempt } from '../settling'
import { writeAttempts } from './attempts'
import type { Connections, Session, Statement } from './connections'
import type { Counters } from './counting'
import { recordColumns, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { FailureGroups } from './failure-groups'
import type { ServerClock } from './server-clock'

/** Deliveries that one transaction takes back. */
const batch = 1000

const extend: Statement = {
  name: 'extend_lease',
  text: 'UPDATE delivery.workers SET leased_until = $3 WHERE id = $1 AND leased_until >= $2 RETURNING id'
}
const take: Statement = {
  name: 'take_lease',
  text: `INSERT INTO delivery.workers AS w (id, leased_until) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET leased_until = excluded.leased_until`
}
const others: Statement = { name: 'other_leases', text: 'SELECT id FROM delivery.workers WHERE id <> $1 LIMIT 1' }
const giveUp: Statement = { name: 'give_up_lease', text: 'DELETE FROM delivery.workers WHERE id = $1' }

/** A worker that was away finds its lease gone, and not only run out: what it had is somebody else's. */
const expire: Statement = { name: 'expire_leases', text: 'DELETE FROM delivery.workers WHERE leased_until < $1' }

/** Those that are being settled just now are left for the next time. */
const lost: Statement = {
  name: 'lost_deliveries',
  text: `SELECT ${recordColumns} FROM delivery.deliveries d
    WHERE d.worker IS NOT NULL AND NOT EXISTS (SELECT 1 FROM delivery.workers w WHERE w.id = d.worker)
    LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`
}

const bringNear: Statement = {
  name: 'bring_dues_near',
  text: `UPDATE delivery.deliveries d SET due = $1
    FROM delivery.names n CROSS JOIN (VALUES (0), (1)) p (priority)
      CROSS JOIN LATERAL (
        SELECT id FROM delivery.deliveries
        WHERE destination = n.id AND deliveries.priority = p.priority AND due > $2 LIMIT ${batch}
      ) far
    WHERE d.id = far.id AND d.due > $2`
}

/** The lease of this process on what it has claimed, and what others have lost. */
export class Leases {
  private leasedUntil = 0

  constructor(
    private readonly connections: Connections,
    private readonly counters: Counters,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock,
    private readonly worker: number,
    private readonly times: { leaseMs: number; longestBackoffMs: number }
  ) {}

  /** Whether the lease may have run out. */
  get hasEnded(): boolean {
    return this.leasedUntil < this.clock.now()
  }

  /** @returns false if it had run out: then what this worker had was taken back */
  async renew(): Promise<boolean> {
    await this.clock.measure()
    const now = this.clock.now()
    const until = now + this.times.leaseMs
    const lasted = (await this.connections.query(extend, [this.worker, now, until])).length > 0
    if (!lasted) {
      await this.takeBack()
      await this.connections.query(take, [this.worker, until])
    }
    this.leasedUntil = until
    return lasted
  }

  /**
   * Takes back what was claimed under leases that have run out. Also adds up the counts. If the
   * clock was set back, it brings dues nearer: nothing is due later than the longest backoff allows.
   */
  async takeBack(): Promise<number> {
    const now = this.clock.now()
    await this.connections.query(bringNear, [now, now + this.times.longestBackoffMs])
    let count = 0
    for (let more = true; more; ) {
      const taken = await this.connections.transact((session) => this.takeBackSome(session, now))
      count += taken
      more = taken === batch
    }
    await this.counters.addUp()
    return count
  }

  /** Whether another process has a lease. One that has run out counts until it is taken back. */
  async areOthers(): Promise<boolean> {
    return (await this.connections.query(others, [this.worker])).length > 0
  }

  async giveUp(): Promise<void> {
    this.leasedUntil = 0
    await this.connections.query(giveUp, [this.worker])
  }

  private async takeBackSome(session: Session, now: number): Promise<number> {
    session.send(expire, [now])
    const records = await session.query<DeliveryRecord>(lost)
    const transitioning = new Transitioning(this.groups, now)
    for (const record of records) {
      transitioning.apply(record, { kind: 'lost' }, record.started_at, now)
    }
    writeAttempts(
      session,
      records.map(({ id, attempts, started_at: startedAt }) => cutOffAttempt(id, attempts, startedAt ?? now))
    )
    await transitioning.write(session)
    return records.length
  }
}
