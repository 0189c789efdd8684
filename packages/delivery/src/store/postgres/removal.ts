import { corrected, destinationRemoved, subscriptionRemoved } from '../../machine/reasons'
import { dedupeMs } from '../accepting'
import { isOf } from '../person'
import type { JSONObject } from '@segment/actions-core'
import type { StoreOptions } from '../store'
import type { Connections, Session, Statement } from './connections'
import type { Counters } from './counting'
import type { FailureGroups } from './failure-groups'
import { recordColumns, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { Names } from './names'
import { stateNames, stateNumbers } from './schema'
import type { ServerClock } from './server-clock'

/** Events, or deliveries, that one transaction looks at, so that nothing else waits for long. */
const batch = 500

/** Batches of one call of `prune`: the next call goes on from there. */
const pruneBatches = 200

/** Events that one step of a search looks at. */
const searchBatch = 2000

interface EventRecord {
  id: number
  last_id: number
  received_at: number
  has_body: boolean
}

const eventColumns =
  'e.id, e.last_id, e.received_at, EXISTS (SELECT 1 FROM delivery.bodies b WHERE b.event = e.id) AS has_body'

const pruneByOne: Statement = {
  name: 'prune_by_one',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('delivery.prune', 0)) AS "isMine"`
}
const eventsAfter: Statement = {
  name: 'events_after',
  text: `SELECT ${eventColumns} FROM delivery.events e WHERE e.id > $1 ORDER BY e.id LIMIT ${batch}`
}
const eventsByIds: Statement = {
  name: 'lock_events',
  text: `SELECT ${eventColumns} FROM delivery.events e WHERE e.id = ANY ($1::bigint[]) ORDER BY e.id FOR UPDATE`
}
const deliveriesOf: Statement = {
  name: 'lock_deliveries_of_events',
  text: `SELECT ${recordColumns} FROM unnest($1::bigint[], $2::bigint[]) AS e (id, last_id)
      JOIN delivery.deliveries d ON d.id BETWEEN e.id AND e.last_id AND d.event = e.id
    ORDER BY d.id FOR UPDATE OF d`
}
const removeDeliveries: Statement = {
  name: 'remove_deliveries',
  text: `WITH attempts AS (DELETE FROM delivery.attempts WHERE delivery = ANY ($1::bigint[]))
    DELETE FROM delivery.deliveries WHERE id = ANY ($1::bigint[])`
}
const removeEvents: Statement = {
  name: 'remove_events',
  text: `WITH bodies AS (DELETE FROM delivery.bodies WHERE event = ANY ($1::bigint[]))
    DELETE FROM delivery.events WHERE id = ANY ($2::bigint[])`
}
const unlink: Statement = {
  name: 'unlink_corrections',
  text: 'UPDATE delivery.events SET corrects = NULL WHERE corrects = ANY ($1::bigint[])'
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

/** Removes what is old, what a person asks to have removed, and gives up what no config names any more. */
export class Removal {
  /** Up to which event `prune` has looked. */
  private prunedTo = 0

  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly counters: Counters,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock,
    private readonly retention: StoreOptions['retention']
  ) {}

  /** Goes through events, from the oldest. Only one process does at a time. */
  async prune(): Promise<number> {
    let count = 0
    for (let batches = 0, more = true; more && batches < pruneBatches; batches++) {
      const from = this.prunedTo
      const pruned = await this.connections.transact((session) => this.pruneSome(session, from))
      count += pruned.count
      more = pruned.to !== undefined
      this.prunedTo = pruned.to ?? 0
    }
    return count
  }

  /** @returns how many events have gone, and where to go on: undefined at the end of what is old */
  private async pruneSome(session: Session, from: number): Promise<{ count: number; to?: number }> {
    const [{ isMine }] = await session.query<{ isMine: boolean }>(pruneByOne)
    const now = this.clock.now()
    const events = isMine ? await session.query<EventRecord>(eventsAfter, [from]) : []
    const oldEnough = now - Math.min(this.retention.deliveredMs, this.retention.failedMs)
    const old = events.filter(({ received_at: receivedAt }) => receivedAt <= oldEnough)
    const records = await this.deliveriesOf(session, old)
    const settled = old.filter(({ id }) => (records.get(id) ?? []).every((record) => this.isOld(now, record)))
    await this.remove(
      session,
      settled,
      records,
      settled.filter(({ received_at: receivedAt }) => receivedAt <= now - dedupeMs)
    )
    const isFull = old.length === batch
    if (isMine && !isFull) await this.groups.forgetEmpty(session, now - this.retention.failedMs)
    return {
      count: settled.filter(({ has_body: hasBody }) => hasBody).length,
      ...(isFull && { to: events[batch - 1].id })
    }
  }

  private isOld(now: number, { state, settled_at: settledAt }: DeliveryRecord): boolean {
    const { deliveredMs, failedMs } = this.retention
    return settledAt !== null && settledAt <= now - (stateNames[state] === 'failed' ? failedMs : deliveredMs)
  }

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
    await this.remove(session, events, await this.deliveriesOf(session, events), events)
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

  /** By event. */
  private async deliveriesOf(session: Session, events: EventRecord[]): Promise<Map<number, DeliveryRecord[]>> {
    const byEvent = new Map<number, DeliveryRecord[]>(events.map(({ id }) => [id, []]))
    if (events.length === 0) return byEvent
    const records = await session.query<DeliveryRecord>(deliveriesOf, [
      events.map(({ id }) => id),
      events.map(({ last_id: lastId }) => lastId)
    ])
    for (const record of records) byEvent.get(record.event)?.push(record)
    return byEvent
  }

  /** @param forgotten those of the events of which not even a duplicate is noticed any more */
  private async remove(
    session: Session,
    events: EventRecord[],
    records: Map<number, DeliveryRecord[]>,
    forgotten: EventRecord[]
  ): Promise<void> {
    if (events.length === 0) return
    const removed = events.flatMap(({ id }) => records.get(id) ?? [])
    const transitioning = new Transitioning(this.groups, this.clock.now())
    for (const record of removed) transitioning.remove(record)
    const linked = removed.filter(({ code }) => code === corrected.code)
    if (linked.length > 0) session.send(unlink, [linked.map(({ id }) => id)])
    if (removed.length > 0) session.send(removeDeliveries, [removed.map(({ id }) => id)])
    session.send(removeEvents, [events.map(({ id }) => id), forgotten.map(({ id }) => id)])
    await transitioning.write(session)
  }
}
