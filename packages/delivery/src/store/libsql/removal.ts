import type { Database, Statement } from 'libsql'
import { corrected, destinationRemoved, subscriptionRemoved } from '../../machine/reasons'
import { dedupeMs } from '../accepting'
import type { StoreOptions } from '../store'
import type { Counters } from './counters'
import { deliveryColumnCount, deliveryColumns, storedDelivery } from './delivery-rows'
import type { DeliveryColumns, DeliveryRows, StoredDelivery } from './delivery-rows'
import type { FailureGroups } from './failure-groups'
import type { Intake } from './intake'
import type { Names } from './names'
import type { ReplayCounts } from './replay-counts'
import { stateNumbers } from './schema'

/** Rows that one transaction looks at, so that nothing else waits for long. */
const batch = 500

/** What a batch did, and whether there is more to look at. */
export interface Batch {
  count: number
  more: boolean
}

type EventColumns = [id: number, receivedAt: number, deliveries: number, hasBody: number]

/** Removes what is old, what a person asks to have removed, and gives up what no config names any more. */
export class Removal {
  /** Up to which event `prune` has looked. */
  private prunedTo = 0
  /** Up to which delivery `failOrphans` has looked. */
  private orphansTo = 0
  private readonly events: Statement
  private readonly eventsByIds: Statement
  private readonly deliveries: Statement
  private readonly pendingAfter: Statement
  private readonly removeEvent: Statement
  private readonly emptyEvent: Statement
  private readonly removeDeliveries: Statement
  private readonly removeAttempts: Statement
  private readonly unlink: Statement

  constructor(
    private readonly db: Database,
    private readonly rows: DeliveryRows,
    private readonly names: Names,
    private readonly counters: Counters,
    private readonly replayCounts: ReplayCounts,
    private readonly groups: FailureGroups,
    private readonly intake: Intake,
    private readonly retention: StoreOptions['retention']
  ) {
    this.events = db
      .prepare('SELECT id, received_at, deliveries, body IS NOT NULL FROM events WHERE id > ? ORDER BY id LIMIT ?')
      .raw()
    this.eventsByIds = db
      .prepare(
        'SELECT id, received_at, deliveries, body IS NOT NULL FROM events WHERE id IN (SELECT value FROM json_each(?))'
      )
      .raw()
    this.deliveries = db
      .prepare(`SELECT ${deliveryColumns}, d.settled_at FROM deliveries d WHERE d.id >= ? AND d.id < ?`)
      .raw()
    this.pendingAfter = db
      .prepare(
        `SELECT ${deliveryColumns} FROM deliveries d WHERE d.id > ? AND d.state = ${stateNumbers.pending} ORDER BY d.id LIMIT ?`
      )
      .raw()
    this.removeEvent = db.prepare('DELETE FROM events WHERE id = ?')
    this.emptyEvent = db.prepare('UPDATE events SET body = NULL, deliveries = 0 WHERE id = ?')
    this.removeDeliveries = db.prepare('DELETE FROM deliveries WHERE id >= ? AND id < ?')
    this.removeAttempts = db.prepare('DELETE FROM attempts WHERE delivery >= ? AND delivery < ?')
    this.unlink = db.prepare('UPDATE events SET corrects = NULL WHERE corrects = ?')
  }

  load(): void {
    this.prunedTo = 0
    this.orphansTo = 0
  }

  /** Goes through the next events, from the oldest. Without more, the next call begins again. */
  prune(now: number): Batch {
    const oldEnough = now - Math.min(this.retention.deliveredMs, this.retention.failedMs)
    const events = this.events.all(this.prunedTo, batch) as EventColumns[]
    let count = 0
    let reachedNew = false
    for (const event of events) {
      const [id, receivedAt] = event
      if (receivedAt > oldEnough) reachedNew = true
      else if (this.pruneEvent(now, event)) count++
      this.prunedTo = id
    }
    const more = events.length === batch && !reachedNew
    if (!more) this.prunedTo = 0
    if (!more) this.groups.forgetEmpty(now - this.retention.failedMs)
    if (count > 0) this.intake.keepIds()
    return { count, more }
  }

