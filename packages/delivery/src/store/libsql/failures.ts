import type { JSONObject } from '@segment/actions-core'
import type { Database, Statement } from 'libsql'
import type { Verdict } from '../../machine/delivery'
import { laneOf } from '../../machine/lane'
import type { Operation } from '../failures'
import type { NewEvent } from '../store'
import type { DeliveryRows, StoredDelivery } from './delivery-rows'
import type { Intake } from './intake'
import { laneNumber } from '../lanes'
import type { Names } from './names'

/** What operators do with failed deliveries, and their log. */
export class Failures {
  private readonly bodies: Statement
  private readonly keepAttempt: Statement
  private readonly insertOperation: Statement
  private readonly addToOperation: Statement

  constructor(
    db: Database,
    private readonly rows: DeliveryRows,
    private readonly names: Names,
    private readonly intake: Intake
  ) {
    this.bodies = db.prepare('SELECT id, body FROM events WHERE id IN (SELECT value FROM json_each(?))').raw()
    // The delivery says all about the attempt that failed, and is to say something else.
    this.keepAttempt = db.prepare(
      `INSERT OR IGNORE INTO attempts (delivery, attempt, started_at, ended_at, verdict, reason)
       SELECT id, attempts, started_at, settled_at, ?, ? FROM deliveries
       WHERE id = ? AND attempts > 0 AND started_at IS NOT NULL`
    )
    this.insertOperation = db.prepare('INSERT INTO operations (at, who, action, what, count) VALUES (?, ?, ?, ?, ?)')
    this.addToOperation = db.prepare('UPDATE operations SET count = count + ? WHERE id = ?')
  }

  resend(now: number, ids: number[], unordered: string[], operation: number): number {
    // An event that could not be taken has no subscription.
    const failed = this.failed(ids).filter(({ subscription }) => subscription !== null)
    const bodies = new Map(this.bodies.all(JSON.stringify(failed.map(({ event }) => event))) as [number, string][])
    let count = 0
    for (const row of failed) {
      const body = bodies.get(row.event)
      if (body === undefined) continue
      this.keepLastAttempt(row)
      if (this.rows.resend(now, row, this.laneOf(row, body, unordered))) count++
    }
    this.count(operation, count)
    return count
  }

  discard(now: number, ids: number[], operation: number): number {
    const discarded = this.failed(ids).filter((row) => this.giveUp(now, row, 'discarded'))
    this.count(operation, discarded.length)
    return discarded.length
  }

  correct(now: number, id: number, event: NewEvent, operation: number): number[] | undefined {
    const [row] = this.failed([id])
    if (!row) return undefined
    const deliveries = this.intake.acceptCorrected(now, event, id, row.replay)
    this.giveUp(now, row, 'corrected')
    this.count(operation, 1)
    return deliveries
  }

  log(now: number, { who, action, what, count }: Omit<Operation, 'id' | 'at'>): number {
    return Number(this.insertOperation.run(now, who, action, JSON.stringify(what), count).lastInsertRowid)
  }

  /** In the order of their ids. */
  private failed(ids: number[]): StoredDelivery[] {
    return [...this.rows.get(ids).values()]
      .filter(({ delivery }) => delivery.state === 'failed')
      .sort((one, other) => one.id - other.id)
  }

  private giveUp(now: number, row: StoredDelivery, kind: 'discarded' | 'corrected'): boolean {
    this.keepLastAttempt(row)
    return this.rows.apply(now, row, { kind }, row.startedAt, now) !== undefined
  }

  private keepLastAttempt({ id, delivery }: StoredDelivery): void {
    const verdict: Verdict['kind'] = 'failed'
    this.keepAttempt.run(verdict, JSON.stringify(delivery.reason), id)
  }

  private laneOf({ destination }: StoredDelivery, body: string, unordered: string[]): number | null {
    if (unordered.includes(this.names.nameOf(destination))) return null
    const lane = laneOf(JSON.parse(body) as JSONObject)
    return lane === undefined ? null : laneNumber(destination, lane, 'resent')
  }

  count(operation: number, count: number): void {
    if (count > 0) this.addToOperation.run(count, operation)
  }
}
