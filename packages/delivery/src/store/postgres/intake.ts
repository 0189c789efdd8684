import { createHash } from 'node:crypto'
import { created } from '../../machine/transitions'
import type { Accepted, BacklogFullError, NewDelivery, NewEvent } from '../store'
import type { BacklogLimit } from './backlog'
import type { Connections, Session, Statement } from './connections'
import { countInserted } from './counting'
import type { Names } from './names'
import { dueNow, idBlock, stateNumbers } from './schema'
import type { ServerClock } from './server-clock'
import { writable } from './writable'

/** An event with the same message id is a duplicate for so long, as at Segment. */
export const dedupeMs = 24 * 60 * 60 * 1000

const nextBlocks: Statement = {
  name: 'next_id_blocks',
  text: `SELECT nextval('delivery.id_blocks') AS last FROM generate_series(1, $1::integer)`
}

/** Events that are already there are left, and their deliveries are not made. */
const insert: Statement = {
  name: 'insert_events',
  text: `WITH inserted AS (
      INSERT INTO delivery.events (id, last_id, source, message_id, message_key, fingerprint, received_at)
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::uuid[], $6::text[], $7::bigint[])
      ON CONFLICT (message_key, source, superseded) DO NOTHING RETURNING id
    ), bodies AS (
      INSERT INTO delivery.bodies (event, body)
      SELECT b.event, b.body FROM unnest($1::bigint[], $8::text[]) AS b (event, body) JOIN inserted i ON i.id = b.event
    ), made AS (
      INSERT INTO delivery.deliveries
        (id, event, destination, subscription, state, lane, due, settled_at, code, message, status)
      SELECT d.* FROM unnest($9::bigint[], $10::bigint[], $11::integer[], $12::integer[], $13::smallint[], $14::bigint[],
          $15::bigint[], $16::bigint[], $17::text[], $18::text[], $19::integer[])
        AS d (id, event, destination, subscription, state, lane, due, settled_at, code, message, status)
        JOIN inserted i ON i.id = d.event
      RETURNING destination, subscription, state
    ), counted AS (
      ${countInserted('made')}
    )
    SELECT id FROM inserted`
}

const earlier: Statement = {
  name: 'earlier_events',
  text: `SELECT e.id, e.message_key AS key, e.source, e.fingerprint, e.received_at AS "receivedAt"
    FROM unnest($1::uuid[], $2::integer[]) AS k (key, source)
      JOIN delivery.events e ON e.message_key = k.key AND e.source = k.source AND e.superseded = 0`
}

const supersede: Statement = {
  name: 'supersede_events',
  text: 'UPDATE delivery.events SET superseded = id WHERE id = ANY ($1::bigint[]) AND superseded = 0'
}

interface EarlierRow {
  id: number
  key: string
  source: number
  fingerprint: string
  receivedAt: number
}

