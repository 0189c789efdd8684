import type { Database, Statement } from 'libsql'
import type { Delivery } from '../../machine/delivery'
import { next } from '../../machine/transitions'
import type { Input } from '../../machine/transitions'
import type { Priority } from '../store'
import type { Counters } from './counters'
import type { FailureGroups } from './failure-groups'
import type { ReplayCounts } from './replay-counts'
import { dueNow, stateNames, stateNumbers } from './schema'

/** A delivery as it is in the file. */
export interface StoredDelivery {
  id: number
  event: number
  destination: number
  subscription: number | null
  lane: number | null
  /** When to attempt it again: see the column. */
  due: number | null
  worker: number | null
  startedAt: number | null
  priority: Priority
  replay: number | null
  /** Not null while it is failed. */
  group: number | null
  delivery: Delivery
}

/** The columns that `storedDelivery` reads, of the table `d`. */
export const deliveryColumns = `d.id, d.event, d.destination, d.subscription, d.lane, d.due, d.worker, d.started_at, d.state,
  d.attempts, d.retried_ms, d.out_of_order, d.possible_duplicate, d.kills, d.code, d.message, d.status, d.priority, d.replay, d.failure_group`

/** How many these are. */
export const deliveryColumnCount = 20

/** What a row of these columns is. Further columns may follow. */
export type DeliveryColumns = [
  id: number,
  event: number,
  destination: number,
  subscription: number | null,
  lane: number | null,
  due: number | null,
  worker: number | null,
  startedAt: number | null,
  state: number,
  attempts: number,
  retriedMs: number,
  outOfOrder: number,
  possibleDuplicate: number,
  kills: number,
  code: string | null,
  message: string | null,
  status: number | null,
  priority: Priority,
  replay: number | null,
  group: number | null
]

export function storedDelivery(row: DeliveryColumns): StoredDelivery {
  const [code, message, status] = [row[14], row[15], row[16]]
  return {
    id: row[0],
    event: row[1],
    destination: row[2],
    subscription: row[3],
    lane: row[4],
    due: row[5],
    worker: row[6],
    startedAt: row[7],
    priority: row[17],
    replay: row[18],
    group: row[19],
    delivery: {
      state: stateNames[row[8]],
      attempts: row[9],
      retriedMs: row[10],
      outOfOrder: row[11] === 1,
      possibleDuplicate: row[12] === 1,
      kills: row[13],
      ...(code !== null && { reason: { code, message: message ?? '', ...(status !== null && { status }) } })
    }
  }
}

/**
 * Carries out transitions: asks the table of `machine/` what follows, and writes it.
 *
 * Lanes cost nothing until two deliveries of one are due at a time. Deliveries are claimed in the order in which they came;
 * one whose lane is blocked is parked then. When the lane is free, the first one that is parked is due again. What else
 * is due of the lane came after it, or is claimed before it. So no index has all lanes.
 */
export class DeliveryRows {
  /** Lanes with a delivery that is in flight, or waits for another attempt. */
  private readonly blocked = new Set<number>()
  /** Whether anything may be parked. */
  private hasParked = false
  private readonly byIds: Statement
  private readonly begin: Statement
  private readonly write: Statement
  private readonly park: Statement
  private readonly unpark: Statement
  private readonly anyParked: Statement
  private readonly blocking: Statement

  constructor(
    db: Database,
    private readonly counters: Counters,
    private readonly replayCounts: ReplayCounts,
    private readonly groups: FailureGroups
  ) {
    this.byIds = db
      .prepare(`SELECT ${deliveryColumns} FROM deliveries d WHERE d.id IN (SELECT value FROM json_each(?))`)
      .raw()
    // Leaves most indexes alone, which `write` does not.
    this.begin = db.prepare(
      `UPDATE deliveries SET state = ${stateNumbers.inFlight}, due = NULL, worker = ?, attempts = ?, started_at = ? WHERE id = ?`
    )
    this.write = db.prepare(
      `UPDATE deliveries SET state = ?, lane = ?, due = ?, worker = NULL, attempts = ?, started_at = ?, settled_at = ?,
        retried_ms = ?, out_of_order = ?, possible_duplicate = ?, kills = ?, code = ?, message = ?, status = ?, priority = ?, failure_group = ? WHERE id = ?`
    )
    const parked = `state = ${stateNumbers.pending} AND due IS NULL`
    this.park = db.prepare('UPDATE deliveries SET due = NULL WHERE id = ?')
    this.unpark = db.prepare(
      `UPDATE deliveries SET due = ${dueNow} WHERE id = (SELECT min(id) FROM deliveries WHERE lane = ? AND ${parked})`
    )
    this.anyParked = db.prepare(`SELECT EXISTS (SELECT 1 FROM deliveries WHERE ${parked})`).raw()
    this.blocking = db
      .prepare(
        `SELECT lane FROM deliveries WHERE worker IS NOT NULL AND lane IS NOT NULL UNION ALL
         SELECT d.lane FROM names n JOIN deliveries d ON d.destination = n.id AND d.priority IN (0, 1) AND d.due > ${dueNow} AND d.lane IS NOT NULL`
      )
      .raw()
  }