  /** @returns whether it is gone now, apart from what tells duplicates */
  private pruneEvent(now: number, [id, receivedAt, deliveries, hasBody]: EventColumns): boolean {
    const rows = this.deliveries.all(id, id + deliveries) as [...DeliveryColumns, number | null][]
    if (!rows.every((row) => this.isOld(now, row[8], row[deliveryColumnCount]))) return false
    this.remove(
      id,
      rows.map((row) => storedDelivery(row.slice(0, -1) as DeliveryColumns))
    )
    if (receivedAt <= now - dedupeMs) this.removeEvent.run(id)
    else if (hasBody === 1) this.emptyEvent.run(id)
    return hasBody === 1
  }

  private isOld(now: number, state: number, settledAt: number | null): boolean {
    const { deliveredMs, failedMs } = this.retention
    return settledAt !== null && settledAt <= now - (state === stateNumbers.failed ? failedMs : deliveredMs)
  }

  /** Removes these events with all that belongs to them. The disk keeps nothing of them. */
  erase(ids: number[]): number {
    const events = this.eventsByIds.all(JSON.stringify(ids)) as EventColumns[]
    // Overwrites what it frees.
    this.db.exec('PRAGMA secure_delete = ON')
    for (const [id, , deliveries] of events) {
      const rows = this.deliveries.all(id, id + deliveries) as DeliveryColumns[]
      this.remove(id, rows.map(storedDelivery))
      this.removeEvent.run(id)
    }
    this.db.exec('PRAGMA secure_delete = OFF')
    if (events.length > 0) this.intake.keepIds()
    return events.length
  }

  /** Goes through the next pending deliveries, if any of them are of what is not kept. */
  failOrphans(now: number, kept: { destination: string; subscriptions: string[] }[]): Batch {
    const names = new Map(kept.map(({ destination, subscriptions }) => [destination, new Set(subscriptions)]))
    const isKept = (destination: number, subscription: number) =>
      names.get(this.names.nameOf(destination))?.has(this.names.nameOf(subscription)) === true
    const orphaned = [...this.counters.within('pending')].some(
      ({ destination, subscription }) => !isKept(destination, subscription)
    )
    if (!orphaned) {
      this.orphansTo = 0
      return { count: 0, more: false }
    }
    const rows = (this.pendingAfter.all(this.orphansTo, batch) as DeliveryColumns[]).map(storedDelivery)
    let count = 0
    for (const row of rows) {
      this.orphansTo = row.id
      if (isKept(row.destination, row.subscription ?? 0)) continue
      this.failOrphan(now, row, names)
      count++
    }
    const more = rows.length === batch
    if (!more) this.orphansTo = 0
    return { count, more }
  }

  private failOrphan(now: number, row: StoredDelivery, names: Map<string, Set<string>>): void {
    const destination = this.names.nameOf(row.destination)
    const reason = names.has(destination)
      ? subscriptionRemoved(destination, this.names.nameOf(row.subscription ?? 0))
      : destinationRemoved(destination)
    this.rows.apply(now, row, { kind: 'orphaned', reason }, row.startedAt, now)
  }

  private remove(event: number, rows: StoredDelivery[]): void {
    if (rows.length === 0) return
    const end = event + rows.length
    this.removeDeliveries.run(event, end)
    this.removeAttempts.run(event, end)
    for (const row of rows) {
      const { state, reason } = row.delivery
      this.counters.add(row.destination, row.subscription ?? 0, state, -1)
      // What became of the deliveries of a replay is shown for as long as the replay is.
      if (row.replay !== null && (state === 'pending' || state === 'inFlight')) {
        this.replayCounts.add(row.replay, state, -1)
      }
      if (row.group !== null) this.groups.leave(row.group)
      if (reason?.code === corrected.code) this.unlink.run(row.id)
      this.rows.leaveLane(row)
    }
  }
}