/** A new event on its way into the tables. */
interface Entry {
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
    await this.names.add(events.flatMap(namesOf))
    const entries = events.map((event) => this.entry(event))
    const firsts = new Map<string, Entry>()
    for (const entry of entries) if (!firsts.has(entry.identity)) firsts.set(entry.identity, entry)
    await this.giveIds([...firsts.values()])
    // Always in the same order, so that two transactions never wait for each other.
    const sorted = [...firsts.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1))
    await this.connections.transact((session) => this.insert(session, sorted))
    const accepted = sorted.filter(({ outcome }) => outcome === 'accepted').map(({ event }) => event)
    this.backlog.add(pendingOf(accepted))
    return entries.map(({ event, identity, outcome }) => {
      const first = firsts.get(identity) as Entry
      return outcome ?? (first.event.fingerprint === event.fingerprint ? 'duplicate' : 'conflict')
    })
  }

  private entry(event: NewEvent): Entry {
    const source = this.names.numberOf(event.source)
    const key = messageKey(event.messageId)
    return { event, source, key, identity: `${key} ${source}`, ids: [] }
  }

  /** The ids stay the same if the transaction is repeated, so what it has already written is recognised. */
  private async giveIds(entries: Entry[]): Promise<void> {
    const sizes = entries.map(({ event }) => Math.max(1, event.deliveries.length))
    const needed = sizes.reduce((sum, size) => sum + size, 0)
    const blocks = await this.connections.query<{ last: number }>(nextBlocks, [Math.ceil(needed / idBlock)])
    const ids = blocks.flatMap(({ last }) => Array.from({ length: idBlock }, (_, index) => last - idBlock + 1 + index))
    let given = 0
    for (const [index, entry] of entries.entries()) entry.ids = ids.slice(given, (given += sizes[index]))
  }

  private async insert(session: Session, entries: Entry[]): Promise<void> {
    for (let left = entries; left.length > 0; ) {
      const rows = await session.query<{ id: number }>(insert, this.values(left))
      const inserted = new Set(rows.map(({ id }) => id))
      for (const entry of left) if (inserted.has(entry.ids[0])) entry.outcome = 'accepted'
      left = await this.again(
        session,
        left.filter(({ ids }) => !inserted.has(ids[0]))
      )
    }
  }

  /** @returns those of these events to insert again, because what was in their way isn't there any more */
  private async again(session: Session, entries: Entry[]): Promise<Entry[]> {
    if (entries.length === 0) return []
    const rows = await session.query<EarlierRow>(earlier, [
      entries.map(({ key }) => key),
      entries.map(({ source }) => source)
    ])
    const found = new Map(rows.map((row) => [`${row.key} ${row.source}`, row]))
    const since = this.clock.now() - dedupeMs
    const outdated: number[] = []
    const left = entries.filter((entry) => {
      const row = found.get(entry.identity)
      if (row?.id === entry.ids[0]) entry.outcome = 'accepted'
      else if (!row) return true
      else if (row.receivedAt <= since) return outdated.push(row.id) > 0
      else entry.outcome = row.fingerprint === entry.event.fingerprint ? 'duplicate' : 'conflict'
      return false
    })
    if (outdated.length > 0) await session.query(supersede, [outdated])
    return left
  }

  private values(entries: Entry[]): unknown[] {
    const deliveries = entries.flatMap((entry) =>
      entry.event.deliveries.map((delivery, index) => this.delivery(entry, entry.ids[index], delivery))
    )
    return [
      entries.map(({ ids }) => ids[0]),
      entries.map(({ ids }) => ids[ids.length - 1]),
      entries.map(({ source }) => source),
      entries.map(({ event }) => writable(event.messageId)),
      entries.map(({ key }) => key),
      entries.map(({ event }) => event.fingerprint),
      entries.map(({ event }) => event.receivedAt),
      entries.map(({ event }) => writable(event.body)),
      ...Array.from({ length: 11 }, (_, column) => deliveries.map((delivery) => delivery[column]))
    ]
  }

  /** In the order of the parameters. */
  private delivery({ ids: [event] }: Entry, id: number, delivery: NewDelivery) {
    const destination = this.names.numberOf(delivery.destination)
    const subscription = delivery.subscription === undefined ? null : this.names.numberOf(delivery.subscription)
    const of = [id, event, destination, subscription, stateNumbers[delivery.state]]
    if (delivery.state === 'pending') {
      const lane = delivery.lane === undefined ? null : laneNumber(destination, delivery.lane)
      return [...of, lane, dueNow, null, null, null, null]
    }
    const { code, message, status } = created(delivery.state, delivery.reason).reason ?? delivery.reason
    return [...of, null, null, this.clock.now(), writable(code), writable(message), status ?? null]
  }
}

function pendingOf(events: NewEvent[]): number {
  return events.reduce((sum, { deliveries }) => sum + deliveries.filter(({ state }) => state === 'pending').length, 0)
}

function namesOf({ source, deliveries }: NewEvent): string[] {
  return [source, ...deliveries.flatMap(({ destination, subscription }) => [destination, subscription ?? destination])]
}

/** As the server writes a UUID. */
export function messageKey(messageId: string): string {
  const hex = createHash('sha256').update(messageId).digest('hex').slice(0, 32)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * A number for a lane, of the 53 bits that JavaScript has. If two lanes get the same one, their deliveries are attempted
 * one after the other, and nothing else happens.
 */
function laneNumber(destination: number, lane: string): number {
  const hash = createHash('sha1').update(`${destination} ${lane}`).digest()
  return hash.readUIntBE(0, 6) * 32 + (hash[6] >> 3)
}
