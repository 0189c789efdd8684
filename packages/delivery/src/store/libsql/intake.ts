import type { Database, Statement } from 'libsql'
import { created } from '../../machine/transitions'
import { dedupeMs, pendingOf, replayShare } from '../accepting'
import type { PendingDelivery } from '../accepting'
import { BacklogFullError } from '../store'
import type { Accepted, NewDelivery, NewEvent } from '../store'
import type { Counters } from './counters'
import type { FailureGroups } from './failure-groups'
import { laneNumber } from '../lanes'
import type { LaneKind } from '../lanes'
import type { Names } from './names'
import type { ReplayCounts } from './replay-counts'
import { dueNow, stateNumbers } from './schema'

/** Where an event comes from that did not come in by itself. */
interface Origin {
  /** The replay that it is of. */
  replay: number | null
  /** The delivery that failed with the event that it corrects. */
  corrects: number | null
}

/** Takes events in. */
export class Intake {
  private nextId = 1
  private readonly earlier: Statement
  private readonly earlierOfReplay: Statement
  private readonly insertEvent: Statement
  private readonly insertEventOf: Statement
  private readonly insertPending: Statement
  private readonly insertBehind: Statement
  private readonly insertSettled: Statement
  private readonly lastId: Statement
  private readonly keepLastId: Statement

  constructor(
    db: Database,
    private readonly names: Names,
    private readonly counters: Counters,
    private readonly replayCounts: ReplayCounts,
    private readonly groups: FailureGroups,
    private readonly maxBacklog: number
  ) {
    this.earlier = db
      .prepare(
        'SELECT fingerprint FROM events WHERE message_id = ? AND source = ? AND received_at > ? AND replay IS NULL LIMIT 1'
      )
      .raw()
    this.earlierOfReplay = db
      .prepare('SELECT 1 FROM events WHERE message_id = ? AND source = ? AND replay = ? LIMIT 1')
      .raw()
    this.insertEvent = db.prepare(
      'INSERT INTO events (id, source, message_id, fingerprint, received_at, deliveries, body) VALUES (?, ?, ?, ?, ?, ?, ?)'
    )
    this.insertEventOf = db.prepare(
      `INSERT INTO events (id, source, message_id, fingerprint, received_at, deliveries, body, replay, corrects)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.insertPending = db.prepare(
      `INSERT INTO deliveries (id, event, destination, subscription, state, lane, due)
       VALUES (?, ?, ?, ?, ${stateNumbers.pending}, ?, ${dueNow})`
    )
    this.insertBehind = db.prepare(
      `INSERT INTO deliveries (id, event, destination, subscription, state, lane, due, priority, replay)
       VALUES (?, ?, ?, ?, ${stateNumbers.pending}, ?, ${dueNow}, 1, ?)`
    )
    this.insertSettled = db.prepare(
      `INSERT INTO deliveries (id, event, destination, subscription, state, settled_at, code, message, status, replay, failure_group)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
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
    this.checkBacklog(events, this.maxBacklog)
    return events.map((event) => this.acceptOne(now, event))
  }

  /**
   * Takes events of a replay in. They are duplicates only of others of the same replay.
   * @returns how many were accepted
   * @throws BacklogFullError
   */
  acceptReplayed(now: number, replay: number, events: NewEvent[]): number {
    this.checkBacklog(events, this.maxBacklog * replayShare)
    let accepted = 0
    for (const event of events) {
      const source = this.names.numberOf(event.source)
      if (this.earlierOfReplay.get(event.messageId, source, replay) !== undefined) continue
      this.insertBehindOthers(now, event, { replay, corrects: null }, `replay ${replay}`)
      accepted++
    }
    return accepted
  }

  /**
   * Takes the corrected event of a failed delivery in.
   * @param replay the one of the failed delivery
   * @returns the ids of its deliveries
   */
  acceptCorrected(now: number, event: NewEvent, corrects: number, replay: number | null): number[] {
    const id = this.insertBehindOthers(now, event, { replay, corrects }, 'resent')
    return event.deliveries.map((_, index) => id + index)
  }

  private checkBacklog(events: NewEvent[], most: number): void {
    if (this.counters.waiting + pendingOf(events) > most) throw new BacklogFullError(this.maxBacklog)
  }

  private acceptOne(now: number, event: NewEvent): Accepted {
    const { messageId, fingerprint, receivedAt, body, deliveries } = event
    const source = this.names.numberOf(event.source)
    const earlier = this.earlier.get(messageId, source, now - dedupeMs) as [string] | undefined
    if (earlier) return earlier[0] === fingerprint ? 'duplicate' : 'conflict'
    const id = this.takeIds(deliveries)
    this.insertEvent.run(id, source, messageId, fingerprint, receivedAt, deliveries.length, body)
    for (const [index, delivery] of deliveries.entries()) {
      if (delivery.state === 'pending') this.insertPending.run(...this.pendingRow(id, id + index, delivery))
      else this.insertSettledOne(now, id, id + index, delivery, null)
      this.count(delivery)
    }
    return 'accepted'
  }

  /** @returns its id, which is that of its first delivery */
  private insertBehindOthers(now: number, event: NewEvent, { replay, corrects }: Origin, kind: LaneKind): number {
    const { messageId, fingerprint, receivedAt, body, deliveries } = event
    const source = this.names.numberOf(event.source)
    const id = this.takeIds(deliveries)
    const { length } = deliveries
    this.insertEventOf.run(id, source, messageId, fingerprint, receivedAt, length, body, replay, corrects)
    for (const [index, delivery] of deliveries.entries()) {
      if (delivery.state === 'pending')
        this.insertBehind.run(...this.pendingRow(id, id + index, delivery, kind), replay)
      else this.insertSettledOne(now, id, id + index, delivery, replay)
      this.count(delivery)
      if (replay !== null) this.replayCounts.add(replay, delivery.state, 1)
    }
    return id
  }

  private takeIds({ length }: NewDelivery[]): number {
    const id = this.nextId
    this.nextId += Math.max(1, length)
    return id
  }

  private pendingRow(event: number, id: number, delivery: PendingDelivery, kind?: LaneKind) {
    const destination = this.names.numberOf(delivery.destination)
    const { lane } = delivery
    const number = lane === undefined ? null : laneNumber(destination, lane, kind)
    return [id, event, destination, this.names.numberOf(delivery.subscription), number]
  }

  private insertSettledOne(
    now: number,
    event: number,
    id: number,
    delivery: Exclude<NewDelivery, PendingDelivery>,
    replay: number | null
  ): void {
    const destination = this.names.numberOf(delivery.destination)
    const subscription = this.subscriptionOf(delivery)
    const { state, reason = delivery.reason } = created(delivery.state, delivery.reason)
    const { code, message, status = null } = reason
    const group = state === 'failed' ? this.groups.join(destination, subscription ?? 0, reason, now) : null
    const number = stateNumbers[state]
    this.insertSettled.run(id, event, destination, subscription, number, now, code, message, status, replay, group)
  }

  private count(delivery: NewDelivery): void {
    const destination = this.names.numberOf(delivery.destination)
    this.counters.add(destination, this.subscriptionOf(delivery) ?? 0, delivery.state, 1)
  }

  private subscriptionOf({ subscription }: NewDelivery): number | null {
    return subscription === undefined ? null : this.names.numberOf(subscription)
  }
}
