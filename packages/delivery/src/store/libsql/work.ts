import type { Database, Statement } from 'libsql'
import { attemptToKeep, cutOffAttempt, inputOf } from '../settling'
import type { KeptAttempt } from '../settling'
import type { Claimed, ClaimRequest, Priority, Settled, Settlement } from '../store'
import { deliveryColumns, storedDelivery } from './delivery-rows'
import type { DeliveryColumns, DeliveryRows, StoredDelivery } from './delivery-rows'
import type { Names } from './names'
import { dueNow } from './schema'
import type { Pauses } from './pauses'

const priorities: readonly Priority[] = [0, 1]

/** The order of a claim. `again` is what was retried, and `fresh` is everything else that is due. */
const usualOrder = priorities.flatMap((priority) => [
  { due: 'again' as const, priority },
  { due: 'fresh' as const, priority }
])
const freshFirstOrder = (['fresh', 'again'] as const).flatMap((due) =>
  priorities.map((priority) => ({ due, priority }))
)

/** A claim that parks more deliveries than this takes fewer than it was asked for, so that nothing else waits for long. */
const mostLookedAt = 1000

/** What a worker does: it has a lease, claims deliveries and settles them. */
export class Work {
  private leasedUntil = 0
  private readonly again: Statement
  private readonly fresh: Statement
  private readonly firstDue: Statement
  private readonly lease: Statement
  private readonly endLease: Statement
  private readonly lost: Statement
  private readonly insertAttempt: Statement
  private readonly dueTooLate: Statement
  private readonly bringNear: Statement

