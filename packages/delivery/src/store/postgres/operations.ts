import type { JSONObject } from '@segment/actions-core'
import { laneOf } from '../../machine/lane'
import { inParts } from '../failure-search'
import type { Operation, Page } from '../failures'
import { laneNumber } from '../lanes'
import { failedAttempt } from '../settling'
import type { NewEvent } from '../store'
import { writeMissingAttempts } from './attempts'
import type { Connections, Session, Statement } from './connections'
import { deliveryOf, lockRecords, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { FailureGroups } from './failure-groups'
import type { Intake } from './intake'
import type { Names } from './names'
import type { ServerClock } from './server-clock'

const bodies: Statement = {
  name: 'bodies_of',
  text: 'SELECT event, body FROM delivery.bodies WHERE event = ANY ($1::bigint[])'
}
const insert: Statement = {
  name: 'insert_operation',
  text: 'INSERT INTO delivery.operations (at, who, action, what, count) VALUES ($1, $2, $3, $4, $5) RETURNING id'
}
const addTo: Statement = {
  name: 'add_to_operation',
  text: 'UPDATE delivery.operations SET count = count + $2 WHERE id = $1'
}
const before: Statement = {
  name: 'operations_before',
  text: `SELECT id, at, who, action, what, count FROM delivery.operations WHERE id < $1 ORDER BY id DESC LIMIT $2`
}

type OperationRow = Omit<Operation, 'what'> & { what: string }

/** What operators do with failed deliveries, and their log. */
export class Operations {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly intake: Intake,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock
  ) {}

  resend(ids: number[], unordered: string[], operation: number): Promise<number> {
    return inParts(ids, (part) => {
      return this.connections.transact((session) => this.resendSome(session, part, unordered, operation))
    })
  }

  discard(ids: number[], operation: number): Promise<number> {
    return inParts(ids, (part) => {
      return this.connections.transact(async (session) => {
        const failed = await this.lockFailed(session, part)
        await this.giveUp(session, failed, 'discarded')
        this.count(session, operation, failed.length)
        return failed.length
      })
    })
  }

  async correct(id: number, event: NewEvent, operation: number): Promise<number[] | undefined> {
    const [entry] = await this.intake.prepare([event])
    return this.connections.transact(async (session) => {
      const [record] = await this.lockFailed(session, [id])
      if (!record) return undefined
      await this.intake.insert(session, [entry], {
        replay: record.replay,
        corrects: id,
        lanes: 'resent',
        priority: 1
      })
      await this.giveUp(session, [record], 'corrected')
      this.count(session, operation, 1)
      return entry.ids.slice(0, event.deliveries.length)
    })
  }

  async log({ who, action, what, count }: Omit<Operation, 'id' | 'at'>): Promise<number> {
    const values = [this.clock.now(), who, action, JSON.stringify(what), count]
    const [{ id }] = await this.connections.query<{ id: number }>(insert, values)
    return id
  }

  /** Adds to what an operation has changed. */
  async countFor(operation: number, count: number): Promise<void> {
    if (count > 0) await this.connections.query(addTo, [operation, count])
  }

  async list({ limit, before: id = Number.MAX_SAFE_INTEGER }: Page): Promise<Operation[]> {
    const rows = await this.connections.read<OperationRow>(before, [id, limit])
    return rows.map((row) => ({ ...row, what: JSON.parse(row.what) as JSONObject }))
  }

  private async resendSome(session: Session, ids: number[], unordered: string[], operation: number): Promise<number> {
    // An event that could not be taken has no subscription.
    const failed = (await this.lockFailed(session, ids)).filter(({ subscription }) => subscription !== null)
    const rows = await session.query<{ event: number; body: string }>(bodies, [failed.map(({ event }) => event)])
    const bodyOf = new Map(rows.map(({ event, body }) => [event, body]))
    await this.names.know(failed.map(({ destination }) => destination))
    const resent = failed.filter(({ event }) => bodyOf.has(event))
    this.keepLastAttempts(session, resent)
    const transitioning = new Transitioning(this.groups, this.clock.now())
    for (const record of resent) {
      const lane = this.laneOf(record, bodyOf.get(record.event) as string, unordered)
      transitioning.apply({ ...record, lane, priority: 1 }, { kind: 'resend' }, null, this.clock.now())
    }
    await transitioning.write(session)
    this.count(session, operation, resent.length)
    return resent.length
  }

  /** In the order of their ids. */
  private async lockFailed(session: Session, ids: number[]): Promise<DeliveryRecord[]> {
    const records = [...(await lockRecords(session, ids)).values()]
    return records.filter((record) => deliveryOf(record).state === 'failed')
  }

  private async giveUp(session: Session, failed: DeliveryRecord[], kind: 'discarded' | 'corrected'): Promise<void> {
    this.keepLastAttempts(session, failed)
    const transitioning = new Transitioning(this.groups, this.clock.now())
    for (const record of failed) transitioning.apply(record, { kind }, record.started_at, this.clock.now())
    await transitioning.write(session)
  }

  /** The delivery says all about the attempt that failed, and is to say something else. */
  private keepLastAttempts(session: Session, failed: DeliveryRecord[]): void {
    const attempts = failed.flatMap((record) => {
      const { id, attempts: attempt, started_at: startedAt, settled_at: endedAt } = record
      const { reason } = deliveryOf(record)
      return attempt === 0 || startedAt === null ? [] : [failedAttempt(id, attempt, startedAt, endedAt, reason)]
    })
    writeMissingAttempts(session, attempts)
  }

  private laneOf({ destination }: DeliveryRecord, body: string, unordered: string[]): number | null {
    if (unordered.includes(this.names.nameOf(destination))) return null
    const lane = laneOf(JSON.parse(body) as JSONObject)
    return lane === undefined ? null : laneNumber(destination, lane, 'resent')
  }

  private count(session: Session, operation: number, count: number): void {
    if (count > 0) session.send(addTo, [operation, count])
  }
}