  load(): void {
    this.blocked.clear()
    for (const [lane] of this.blocking.all() as [number][]) this.blocked.add(lane)
    this.hasParked = (this.anyParked.get() as [number])[0] === 1
  }

  /** Those of these ids that are there, by id. */
  get(ids: readonly number[]): Map<number, StoredDelivery> {
    const rows = this.byIds.all(JSON.stringify(ids)) as DeliveryColumns[]
    return new Map(rows.map((row) => [row[0], storedDelivery(row)]))
  }

  /** A worker claims one. Undefined if it can't be claimed, as another one of its lane comes first. */
  claim(now: number, row: StoredDelivery, worker: number): Delivery | undefined {
    const { lane } = row
    if (lane !== null && row.due === dueNow && this.blocked.has(lane)) {
      this.park.run(row.id)
      this.hasParked = true
      return undefined
    }
    const step = next(row.delivery, { kind: 'claim' })
    if (!step) return undefined
    if (lane !== null) this.blocked.add(lane)
    this.count(row, step.delivery)
    this.begin.run(worker, step.delivery.attempts, now, row.id)
    return step.delivery
  }

  /**
   * Anything else happens to one.
   * @param at when, in the time of the attempt
   * @returns the row as it is now; undefined if its state doesn't take it
   */
  apply(
    now: number,
    row: StoredDelivery,
    input: Input,
    startedAt: number | null,
    at: number
  ): StoredDelivery | undefined {
    const step = next(row.delivery, input)
    if (!step) return undefined
    const { delivery, dueInMs, leavesLane } = step
    const { state, attempts, retriedMs, outOfOrder, possibleDuplicate, kills, reason } = delivery
    const lane = leavesLane ? null : row.lane
    const due = dueInMs === undefined ? null : dueInMs === 0 ? dueNow : now + Math.round(dueInMs)
    const settledAt = state === 'pending' ? null : at
    this.count(row, delivery)
    const group = this.regroup(row, delivery, at)
    this.write.run(
      stateNumbers[state],
      lane,
      due,
      attempts,
      startedAt,
      settledAt,
      Math.round(retriedMs),
      Number(outOfOrder),
      Number(possibleDuplicate),
      kills,
      reason?.code ?? null,
      reason?.message ?? null,
      reason?.status ?? null,
      row.priority,
      group,
      row.id
    )
    if (leavesLane) this.leaveLane(row)
    else if (due === dueNow && lane !== null && row.worker !== null) this.freeLane(lane)
    return { ...row, lane, due, worker: null, startedAt, group, delivery }
  }

  /**
   * A failed one is resent: it is due now, behind what is live.
   * @param lane its new one; null without an order
   * @returns whether it was
   */
  resend(now: number, row: StoredDelivery, lane: number | null): boolean {
    return this.apply(now, { ...row, priority: 1, lane }, { kind: 'resend' }, null, now) !== undefined
  }

  /** One has left its lane, or is removed. If that frees the lane, the next one that is parked is due. */
  leaveLane({ lane, due, worker }: StoredDelivery): void {
    if (lane === null) return
    const wasParked = due === null && worker === null
    const blocked = due !== dueNow && !wasParked
    if (blocked || (!wasParked && !this.blocked.has(lane))) this.freeLane(lane)
  }

  private freeLane(lane: number): void {
    this.blocked.delete(lane)
    if (this.hasParked) this.unpark.run(lane)
  }

  private count({ destination, subscription, replay, delivery: before }: StoredDelivery, after: Delivery): void {
    if (before.state === after.state) return
    this.counters.add(destination, subscription ?? 0, before.state, -1)
    this.counters.add(destination, subscription ?? 0, after.state, 1)
    if (replay === null) return
    this.replayCounts.add(replay, before.state, -1)
    this.replayCounts.add(replay, after.state, 1)
  }

  /** @returns the group that it is in then */
  private regroup({ destination, subscription, group }: StoredDelivery, after: Delivery, at: number): number | null {
    if (group !== null) this.groups.leave(group)
    if (after.state !== 'failed' || !after.reason) return null
    return this.groups.join(destination, subscription ?? 0, after.reason, at)
  }
}