  constructor(
    db: Database,
    private readonly rows: DeliveryRows,
    private readonly names: Names,
    private readonly pauses: Pauses,
    private readonly worker: number,
    private readonly leaseMs: number,
    private readonly longestBackoffMs: number
  ) {
    const claimable = `SELECT ${deliveryColumns}, e.body, e.received_at FROM deliveries d JOIN events e ON e.id = d.event`
    const of = 'd.destination = ? AND d.priority = ?'
    this.again = db
      .prepare(`${claimable} WHERE ${of} AND d.due > ${dueNow} AND d.due <= ? ORDER BY d.due LIMIT ?`)
      .raw()
    this.fresh = db.prepare(`${claimable} WHERE ${of} AND d.due = ${dueNow} AND d.id > ? ORDER BY d.id LIMIT ?`).raw()
    this.firstDue = db
      .prepare('SELECT min(due) FROM deliveries WHERE destination = ? AND priority = ? AND due IS NOT NULL')
      .raw()
    this.lease = db.prepare('INSERT OR REPLACE INTO workers (id, leased_until) VALUES (?, ?)')
    this.endLease = db.prepare('DELETE FROM workers WHERE id = ?')
    // A worker without a row has given up its lease.
    this.lost = db
      .prepare(
        `SELECT ${deliveryColumns} FROM deliveries d WHERE d.worker IS NOT NULL AND NOT EXISTS
          (SELECT 1 FROM workers WHERE id = d.worker AND leased_until >= ?)`
      )
      .raw()
    this.insertAttempt = db.prepare(
      `INSERT OR REPLACE INTO attempts (delivery, attempt, started_at, ended_at, verdict, reason, exchanges, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.dueTooLate = db.prepare('SELECT 1 FROM deliveries WHERE destination = ? AND priority = ? AND due > ? LIMIT 1')
    this.bringNear = db.prepare('UPDATE deliveries SET due = ? WHERE destination = ? AND priority = ? AND due > ?')
  }

  load(): void {
    this.leasedUntil = 0
  }

  /** Claims, if this worker's lease lasts. */
  claim(now: number, requests: ClaimRequest[]): Claimed[] {
    if (this.leasedUntil < now) this.renew(now)
    return requests.flatMap((request) => {
      const number = this.names.known(request.destination)
      return number === undefined || this.pauses.holds(now, request.destination)
        ? []
        : this.claimOf(now, number, request)
    })
  }

  private claimOf(now: number, destination: number, { limit, behind = limit, freshFirst }: ClaimRequest): Claimed[] {
    const left = { 0: limit, 1: Math.min(behind, limit) }
    const claimed: Claimed[] = []
    for (const { due, priority } of freshFirst ? freshFirstOrder : usualOrder) {
      const most = Math.min(left[priority], limit - claimed.length)
      if (most === 0) continue
      const found =
        due === 'again'
          ? this.claimAgain(now, destination, priority, most)
          : this.claimFresh(now, destination, priority, most)
      claimed.push(...found.claimed)
      left[priority] -= found.claimed.length
      if (found.isCutShort) break
    }
    return claimed
  }

  private claimAgain(now: number, destination: number, priority: Priority, limit: number) {
    const rows = this.again.all(destination, priority, now, limit) as DeliveryColumns[]
    return { claimed: rows.flatMap((row) => this.claimOne(now, row)), isCutShort: false }
  }

  /** @returns `isCutShort`: there may be more that can be claimed */
  private claimFresh(now: number, destination: number, priority: Priority, limit: number) {
    const claimed: Claimed[] = []
    let after = 0
    for (let looked = 0; claimed.length < limit && looked < mostLookedAt; ) {
      const asked = limit - claimed.length
      const rows = this.fresh.all(destination, priority, after, asked) as DeliveryColumns[]
      for (const row of rows) claimed.push(...this.claimOne(now, row))
      if (rows.length < asked) return { claimed, isCutShort: false }
      looked += rows.length
      after = rows[rows.length - 1][0]
    }
    return { claimed, isCutShort: claimed.length < limit }
  }

  /** By the name of the destination. What doesn't wait for a time is due now. */
  nextDue(now: number): Record<string, number> {
    const dues: Record<string, number> = {}
    for (const number of this.names.all) {
      const ofBoth = priorities.map((priority) => (this.firstDue.get(number, priority) as [number | null])[0])
      const given = ofBoth.filter((due): due is number => due !== null)
      if (given.length === 0) continue
      const due = Math.min(...given)
      dues[this.names.nameOf(number)] = due === dueNow ? now : due
    }
    return dues
  }

  private claimOne(now: number, row: DeliveryColumns): Claimed[] {
    const stored = storedDelivery(row)
    const delivery = this.rows.claim(now, stored, this.worker)
    if (!delivery) return []
    const [body, receivedAt] = row.slice(-2) as [string, number]
    const destination = this.names.nameOf(stored.destination)
    const subscription = stored.subscription === null ? '' : this.names.nameOf(stored.subscription)
    const { id, priority } = stored
    return [{ id, destination, subscription, priority, attempt: delivery.attempts, delivery, body, receivedAt }]
  }

  settle(now: number, settlements: Settlement[], randoms: number[]): Settled[] {
    const stored = this.rows.get(settlements.map(({ id }) => id))
    return settlements.map((settlement, index) => {
      const { id, attempt, startedAt, endedAt } = settlement
      const row = stored.get(id)
      if (row?.worker !== this.worker || row.delivery.attempts !== attempt) return undefined
      const settled = this.rows.apply(now, row, inputOf(settlement, randoms[index]), startedAt, endedAt)
      if (!settled) return undefined
      stored.set(id, settled)
      this.keepAttempt(attemptToKeep(settlement))
      const { delivery, due } = settled
      return { state: delivery.state, ...(due !== null && { dueAt: due === dueNow ? now : due }) }
    })
  }

  private keepAttempt(kept: KeptAttempt | undefined): void {
    if (!kept) return
    const { delivery, attempt, startedAt, endedAt, verdict, reason, exchanges, payload } = kept
    this.insertAttempt.run(delivery, attempt, startedAt, endedAt, verdict, reason, exchanges, payload)
  }

  renew(now: number): boolean {
    const lasted = this.leasedUntil >= now
    if (!lasted) this.takeBack(now)
    this.leasedUntil = now + this.leaseMs
    this.lease.run(this.worker, this.leasedUntil)
    return lasted
  }

  /** Also mends what a clock that was set back has done: nothing is due later than the longest backoff allows. */
  takeBack(now: number): number {
    const latest = now + this.longestBackoffMs
    for (const destination of this.names.all) {
      for (const priority of priorities) {
        if (!this.dueTooLate.get(destination, priority, latest)) continue
        this.bringNear.run(now, destination, priority, latest)
      }
    }
    const lost = (this.lost.all(now) as DeliveryColumns[]).map(storedDelivery)
    for (const row of lost) this.takeBackOne(now, row)
    return lost.length
  }

  private takeBackOne(now: number, row: StoredDelivery): void {
    const { id, startedAt, delivery } = row
    this.rows.apply(now, row, { kind: 'lost' }, startedAt, now)
    this.keepAttempt(cutOffAttempt(id, delivery.attempts, startedAt ?? now))
  }

  giveUpLease(): void {
    this.endLease.run(this.worker)
    this.leasedUntil = 0
  }
}
