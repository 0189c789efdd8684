import { createHash } from 'node:crypto'
import { created } from '../../machine/transitions'
import { dedupeMs, isPending, pendingOf } from '../accepting'
import { laneNumber } from '../lanes'
import type { LaneKind } from '../lanes'
import type { Accepted, BacklogFullError, NewDelivery, NewEvent, Priority } from '../store'
import type { BacklogLimit } from './backlog'
import type { Connections, Session, Statement } from './connections'
import { countInserted } from './counting'
import type { FailureGroups } from './failure-groups'
import type { Names } from './names'
import { dueNow, idBlock, stateNumbers } from './schema'
import type { ServerClock } from './server-clock'
import { writable } from './writable'

const nextBlocks: Statement = {
  name: 'next_id_blocks',
  text: `SELECT nextval('delivery.id_blocks') AS last FROM generate_series(1, $1::integer)`
}

/** Events that are already there are left, and their deliveries are not made. */
const insert: Statement = {
  name: 'insert_events',
  text: `WITH inserted AS (
      INSERT INTO delivery.events
        (id, last_id, source, message_id, message_key, fingerprint, received_at, replay, corrects, superseded)
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::uuid[], $6::text[], $7::bigint[],
        $8::integer[], $9::bigint[], $10::bigint[])
      ON CONFLICT (message_key, source, replay, superseded) DO NOTHING RETURNING id
    ), bodies AS (
      INSERT INTO delivery.bodies (event, body)
      SELECT b.event, b.body FROM unnest($1::bigint[], $11::text[]) AS b (event, body) JOIN inserted i ON i.id = b.event
    ), made AS (
      INSERT INTO delivery.deliveries (id, event, destination, subscription, state, lane, due, settled_at, code, message,
        status, priority, replay, failure_group)
      SELECT d.* FROM unnest($12::bigint[], $13::bigint[], $14::integer[], $15::integer[], $16::smallint[], $17::bigint[],
          $18::bigint[], $19::bigint[], $20::text[], $21::text[], $22::integer[], $23::smallint[], $24::integer[],
          $25::integer[])
        AS d (id, event, destination, subscription, state, lane, due, settled_at, code, message, status, priority, replay,
          failure_group)
        JOIN inserted i ON i.id = d.event
      RETURNING destination, subscription, state, replay, failure_group, settled_at
    ), counted AS (
      ${countInserted('made')}
    ), grouped AS (
      INSERT INTO delivery.failure_group_changes (failure_group, count, changed_at)
      SELECT failure_group, count(*), max(settled_at) FROM made WHERE failure_group IS NOT NULL GROUP BY failure_group
    )
    SELECT id FROM inserted`
}

const earlier: Statement = {
  name: 'earlier_events',
  text: `SELECT e.id, e.message_key AS key, e.source, e.fingerprint, e.received_at AS "receivedAt"
    FROM unnest($1::uuid[], $2::integer[]) AS k (key, source)
      JOIN delivery.events e
        ON e.message_key = k.key AND e.source = k.source AND e.replay = $3 AND e.superseded = 0`
}

const supersede: Statement = {
  name: 'supersede_events',
  text: 'UPDATE delivery.events SET superseded = id WHERE id = ANY ($1::bigint[]) AND superseded = 0'
}

/** Where events come from that did not come in by themselves. */
export interface Origin {
  /** The replay that they are of. 0: of none. */
  replay: number
  /** The delivery that failed with the event that it corrects. */
  corrects?: number
  lanes: LaneKind
  priority: Priority
}

/** Of events that came in by themselves. */
const live: Origin = { replay: 0, lanes: undefined, priority: 0 }

interface EarlierRow {
  id: number
  key: string
  source: number
  fingerprint: string
  receivedAt: number
}

/** A new event on its way into the tables. */
export interface Entry {
  event: NewEvent
  source: number
  /** Of its message id. */
  key: string
  /** Those with the same one are the same event, or conflict. */
  identity: string
  ids: number[]
  outcome?: Accepted
}

