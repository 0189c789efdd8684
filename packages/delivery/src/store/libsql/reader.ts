import type { JSONObject } from '@segment/actions-core'
import type { Database, Statement } from 'libsql'
import { attemptRows } from '../attempt-rows'
import type { KeptAttempt } from '../settling'
import type { Backlog, DeliveryDetails, DeliveryQuery, DeliveryRow } from '../store'
import { deliveryColumnCount, deliveryColumns, storedDelivery } from './delivery-rows'
import type { DeliveryColumns } from './delivery-rows'
import { isOf } from '../person'
import { dueNow, stateNumbers } from './schema'

/** Rows that one step of a search looks at. */
const searchBatch = 2000

type RowColumns = [
  ...DeliveryColumns,
  source: string,
  messageId: string,
  destination: string,
  subscription: string | null,
  receivedAt: number,
  settledAt: number | null
]

const selectRows = `SELECT ${deliveryColumns}, s.name, e.message_id, n.name, u.name, e.received_at, d.settled_at
  FROM deliveries d JOIN events e ON e.id = d.event JOIN names s ON s.id = e.source
  JOIN names n ON n.id = d.destination LEFT JOIN names u ON u.id = d.subscription`

/** What people look at. It writes nothing, so it can have a connection and a thread of its own. */
export class Reader {
  private readonly row: Statement
  private readonly attempts: Statement
  private readonly body: Statement
  private readonly oldest: Statement
  private readonly bodies: Statement
  private readonly corrects: Statement
  private readonly failedByIds: Statement
  private readonly correctedBy: Statement

  constructor(private readonly db: Database) {
    this.row = db.prepare(`${selectRows} WHERE d.id = ?`).raw()
    this.attempts = db.prepare(
      `SELECT attempt, started_at AS startedAt, ended_at AS endedAt, verdict, reason, exchanges, payload FROM attempts
       WHERE delivery = ? ORDER BY attempt`
    )
    this.body = db.prepare('SELECT body FROM events WHERE id = ?').raw()
    // The head of a lane is its oldest delivery, and older deliveries have smaller ids. Events of replays are older than
    // that they wait.
    this.oldest = db
      .prepare(
        `SELECT n.name, e.received_at FROM
          (SELECT destination, min(id) AS id FROM
            (SELECT n.id AS destination, (SELECT id FROM deliveries
               WHERE destination = n.id AND priority = 0 AND due = ${dueNow} ORDER BY id LIMIT 1) AS id FROM names n
             UNION ALL SELECT n.id, d.id FROM names n
               JOIN deliveries d ON d.destination = n.id AND d.priority = 0 AND d.due > ${dueNow}
             UNION ALL SELECT destination, id FROM deliveries WHERE worker IS NOT NULL AND priority = 0)
           WHERE id IS NOT NULL GROUP BY destination) o
         JOIN deliveries d ON d.id = o.id JOIN events e ON e.id = d.event JOIN names n ON n.id = d.destination`
      )
      .raw()
    this.failedByIds = db
      .prepare(
        `${selectRows} WHERE d.id IN (SELECT value FROM json_each(?)) AND +d.state = ${stateNumbers.failed} ORDER BY d.id DESC`
      )
      .raw()
    this.corrects = db.prepare('SELECT corrects FROM events WHERE id = ?').raw()
    this.correctedBy = db
      .prepare(
        `SELECT d.id FROM events e JOIN deliveries d ON d.id >= e.id AND d.id < e.id + e.deliveries
         WHERE e.corrects = ? ORDER BY d.id`
      )
      .pluck()
    this.bodies = db.prepare('SELECT id, body FROM events WHERE id > ? AND body IS NOT NULL ORDER BY id LIMIT ?').raw()
  }

  list(_now: number, query: DeliveryQuery): DeliveryRow[] {
    const { destination, state, messageId, code, replay, before, limit } = query
    const conditions: [sql: string, value: unknown][] = [
      ['d.destination = (SELECT id FROM names WHERE name = ?)', destination],
      ['e.message_id = ?', messageId],
      ['d.code = ?', code],
      ['d.replay = ?', replay],
      ['d.id < ?', before]
    ]
    const given = conditions.filter(([, value]) => value !== undefined)
    // Written out, so that SQLite takes the index of failed deliveries.
    const ofState = state === undefined ? [] : [`d.state = ${stateNumbers[state]}`]
    const where = [...ofState, ...given.map(([sql]) => sql)].join(' AND ') || 'TRUE'
    const rows = this.db.prepare(`${selectRows} WHERE ${where} ORDER BY d.id DESC LIMIT ?`).raw()
    return (rows.all(...given.map(([, value]) => value), limit) as RowColumns[]).map(deliveryRow)
  }

  /** Those of these that are failed still, the newest first. */
  failedRows(_now: number, ids: number[]): DeliveryRow[] {
    const rows = this.failedByIds.all(JSON.stringify(ids)) as RowColumns[]
    return rows.map(deliveryRow)
  }

  details(_now: number, id: number): DeliveryDetails | undefined {
    const row = this.row.get(id) as RowColumns | undefined
    if (!row) return undefined
    const [body] = this.body.get(row[1]) as [string]
    const [corrects] = this.corrects.get(row[1]) as [number | null]
    const correctedBy = this.correctedBy.all(id) as number[]
    const kept = this.attempts.all(id) as KeptAttempt[]
    const { startedAt, delivery } = storedDelivery(row.slice(0, deliveryColumnCount) as DeliveryColumns)
    const settledAt = row[row.length - 1] as number | null
    return {
      ...deliveryRow(row),
      event: JSON.parse(body) as DeliveryDetails['event'],
      attemptRows: attemptRows(kept, { delivery, startedAt, settledAt }),
      ...(corrects !== null && { corrects }),
      ...(correctedBy.length > 0 && { correctedBy })
    }
  }

  backlogs(): Record<string, Backlog> {
    const rows = this.oldest.all() as [string, number][]
    return Object.fromEntries(rows.map(([destination, oldestReceivedAt]) => [destination, { oldestReceivedAt }]))
  }

  /** Looks for the events of a person among the next ones. */
  eventsOf(_now: number, person: string, after: number): { ids: number[]; next?: number } {
    const rows = this.bodies.all(after, searchBatch) as [number, string][]
    const ids = rows.filter(([, body]) => isOf(person, JSON.parse(body) as JSONObject)).map(([id]) => id)
    return { ids, ...(rows.length === searchBatch && { next: rows[rows.length - 1][0] }) }
  }
}

function deliveryRow(row: RowColumns): DeliveryRow {
  const { id, due, delivery, replay } = storedDelivery(row.slice(0, deliveryColumnCount) as DeliveryColumns)
  const [source, messageId, destination, subscription, receivedAt, settledAt] = row.slice(deliveryColumnCount) as [
    string,
    string,
    string,
    string | null,
    number,
    number | null
  ]
  return {
    ...delivery,
    id,
    source,
    messageId,
    destination,
    ...(subscription !== null && { subscription }),
    receivedAt,
    ...(due !== null && due !== dueNow && { dueAt: due }),
    ...(settledAt !== null && { settledAt }),
    ...(replay !== null && { replay })
  }
}
