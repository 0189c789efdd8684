import { dedupeMs } from '../accepting'
import type { StoreOptions } from '../store'
import type { Connections, Session, Statement } from './connections'
import { lockDeliveriesOf, removeAll } from './event-removal'
import type { EventRecord } from './event-removal'
import type { FailureGroups } from './failure-groups'
import { stateNumbers } from './schema'
import type { ServerClock } from './server-clock'

/** Events that one transaction looks at, so that nothing else waits for long. */
const batch = 1000

/** Batches of one call: the next call goes on from there. */
const mostBatches = 200

const byOne: Statement = {
  name: 'prune_by_one',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('delivery.prune', 0)) AS "isMine"`
}

/** Looks at events that have a body, and says of which all deliveries are old. */
const lookAfter: Statement = {
  name: 'look_for_old_events',
  text: `SELECT e.id, e.last_id, e.received_at, NOT EXISTS (
      SELECT 1 FROM delivery.deliveries d WHERE d.id BETWEEN e.id AND e.last_id AND d.event = e.id
        AND (d.settled_at IS NULL OR d.settled_at > CASE d.state WHEN ${stateNumbers.failed} THEN $3::bigint ELSE $2::bigint END)
      ) AS "isOld"
    FROM (SELECT event FROM delivery.bodies WHERE event > $1 ORDER BY event LIMIT ${batch}) b
      JOIN delivery.events e ON e.id = b.event
    ORDER BY e.id`
}

/** Those without deliveries only tell duplicates. */
const forget: Statement = {
  name: 'forget_events',
  text: `DELETE FROM delivery.events WHERE id IN (
      SELECT id FROM delivery.events WHERE last_id < id AND received_at <= $1 ORDER BY received_at LIMIT ${batch}
    ) RETURNING id`
}

interface LookedAt extends EventRecord {
  isOld: boolean
}

/** Removes what is older than the retention. Only one process does at a time. */
export class Pruning {
  /** Up to which event it has looked. */
  private lookedTo = 0

  constructor(
    private readonly connections: Connections,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock,
    private readonly retention: StoreOptions['retention']
  ) {}

  /** Goes through events, from the oldest. Says how many have gone. */
  async prune(): Promise<number> {
    let count = 0
    for (let batches = 0, more = true; more && batches < mostBatches; batches++) {
      const from = this.lookedTo
      const pruned = await this.connections.transact((session) => this.pruneSome(session, from))
      count += pruned.count
      more = pruned.to !== undefined
      this.lookedTo = pruned.to ?? 0
    }
    await this.forgetOld()
    return count
  }

  /** @returns where to go on: undefined at the end of what is old */
  private async pruneSome(session: Session, from: number): Promise<{ count: number; to?: number }> {
    const [{ isMine }] = await session.query<{ isMine: boolean }>(byOne)
    if (!isMine) return { count: 0 }
    const now = this.clock.now()
    const { deliveredMs, failedMs } = this.retention
    const [delivered, failed] = [deliveredMs, failedMs].map((ms) => Math.max(now - ms, 0))
    const events = await session.query<LookedAt>(lookAfter, [from, delivered, failed])
    const since = Math.max(delivered, failed)
    const old = events.filter(({ received_at: receivedAt, isOld }) => isOld && receivedAt <= since)
    // Somebody may have resent one meanwhile.
    const records = await lockDeliveriesOf(session, old)
    const settled = old.filter(({ id }) => records.get(id)?.every(({ settled_at: at }) => at !== null))
    await removeAll(session, this.groups, now, settled, records, ({ received_at: at }) => at > now - dedupeMs)
    const isEnd = events.length < batch || events.some(({ received_at: receivedAt }) => receivedAt > since)
    if (isEnd) await this.groups.forgetEmpty(session, failed)
    return { count: settled.length, ...(!isEnd && { to: events[batch - 1].id }) }
  }

  private async forgetOld(): Promise<void> {
    for (let gone = batch; gone === batch; ) {
      gone = (await this.connections.query(forget, [this.clock.now() - dedupeMs])).length
    }
  }
}