/** Takes events in. */
export class Intake {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly groups: FailureGroups,
    private readonly backlog: BacklogLimit,
    private readonly clock: ServerClock
  ) {}

  /** Accepts the events of several calls: all of a call or none. */
  async accept(calls: NewEvent[][]): Promise<(Accepted[] | BacklogFullError)[]> {
    let pending = 0
    const refusals: (BacklogFullError | undefined)[] = []
    for (const events of calls) {
      const more = pendingOf(events)
      const refusal = await this.backlog.refuses(pending + more)
      if (!refusal) pending += more
      refusals.push(refusal)
    }
    const outcomes = await this.store(calls.filter((_, index) => !refusals[index]).flat())
    let stored = 0
    return calls.map((events, index) => refusals[index] ?? outcomes.slice(stored, (stored += events.length)))
  }

  private async store(events: NewEvent[]): Promise<Accepted[]> {
    if (events.length === 0) return []
    const entries = await this.prepare(events)
    await this.connections.transact((session) => this.insert(session, entries, live))
    return entries.map(({ outcome }) => outcome as Accepted)
  }

  /**
   * Prepares events for a transaction. They keep their ids if that is repeated, so what it has already written is recognised.
   */
  async prepare(events: NewEvent[]): Promise<Entry[]> {
    await this.names.add(events.flatMap(namesOf))
    const entries = events.map((event) => this.entry(event))
    await this.giveIds(entries)
    return entries
  }

  /**
   * Inserts events, and says of each what has become of it.
   * @returns those that were accepted
   */
  async insert(session: Session, entries: Entry[], origin: Origin): Promise<Entry[]> {
    const firsts = new Map<string, Entry>()
    for (const entry of entries) if (!firsts.has(entry.identity)) firsts.set(entry.identity, entry)
    // Always in the same order, so that two transactions never wait for each other.
    let left = [...firsts.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1))
    while (left.length > 0) left = await this.insertSome(session, left, origin)
    for (const entry of entries) {
      const first = firsts.get(entry.identity) as Entry
      if (first === entry) continue
      entry.outcome = first.event.fingerprint === entry.event.fingerprint ? 'duplicate' : 'conflict'
    }
    const accepted = entries.filter(({ outcome }) => outcome === 'accepted')
    this.backlog.add(pendingOf(accepted.map(({ event }) => event)))
    return accepted
  }

  private entry(event: NewEvent): Entry {
    const source = this.names.numberOf(event.source)
    const key = messageKey(event.messageId)
    return { event, source, key, identity: `${key} ${source}`, ids: [] }
  }

  private async giveIds(entries: Entry[]): Promise<void> {
    const sizes = entries.map(({ event }) => Math.max(1, event.deliveries.length))
    const needed = sizes.reduce((sum, size) => sum + size, 0)
    const blocks = await this.connections.query<{ last: number }>(nextBlocks, [Math.ceil(needed / idBlock)])
    const ids = blocks.flatMap(({ last }) => Array.from({ length: idBlock }, (_, index) => last - idBlock + 1 + index))
    let given = 0
    for (const [index, entry] of entries.entries()) entry.ids = ids.slice(given, (given += sizes[index]))
  }

  /** @returns those to insert again, because what was in their way isn't there any more */
  private async insertSome(session: Session, entries: Entry[], origin: Origin): Promise<Entry[]> {
    const rows = await session.query<{ id: number }>(insert, await this.values(session, entries, origin))
    const inserted = new Set(rows.map(({ id }) => id))
    for (const entry of entries) if (inserted.has(entry.ids[0])) entry.outcome = 'accepted'
    const left = entries.filter(({ ids }) => !inserted.has(ids[0]))
    return left.length === 0 ? [] : this.compare(session, left, origin)
  }

  /** Compares events with the earlier ones of the same message id. */
  private async compare(session: Session, entries: Entry[], { replay }: Origin): Promise<Entry[]> {
    const rows = await session.query<EarlierRow>(earlier, [
      entries.map(({ key }) => key),
      entries.map(({ source }) => source),
      replay
    ])
    const found = new Map(rows.map((row) => [`${row.key} ${row.source}`, row]))
    const since = replay === live.replay ? this.clock.now() - dedupeMs : -Infinity
    const outdated: number[] = []
    const again = entries.filter((entry) => {
      const row = found.get(entry.identity)
      if (row === undefined) return true
      if (row.id === entry.ids[0]) entry.outcome = 'accepted'
      else if (row.receivedAt <= since) return outdated.push(row.id) > 0
      else entry.outcome = row.fingerprint === entry.event.fingerprint ? 'duplicate' : 'conflict'
      return false
    })
    if (outdated.length > 0) session.send(supersede, [outdated])
    return again
  }

  private async values(session: Session, entries: Entry[], origin: Origin): Promise<unknown[]> {
    const made = entries.flatMap((entry) => {
      return entry.event.deliveries.map((delivery, index) => ({ delivery, id: entry.ids[index], event: entry.ids[0] }))
    })
    const failed = made.map(({ delivery }) => delivery).filter(isFailed)
    const groups = await this.groups.join(
      session,
      this.clock.now(),
      failed.map((one) => this.failing(one))
    )
    const groupOf = new Map<NewDelivery, number>(failed.map((delivery, index) => [delivery, groups[index]]))
    const deliveries = made.map(({ delivery, id, event }) => [
      id,
      event,
      ...this.delivery(delivery, origin),
      origin.replay,
      groupOf.get(delivery) ?? null
    ])
    return [
      entries.map(({ ids }) => ids[0]),
      entries.map(({ ids }) => ids[ids.length - 1]),
      entries.map(({ source }) => source),
      entries.map(({ event }) => writable(event.messageId)),
      entries.map(({ key }) => key),
      entries.map(({ event }) => event.fingerprint),
      entries.map(({ event }) => event.receivedAt),
      entries.map(() => origin.replay),
      entries.map(() => origin.corrects ?? null),
      // A correction is no duplicate of anything, and makes none.
      entries.map(({ ids }) => (origin.corrects === undefined ? 0 : ids[0])),
      entries.map(({ event }) => writable(event.body)),
      ...Array.from({ length: 14 }, (_, column) => deliveries.map((delivery) => delivery[column]))
    ]
  }

  private failing({ destination, subscription, reason }: FailedDelivery) {
    return {
      destination: this.names.numberOf(destination),
      subscription: subscription === undefined ? null : this.names.numberOf(subscription),
      reason
    }
  }

  /** In the order of the parameters: what depends on the state. */
  private delivery(delivery: NewDelivery, { lanes, priority }: Origin) {
    const destination = this.names.numberOf(delivery.destination)
    const subscription = delivery.subscription === undefined ? null : this.names.numberOf(delivery.subscription)
    const of = [destination, subscription, stateNumbers[delivery.state]]
    if (isPending(delivery)) {
      const lane = delivery.lane === undefined ? null : laneNumber(destination, delivery.lane, lanes)
      return [...of, lane, dueNow, null, null, null, null, priority]
    }
    const { code, message, status } = created(delivery.state, delivery.reason).reason ?? delivery.reason
    return [...of, null, null, this.clock.now(), writable(code), writable(message), status ?? null, 0]
  }
}

function namesOf({ source, deliveries }: NewEvent): string[] {
  return [source, ...deliveries.flatMap(({ destination, subscription }) => [destination, subscription ?? destination])]
}

/** As the server writes a UUID. */
export function messageKey(messageId: string): string {
  const hex = createHash('sha256').update(messageId).digest('hex').slice(0, 32)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

type FailedDelivery = Exclude<NewDelivery, { state: 'pending' }>

function isFailed(delivery: NewDelivery): delivery is FailedDelivery {
  return delivery.state === 'failed'
}
