import { createHash } from 'node:crypto'
import type { Database, Statement } from 'libsql'
import { created } from '../../machine/transitions'
import { BacklogFullError } from '../store'
import type { Accepted, NewDelivery, NewEvent } from '../store'
import type { Counters } from './counters'
import type { Names } from './names'
import { dueNow, stateNumbers } from './schema'

/** An event with the same message id is a duplicate for so long, as at Segment. */
export const dedupeMs = 24 * 60 * 60 * 1000

/** Takes events in. */
export class Intake {
  private nextId = 1
  private readonly earlier: Statement
  private readonly insertEvent: Statement
  private readonly insertPending: Statement
  private readonly insertSettled: Statement
  private readonly lastId: Statement
  private readonly keepLastId: Statement

  constructor(
    db: Database,
    private readonly names: Names,
    private readonly counters: Counters,
    private readonly maxBacklog: number
  ) {
    this.earlier = db
      .prepare('SELECT fingerprint FROM events WHERE message_id = ? AND source = ? AND received_at > ? LIMIT 1')
      .raw()
    this.insertEvent = db.prepare(
      'INSERT INTO events (id, source, message_id, fingerprint, received_at, deliveries, body) VALUES (?, ?, ?, ?, ?, ?, ?)'
    )
    this.insertPending = db.prepare(
      `INSERT INTO deliveries (id, event, destination, subscription, state, lane, due)
       VALUES (?, ?, ?, ?, ${stateNumbers.pending}, ?, ${dueNow})`
    )
    this.insertSettled = db.prepare(
      `INSERT INTO deliveries (id, event, destination, subscription, state, settled_at, code, message, status)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.lastId = db
      .prepare(
        `SELECT max(coalesce((SELECT max(id + max(deliveries, 1)) FROM (SELECT id, deliveries FROM events ORDER BY id DESC LIMIT 1)), 1),
                    coalesce((SELECT max(id) + 1 FROM deliveries), 1),
                    coalesce((SELECT value FROM meta WHERE key = 'next_id'), 1))`
      )
      .raw()
    this.keepLastId = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('next_id', ?)")
  }

  load(): void {
    ;[this.nextId] = this.lastId.get() as [number]
  }

  /** Keeps ids from being given again once the rows that have them are removed. */
  keepIds(): void {
    this.keepLastId.run(this.nextId)
  }

  /** @throws BacklogFullError */
  accept(now: number, events: NewEvent[]): Accepted[] {
    const pending = events.reduce((sum, { deliveries }) => sum + deliveries.filter(isPending).length, 0)
    if (this.counters.waiting + pending > this.maxBacklog) throw new BacklogFullError(this.maxBacklog)
    return events.map((event) => this.acceptOne(now, event))
  }

  private acceptOne(now: number, event: NewEvent): Accepted {
    const { messageId, fingerprint, receivedAt, body, deliveries } = event
    const source = this.names.numberOf(event.source)
    const earlier = this.earlier.get(messageId, source, now - dedupeMs) as [string] | undefined
    if (earlier) return earlier[0] === fingerprint ? 'duplicate' : 'conflict'
    const id = this.nextId
    this.nextId += Math.max(1, deliveries.length)
    this.insertEvent.run(id, source, messageId, fingerprint, receivedAt, deliveries.length, body)
    for (const [index, delivery] of deliveries.entries()) this.insertDelivery(now, id, id + index, delivery)
    return 'accepted'
  }

  private insertDelivery(now: number, event: number, id: number, delivery: NewDelivery): void {
    const destination = this.names.numberOf(delivery.destination)
    const subscription = delivery.subscription === undefined ? null : this.names.numberOf(delivery.subscription)
    if (delivery.state === 'pending') {
      const { lane } = delivery
      const number = lane === undefined ? null : laneNumber(destination, lane)
      this.insertPending.run(id, event, destination, subscription, number)
    } else {
      const { state, reason } = created(delivery.state, delivery.reason)
      const { code, message, status } = reason ?? delivery.reason
      this.insertSettled.run(
        id,
        event,
        destination,
        subscription,
        stateNumbers[state],
        now,
        code,
        message,
        status ?? null
      )
    }
    this.counters.add(destination, subscription ?? 0, delivery.state, 1)
  }
}

function isPending({ state }: NewDelivery): boolean {
  return state === 'pending'
}

/**
 * A number for a lane, of the 53 bits that JavaScript has. If two lanes get the same one, their deliveries are attempted
 * one after the other, and nothing else happens.
 */
function laneNumber(destination: number, lane: string): number {
  const hash = createHash('sha1').update(`${destination} ${lane}`).digest()
  return hash.readUIntBE(0, 6) * 32 + (hash[6] >> 3)
}
