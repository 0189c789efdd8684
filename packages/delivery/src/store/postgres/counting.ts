import type { DeliveryState } from '../../machine/delivery'
import type { Counts } from '../store'
import type { Connections, Session, Statement } from './connections'
import type { Names } from './names'
import { stateNames, stateNumbers } from './schema'

const columns = ['pending', 'in_flight', 'delivered', 'filtered', 'failed']
const keys = ['destination', 'subscription', 'replay']
const all = [...keys, ...columns].join(', ')
const sums = columns.map((column) => `coalesce(sum(${column}), 0)::bigint AS ${column}`).join(', ')

/** Also what isn't added up yet. */
const allCounts = `(SELECT ${all} FROM delivery.counters UNION ALL SELECT ${all} FROM delivery.count_changes) c`

const write: Statement = {
  name: 'write_count_changes',
  text: `INSERT INTO delivery.count_changes (${all}) SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[],
    $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])`
}

/** An insert of counts that is part of a statement which makes deliveries: `from` has a row for each. */
export const countInserted = (from: string) => `INSERT INTO delivery.count_changes (${all})
  SELECT destination, coalesce(subscription, 0), replay,
    ${stateNames.map((_, number) => `count(*) FILTER (WHERE state = ${number})`).join(', ')}
  FROM ${from} GROUP BY destination, coalesce(subscription, 0), replay`

const addUp: Statement = {
  name: 'add_up_counts',
  text: `WITH gone AS (DELETE FROM delivery.count_changes RETURNING *)
    INSERT INTO delivery.counters AS c (${all})
    SELECT ${keys.join(', ')}, ${sums} FROM gone GROUP BY ${keys.join(', ')}
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET
      ${columns.map((column) => `${column} = c.${column} + excluded.${column}`).join(', ')}`
}
const addUpGroups: Statement = {
  name: 'add_up_group_counts',
  text: `WITH gone AS (DELETE FROM delivery.failure_group_changes RETURNING *)
    UPDATE delivery.failure_groups g SET count = g.count + c.count, changed_at = greatest(g.changed_at, c.changed_at)
    FROM (SELECT failure_group, sum(count) AS count, max(changed_at) AS changed_at FROM gone GROUP BY failure_group) c
    WHERE g.id = c.failure_group`
}
const byOne: Statement = {
  name: 'add_up_by_one',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('delivery.counters', 0)) AS "isMine"`
}
const byDestination: Statement = {
  name: 'counts_by_destination',
  text: `SELECT n.name, ${sums} FROM ${allCounts} JOIN delivery.names n ON n.id = c.destination GROUP BY n.name`
}
const ofReplay: Statement = {
  name: 'counts_of_replay',
  text: `SELECT ${sums} FROM ${allCounts} WHERE replay = $1`
}
const waiting: Statement = {
  name: 'count_waiting',
  text: `SELECT coalesce(sum(pending + in_flight), 0)::bigint AS waiting,
      (SELECT count(*) FROM delivery.count_changes) AS changes
    FROM ${allCounts}`
}
const withPending: Statement = {
  name: 'counts_with_pending',
  text: `SELECT destination, subscription FROM ${allCounts} GROUP BY destination, subscription HAVING sum(pending) > 0`
}

/** Changes beyond which counting them takes longer than adding them up. */
const mostChanges = 5000

interface CountRow {
  pending: number
  in_flight: number
  delivered: number
  filtered: number
  failed: number
}

/** What a count is of. */
interface Counted {
  destination: number
  subscription: number | null
  replay: number
}

/** What one transaction changes of the counts. */
export class CountChanges {
  private readonly changes = new Map<string, { of: Counted; counts: number[] }>()

  add({ destination, subscription, replay }: Counted, state: DeliveryState, count: number): void {
    const key = `${destination} ${subscription ?? 0} ${replay}`
    let change = this.changes.get(key)
    if (!change) {
      change = { of: { destination, subscription, replay }, counts: stateNames.map(() => 0) }
      this.changes.set(key, change)
    }
    change.counts[stateNumbers[state]] += count
  }

  /** Writes them, in the transaction that makes them. */
  write(session: Session): void {
    const rows = [...this.changes.values()].filter(({ counts }) => counts.some((count) => count !== 0))
    if (rows.length === 0) return
    session.send(write, [
      rows.map(({ of }) => of.destination),
      rows.map(({ of }) => of.subscription ?? 0),
      rows.map(({ of }) => of.replay),
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
    return Object.fromEntries(rows.map(({ name, ...row }) => [name, countsOf(row)]))
  }

  /** Also of what was removed once it was settled. */
  async ofReplay(replay: number): Promise<Counts> {
    const [row] = await this.connections.read<CountRow>(ofReplay, [replay])
    return countsOf(row)
  }

  /** Deliveries that are not settled. */
  async waiting(): Promise<number> {
    const [row] = await this.connections.query<{ waiting: number; changes: number }>(waiting)
    // While no worker runs, nobody else adds them up.
    if (row.changes > mostChanges) this.addUp().catch(() => undefined)
    return row.waiting
  }

  /** Names of subscriptions with pending deliveries: empty without one. */
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
      if (!isMine) return
      session.send(addUp)
      session.send(addUpGroups)
    })
  }
}

function countsOf({ in_flight: inFlight, pending, delivered, filtered, failed }: CountRow): Counts {
  return { pending, inFlight, delivered, filtered, failed }
}
