import type { Delivery } from '../../machine/delivery'
import { next } from '../../machine/transitions'
import type { Input } from '../../machine/transitions'
import type { Priority } from '../store'
import type { Session, Statement } from './connections'
import { CountChanges } from './counting'
import type { FailureGroups } from './failure-groups'
import { dueNow, stateNames, stateNumbers } from './schema'
import { writable } from './writable'

/** A delivery as it is in the table. */
export interface DeliveryRecord {
  id: number
  event: number
  destination: number
  subscription: number | null
  state: number
  lane: number | null
  /** When to attempt it again: see the column. */
  due: number | null
  worker: number | null
  attempts: number
  started_at: number | null
  settled_at: number | null
  retried_ms: number
  out_of_order: boolean
  possible_duplicate: boolean
  kills: number
  code: string | null
  message: string | null
  status: number | null
  priority: Priority
  /** 0: of none. */
  replay: number
  failure_group: number | null
}

/** The columns of a `DeliveryRecord`, of the table `d`. */
export const recordColumns = `d.id, d.event, d.destination, d.subscription, d.state, d.lane, d.due, d.worker, d.attempts,
  d.started_at, d.settled_at, d.retried_ms, d.out_of_order, d.possible_duplicate, d.kills, d.code, d.message, d.status,
  d.priority, d.replay, d.failure_group`

/** What the table of transitions knows of it. */
export function deliveryOf(record: DeliveryRecord): Delivery {
  const { code, message, status } = record
  return {
    state: stateNames[record.state],
    attempts: record.attempts,
    retriedMs: record.retried_ms,
    outOfOrder: record.out_of_order,
    possibleDuplicate: record.possible_duplicate,
    kills: record.kills,
    ...(code !== null && { reason: { code, message: message ?? '', ...(status !== null && { status }) } })
  }
}

const byIds: Statement = {
  name: 'lock_deliveries',
  text: `SELECT ${recordColumns} FROM delivery.deliveries d WHERE d.id = ANY ($1::bigint[])
    ORDER BY d.id FOR NO KEY UPDATE`
}

const write: Statement = {
  name: 'write_deliveries',
  text: `UPDATE delivery.deliveries d SET state = w.state, lane = w.lane, due = w.due, worker = NULL, attempts = w.attempts,
      started_at = w.started_at, settled_at = w.settled_at, retried_ms = w.retried_ms, out_of_order = w.out_of_order,
      possible_duplicate = w.possible_duplicate, kills = w.kills, code = w.code, message = w.message, status = w.status,
      priority = w.priority, failure_group = w.failure_group
    FROM unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::bigint[], $5::integer[], $6::bigint[], $7::bigint[],
      $8::bigint[], $9::boolean[], $10::boolean[], $11::integer[], $12::text[], $13::text[], $14::integer[],
      $15::smallint[], $16::integer[])
      AS w (id, state, lane, due, attempts, started_at, settled_at, retried_ms, out_of_order, possible_duplicate, kills,
        code, message, status, priority, failure_group)
    WHERE d.id = w.id`
}

/**
 * The first delivery of a lane is due when those before it have left. This statement comes after the one in which they leave:
 * a claim that parks a delivery locks one before it until it has committed. So what it parked is seen here.
 */
const unpark: Statement = {
  name: 'unpark_deliveries',
  text: `UPDATE delivery.deliveries d SET due = ${dueNow}
    FROM unnest($1::bigint[]) AS left_lane (lane)
      CROSS JOIN LATERAL (
        SELECT f.id FROM delivery.deliveries f WHERE f.lane >= left_lane.lane AND f.lane <= left_lane.lane
        ORDER BY f.lane, f.id LIMIT 1
      ) first
    WHERE d.id = first.id AND d.state = ${stateNumbers.pending} AND d.due IS NULL`
}

/** Locks these deliveries, until the transaction ends, and reads them. */
export async function lockRecords(session: Session, ids: number[]): Promise<Map<number, DeliveryRecord>> {
  const records = await session.query<DeliveryRecord>(byIds, [ids])
  return new Map(records.map((record) => [record.id, record]))
}

/** Makes the first deliveries of these lanes due if they were parked. */
export function freeLanes(session: Session, lanes: number[]): void {
  if (lanes.length > 0) session.send(unpark, [[...new Set(lanes)]])
}

