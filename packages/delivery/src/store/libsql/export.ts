import type { Database, Statement } from 'libsql'
import type { Pause } from '../store'
import type { MovedAttempt, MovedDelivery, MovedEvent, MovedKind, MovedReplay, MovedRows } from '../movable'
import type { Operation, OperationName } from '../failures'
import { deliveryColumnCount, deliveryColumns, storedDelivery } from './delivery-rows'
import type { DeliveryColumns } from './delivery-rows'
import { countsOf } from './replay-counts'
import { replayColumns, replayOf } from '../replay-rows'
import type { ReplayColumns } from '../replay-rows'

type EventColumns = [
  id: number,
  deliveries: number,
  source: number,
  messageId: string,
  fingerprint: string,
  receivedAt: number,
  body: string | null,
  replay: number | null,
  corrects: number | null
]

type AttemptColumns = [
  delivery: number,
  attempt: number,
  startedAt: number,
  endedAt: number | null,
  verdict: MovedAttempt['verdict'],
  reason: string | null,
  exchanges: string | null,
  payload: string | null
]

type GroupColumns = [number, number, number, string, number | null, string, number, number, number]

/** Reads all that is in a file, as rows that another engine can write. */
export class Export {
  private readonly statements: Record<Exclude<MovedKind, 'nextIds'>, Statement>
  private readonly times: Statement
  private readonly replayCounts: Statement
  private readonly deliveries: Statement
  private readonly attempts: Statement
  private readonly lastIds: Statement

  constructor(db: Database) {
    const after = (columns: string, table: string, id = 'id') =>
      db.prepare(`SELECT ${columns} FROM ${table} WHERE ${id} > ? ORDER BY ${id} LIMIT ?`).raw()
    this.statements = {
      name: after('id, name', 'names'),
      pause: after('destination, until, "by", reason', 'pauses', 'destination'),
      requests: after('DISTINCT destination', 'requests', 'destination'),
      failureGroup: after(
        'id, destination, subscription, code, status, pattern, count, first_at, last_at',
        'failure_groups'
      ),
      replay: after(replayColumns, 'replays'),
      operation: after('id, at, who, action, what, count', 'operations'),
      event: after('id, deliveries, source, message_id, fingerprint, received_at, body, replay, corrects', 'events')
    }
    this.times = db.prepare('SELECT sent_at FROM requests WHERE destination = ? ORDER BY sent_at').pluck()
    this.replayCounts = db.prepare('SELECT state, count FROM replay_counts WHERE replay = ?').raw()
    this.deliveries = db
      .prepare(`SELECT ${deliveryColumns}, d.settled_at FROM deliveries d WHERE d.id BETWEEN ? AND ? ORDER BY d.id`)
      .raw()
    this.attempts = db
      .prepare(
        `SELECT delivery, attempt, started_at, ended_at, verdict, reason, exchanges, payload FROM attempts
         WHERE delivery BETWEEN ? AND ? ORDER BY delivery, attempt`
      )
      .raw()
    this.lastIds = db
      .prepare(
        `SELECT coalesce((SELECT max(id + max(deliveries, 1)) FROM events), 1),
           coalesce((SELECT value FROM meta WHERE key = 'next_id'), 1),
           coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'failure_groups'), 0) + 1,
           coalesce((SELECT max(id) FROM replays), 0) + 1,
           coalesce((SELECT max(id) FROM operations), 0) + 1`
      )
      .raw()
  }

  exportRows(_now: number, kind: MovedKind, after: number, limit: number): MovedRows[MovedKind][] {
    if (kind === 'nextIds') return after > 0 ? [] : [this.nextIds()]
    const rows: unknown[] = this.statements[kind].all(after, limit)
    if (kind === 'event') return this.events(rows as EventColumns[])
    return rows.map((row) => this.read[kind](row as never))
  }

  private readonly read = {
    name: ([id, name]: [number, string]) => ({ id, name }),
    pause: ([id, until, by, reason]: [number, number | null, Pause['by'], string]) => {
      return { id, ...(until !== null && { until }), by, reason }
    },
    requests: ([id]: [number]) => ({ id, times: this.times.all(id) as number[] }),
    failureGroup: ([id, destination, subscription, code, status, pattern, count, firstAt, lastAt]: GroupColumns) => {
      const about = { id, destination, subscription, code, pattern, count, firstAt, lastAt }
      return { ...about, ...(status !== null && { status }) }
    },
    replay: (row: ReplayColumns): MovedReplay => {
      const counts = countsOf(this.replayCounts.all(row[0]) as [number, number][])
      const { state: _state, records, ...replay } = replayOf(row, counts)
      return { ...replay, ...records }
    },
    operation: ([id, at, who, action, what, count]: [number, number, string, OperationName, string, number]) => {
      return { id, at, who, action, what: JSON.parse(what) as Operation['what'], count }
    }
  }

  private events(rows: EventColumns[]): MovedEvent[] {
    if (rows.length === 0) return []
    // The ids of an event's deliveries follow its own.
    const last = rows[rows.length - 1]
    const range = [rows[0][0], last[0] + last[1] - 1]
    const attempts = grouped(this.attempts.all(...range) as AttemptColumns[], ([delivery]) => delivery)
    const deliveries = grouped(
      this.deliveries.all(...range) as [...DeliveryColumns, number | null][],
      ([, event]) => event
    )
    return rows.map(([id, count, source, messageId, fingerprint, receivedAt, body, replay, corrects]) => ({
      id,
      lastId: id + count - 1,
      source,
      messageId,
      fingerprint,
      receivedAt,
      ...(body !== null && { body }),
      ...(replay !== null && { replay }),
      ...(corrects !== null && { corrects }),
      deliveries: (deliveries.get(id) ?? []).map((row) => movedDelivery(row, attempts.get(row[0]) ?? []))
    }))
  }

  private nextIds(): MovedRows['nextIds'] {
    const [ofEvents, kept, failureGroup, replay, operation] = this.lastIds.get() as number[]
    return { id: 1, delivery: Math.max(ofEvents, kept), failureGroup, replay, operation }
  }
}

function movedDelivery(row: [...DeliveryColumns, number | null], attempts: AttemptColumns[]): MovedDelivery {
  const { id, destination, subscription, lane, due, startedAt, priority, replay, group, delivery } = storedDelivery(
    row.slice(0, deliveryColumnCount) as DeliveryColumns
  )
  const { state, ...rest } = delivery
  if (state === 'inFlight') throw new Error(`Delivery ${id} is in flight.`)
  const settledAt = row[deliveryColumnCount]
  return {
    id,
    destination,
    state,
    ...rest,
    priority,
    ...(subscription !== null && { subscription }),
    ...(lane !== null && { lane }),
    ...(due !== null && { due }),
    ...(startedAt !== null && { startedAt }),
    ...(settledAt !== null && { settledAt }),
    ...(replay !== null && { replay }),
    ...(group !== null && { failureGroup: group }),
    attemptRows: attempts.map(([, attempt, attemptStartedAt, endedAt, verdict, reason, exchanges, payload]) => ({
      attempt,
      startedAt: attemptStartedAt,
      ...(endedAt !== null && { endedAt }),
      verdict,
      ...(reason !== null && { reason }),
      ...(exchanges !== null && { exchanges }),
      ...(payload !== null && { payload })
    }))
  }
}

function grouped<Row>(rows: Row[], by: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}
