import type { DeliveryState } from '../../machine/delivery'
import type { Counts } from '../store'
import type { Connections, Session, Statement } from './connections'
import type { Names } from './names'
import { stateNames, stateNumbers } from './schema'

const columns = 'pending, in_flight, delivered, filtered, failed'
const sums = columns
  .split(', ')
  .map((column) => `sum(${column})::bigint AS ${column}`)
  .join(', ')

/** Also what isn't added up yet. */
const allCounts = `(SELECT destination, subscription, ${columns} FROM delivery.counters
  UNION ALL SELECT destination, subscription, ${columns} FROM delivery.count_changes) c`

const write: Statement = {
  name: 'write_count_changes',
  text: `INSERT INTO delivery.count_changes (destination, subscription, ${columns})
    SELECT * FROM unnest($1::integer[], $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])`
}

/** An insert of counts that is part of the statement that makes deliveries: `c` has a row for each. */
export const countInserted = (
  from: string
) => `INSERT INTO delivery.count_changes (destination, subscription, ${columns})
  SELECT destination, coalesce(subscription, 0),
    ${stateNames.map((_, number) => `count(*) FILTER (WHERE state = ${number})`).join(', ')}
  FROM ${from} GROUP BY destination, coalesce(subscription, 0)`

const addUp: Statement = {
  name: 'add_up_counts',
  text: `WITH gone AS (DELETE FROM delivery.count_changes RETURNING *)
    INSERT INTO delivery.counters AS c (destination, subscription, ${columns})
    SELECT destination, subscription, ${sums} FROM gone GROUP BY destination, subscription
    ON CONFLICT (destination, subscription) DO UPDATE SET
      ${columns
        .split(', ')
        .map((column) => `${column} = c.${column} + excluded.${column}`)
        .join(', ')}`
}
const byOne: Statement = {
  name: 'count_by_one',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('delivery.counters', 0)) AS "isMine"`
}
const byDestination: Statement = {
  name: 'counts_by_destination',
  text: `SELECT n.name, ${sums} FROM ${allCounts} JOIN delivery.names n ON n.id = c.destination GROUP BY n.name`
}
const waiting: Statement = {
  name: 'count_waiting',
  text: `SELECT coalesce(sum(pending + in_flight), 0)::bigint AS waiting FROM ${allCounts}`
}
const withPending: Statement = {
  name: 'counts_with_pending',
  text: `SELECT destination, subscription FROM ${allCounts} GROUP BY destination, subscription HAVING sum(pending) > 0`
}

interface CountRow {
  pending: number
  in_flight: number
  delivered: number
  filtered: number
  failed: number
}

/** What one transaction changes of the counts. */
export class CountChanges {
  private readonly changes = new Map<string, { destination: number; subscription: number; counts: number[] }>()

  add(destination: number, subscription: number | null, state: DeliveryState, count: number): void {
    const key = `${destination} ${subscription ?? 0}`
    let change = this.changes.get(key)
    if (!change) {
      change = { destination, subscription: subscription ?? 0, counts: stateNames.map(() => 0) }
      this.changes.set(key, change)
    }
    change.counts[stateNumbers[state]] += count
  }

  /** Deliveries that wait more than before. */
  get waiting(): number {
    let sum = 0
    for (const { counts } of this.changes.values()) sum += counts[stateNumbers.pending] + counts[stateNumbers.inFlight]
    return sum
  }

  /** Writes them, in the transaction that makes them. */
  async write(session: Session): Promise<void> {
    const rows = [...this.changes.values()].filter(({ counts }) => counts.some((count) => count !== 0))
    if (rows.length === 0) return
    await session.query(write, [
      rows.map(({ destination }) => destination),
      rows.map(({ subscription }) => subscription),
      ...stateNames.map((_, number) => rows.map(({ counts }) => counts[number]))
    ])
  }
}

/** How many deliveries of each subscription are in each state: nothing ever has to count millions of rows. */
export class Counters {
  constructor(private readonly connections: Connections, private readonly names: Names) {}

  /** By the name of the destination. */
  async byDestination(): Promise<Record<string, Counts>> {
    const rows = await this.connections.read<CountRow & { name: string }>(byDestination)
    return Object.fromEntries(rows.map(({ name, in_flight: inFlight, ...rest }) => [name, { ...rest, inFlight }]))
  }

  /** Deliveries that are not settled. */
  async waiting(): Promise<number> {
    const [row] = await this.connections.query<{ waiting: number }>(waiting)
    return row.waiting
  }

  /** Subscriptions with pending deliveries, by name: empty without one. */
  async withPending(): Promise<{ destination: string; subscription: string }[]> {
    const rows = await this.connections.query<{ destination: number; subscription: number }>(withPending)
    await this.names.know(rows.flatMap((row) => [row.destination, row.subscription || row.destination]))
    return rows.map(({ destination, subscription }) => ({
      destination: this.names.nameOf(destination),
      subscription: subscription === 0 ? '' : this.names.nameOf(subscription)
    }))
  }

  /** Adds up what has changed, unless another process does. */
  async addUp(): Promise<void> {
    await this.connections.transact(async (session) => {
      const [{ isMine }] = await session.query<{ isMine: boolean }>(byOne)
      if (isMine) await session.query(addUp)
    })
  }
}
