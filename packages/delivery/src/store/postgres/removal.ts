import { destinationRemoved, subscriptionRemoved } from '../../machine/reasons'
import { isOf } from '../person'
import type { JSONObject } from '@segment/actions-core'
import type { Connections, Session, Statement } from './connections'
import type { Counters } from './counting'
import { lockDeliveriesOf, removeAll } from './event-removal'
import type { EventRecord } from './event-removal'
import type { FailureGroups } from './failure-groups'
import { recordColumns, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { Names } from './names'
import { stateNumbers } from './schema'
import type { ServerClock } from './server-clock'

/** Deliveries that one transaction looks at, so that nothing else waits for long. */
const batch = 500

/** Events that one step of a search looks at. */
const searchBatch = 2000

const eventsByIds: Statement = {
  name: 'lock_events',
  text: 'SELECT id, last_id, received_at FROM delivery.events WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE'
}
const bodiesAfter: Statement = {
  name: 'bodies_after',
  text: `SELECT event, body FROM delivery.bodies WHERE event > $1 ORDER BY event LIMIT ${searchBatch}`
}
const pendingAfter: Statement = {
  name: 'lock_pending_after',
  text: `SELECT ${recordColumns} FROM delivery.deliveries d
    WHERE d.id > $1 AND d.state = ${stateNumbers.pending} ORDER BY d.id LIMIT ${batch} FOR NO KEY UPDATE`
}

/** Lets the disk of the server forget what was erased as soon as it can. */
const vacuum: Statement = {
  text: 'VACUUM delivery.bodies, delivery.attempts, delivery.events, delivery.deliveries'
}

/** Removes what a person asks to have removed, and gives up what no config names any more. */
export class Removal {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly counters: Counters,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock
  ) {}

  /** Removes all events of a person with all that belongs to them. */
  async erase(person: string): Promise<number> {
    let erased = 0
    for (let after: number | undefined = 0; after !== undefined; ) {
      const rows: { event: number; body: string }[] = await this.connections.read(bodiesAfter, [after])
      const ids = rows.filter(({ body }) => isOf(person, JSON.parse(body) as JSONObject)).map(({ event }) => event)
      if (ids.length > 0) erased += await this.connections.transact((session) => this.eraseEvents(session, ids))
      after = rows.length === searchBatch ? rows[searchBatch - 1].event : undefined
    }
    // If it doesn't work, the server does it by itself, later.
    if (erased > 0) await this.connections.read(vacuum).catch(() => undefined)
    return erased
  }

  private async eraseEvents(session: Session, ids: number[]): Promise<number> {
    const events = await session.query<EventRecord>(eventsByIds, [ids])
    const records = await lockDeliveriesOf(session, events)
    await removeAll(session, this.groups, this.clock.now(), events, records, () => false)
    return events.length
  }

  /** Fails the pending deliveries of what is not kept. */
  async failOrphans(kept: { destination: string; subscriptions: string[] }[]): Promise<number> {
    const names = new Map(kept.map(({ destination, subscriptions }) => [destination, new Set(subscriptions)]))
    const isKept = (destination: string, subscription: string) => names.get(destination)?.has(subscription) === true
    const pending = await this.counters.withPending()
    if (pending.every(({ destination, subscription }) => isKept(destination, subscription))) return 0
    let count = 0
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after
      const failed = await this.connections.transact((session) => this.failSome(session, from, names))
      count += failed.count
      after = failed.to
    }
    return count
  }

  private async failSome(
    session: Session,
    after: number,
    names: Map<string, Set<string>>
  ): Promise<{ count: number; to?: number }> {
    const records = await session.query<DeliveryRecord>(pendingAfter, [after])
    const transitioning = new Transitioning(this.groups, this.clock.now())
    let count = 0
    for (const record of records) {
      const destination = this.names.nameOf(record.destination)
      const subscription = record.subscription === null ? '' : this.names.nameOf(record.subscription)
      if (names.get(destination)?.has(subscription)) continue
      const reason = names.has(destination)
        ? subscriptionRemoved(destination, subscription)
        : destinationRemoved(destination)
      transitioning.apply(record, { kind: 'orphaned', reason }, record.started_at, this.clock.now())
      count++
    }
    await transitioning.write(session)
    return { count, ...(records.length === batch && { to: records[batch - 1].id }) }
  }
}