/**
 * What one transaction does to deliveries that it has locked. It asks the table of `machine/` what follows, and writes it all
 * at the end.
 */
export class Transitioning {
  private readonly counts = new CountChanges()
  private readonly groupCounts = new Map<number, number>()
  private readonly changed = new Map<number, DeliveryRecord>()
  private readonly freed: number[] = []

  constructor(private readonly groups: FailureGroups, private readonly now: number) {}

  /**
   * Something happens to a delivery.
   * @param at when, in the time of the attempt
   * @returns the delivery as it is then; undefined if its state doesn't take it
   */
  apply(record: DeliveryRecord, input: Input, startedAt: number | null, at: number): DeliveryRecord | undefined {
    const before = deliveryOf(record)
    const step = next(before, input)
    if (!step) return undefined
    const { delivery, dueInMs, leavesLane } = step
    const { state, reason } = delivery
    this.counts.add(record, before.state, -1)
    this.counts.add(record, state, 1)
    this.leaveGroup(record)
    const changed: DeliveryRecord = {
      ...record,
      state: stateNumbers[state],
      lane: leavesLane ? null : record.lane,
      due: dueInMs === undefined ? null : dueInMs === 0 ? dueNow : this.now + Math.round(dueInMs),
      worker: null,
      attempts: delivery.attempts,
      started_at: startedAt,
      settled_at: state === 'pending' ? null : at,
      retried_ms: Math.round(delivery.retriedMs),
      out_of_order: delivery.outOfOrder,
      possible_duplicate: delivery.possibleDuplicate,
      kills: delivery.kills,
      code: reason?.code ?? null,
      message: reason?.message ?? null,
      status: reason?.status ?? null,
      failure_group: null
    }
    this.changed.set(record.id, changed)
    if (leavesLane) this.leaveLane(record)
    return changed
  }

  /** A delivery is removed. */
  remove(record: DeliveryRecord): void {
    const state = stateNames[record.state]
    const isSettled = state !== 'pending' && state !== 'inFlight'
    // What became of the deliveries of a replay is shown for as long as the replay is.
    this.counts.add(isSettled ? { ...record, replay: 0 } : record, state, -1)
    this.leaveGroup(record)
    this.leaveLane(record)
  }

  private leaveLane({ lane }: DeliveryRecord): void {
    if (lane !== null) this.freed.push(lane)
  }

  private leaveGroup({ failure_group: group }: DeliveryRecord): void {
    if (group !== null) this.groupCounts.set(group, (this.groupCounts.get(group) ?? 0) - 1)
  }

  /** Those that have failed join their groups. */
  private async joinGroups(session: Session, rows: DeliveryRecord[]): Promise<void> {
    const failed = rows.flatMap((row) => {
      const { state, reason } = deliveryOf(row)
      return state === 'failed' && reason ? [{ row, reason }] : []
    })
    const groups = await this.groups.join(
      session,
      this.now,
      failed.map(({ row: { destination, subscription }, reason }) => ({ destination, subscription, reason }))
    )
    for (const [index, { row }] of failed.entries()) {
      row.failure_group = groups[index]
      this.groupCounts.set(groups[index], (this.groupCounts.get(groups[index]) ?? 0) + 1)
    }
    this.groups.change(session, this.now, this.groupCounts)
  }

  /** Writes what has changed. */
  async write(session: Session): Promise<void> {
    const rows = [...this.changed.values()]
    await this.joinGroups(session, rows)
    if (rows.length > 0) {
      session.send(write, [
        rows.map(({ id }) => id),
        rows.map(({ state }) => state),
        rows.map(({ lane }) => lane),
        rows.map(({ due }) => due),
        rows.map(({ attempts }) => attempts),
        rows.map(({ started_at: startedAt }) => startedAt),
        rows.map(({ settled_at: settledAt }) => settledAt),
        rows.map(({ retried_ms: retriedMs }) => retriedMs),
        rows.map(({ out_of_order: outOfOrder }) => outOfOrder),
        rows.map(({ possible_duplicate: possibleDuplicate }) => possibleDuplicate),
        rows.map(({ kills }) => kills),
        rows.map(({ code }) => writable(code)),
        rows.map(({ message }) => writable(message)),
        rows.map(({ status }) => status),
        rows.map(({ priority }) => priority),
        rows.map(({ failure_group: group }) => group)
      ])
    }
    this.counts.write(session)
    freeLanes(session, this.freed)
  }
}
