import { attemptRows } from '../attempt-rows'
import type { KeptAttempt } from '../settling'
import type { Backlog, DeliveryDetails, DeliveryQuery, DeliveryRow } from '../store'
import type { Connections, Statement } from './connections'
import { deliveryOf, recordColumns } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import { messageKey } from './intake'
import { dueNow, stateNumbers } from './schema'
import type { ServerClock } from './server-clock'
import { writable } from './writable'

/** A delivery with the names that belong to it. */
interface NamedRecord extends DeliveryRecord {
  source_name: string
  message_id: string
  destination_name: string
  subscription_name: string | null
  received_at: number
}

interface DetailedRecord extends NamedRecord {
  body: string
  corrects: number | null
  corrected_by: number[]
}

const selectRows = `SELECT ${recordColumns}, s.name AS source_name, e.message_id, n.name AS destination_name,
    u.name AS subscription_name, e.received_at
  FROM delivery.deliveries d JOIN delivery.events e ON e.id = d.event JOIN delivery.names s ON s.id = e.source
    JOIN delivery.names n ON n.id = d.destination LEFT JOIN delivery.names u ON u.id = d.subscription`

const one: Statement = {
  name: 'delivery_details',
  text: `SELECT r.*, b.body, e.corrects,
      ARRAY(
        SELECT c.id FROM delivery.events by
          JOIN delivery.deliveries c ON c.id BETWEEN by.id AND by.last_id AND c.event = by.id
        WHERE by.corrects = r.id ORDER BY c.id
      ) AS corrected_by
    FROM (${selectRows} WHERE d.id = $1) r
      JOIN delivery.events e ON e.id = r.event JOIN delivery.bodies b ON b.event = r.event`
}
const failed: Statement = {
  name: 'failed_deliveries',
  text: `${selectRows} WHERE d.id = ANY ($1::bigint[]) AND d.state = ${stateNumbers.failed} ORDER BY d.id DESC`
}
const attempts: Statement = {
  name: 'attempts_of',
  text: `SELECT attempt, started_at AS "startedAt", ended_at AS "endedAt", verdict, reason, exchanges, payload FROM delivery.attempts
    WHERE delivery = $1 ORDER BY attempt`
}

/**
 * The head of a lane is its oldest delivery, and older deliveries have smaller ids. Events of replays are older than that
 * they wait.
 */
const oldest: Statement = {
  name: 'oldest_deliveries',
  text: `SELECT n.name, e.received_at AS "receivedAt"
    FROM (
      SELECT destination, min(id) AS id FROM (
        SELECT n.id AS destination, d.id FROM delivery.names n CROSS JOIN LATERAL (
          SELECT id FROM delivery.deliveries WHERE destination = n.id AND priority = 0 AND due <= ${dueNow}
          ORDER BY due, id LIMIT 1
        ) d
        UNION ALL SELECT n.id, min(d.id) FROM delivery.names n
          JOIN delivery.deliveries d ON d.destination = n.id AND d.priority = 0 AND d.due > ${dueNow} GROUP BY n.id
        UNION ALL SELECT destination, min(id) FROM delivery.deliveries
          WHERE worker IS NOT NULL AND priority = 0 GROUP BY destination
      ) heads GROUP BY destination
    ) o
      JOIN delivery.deliveries d ON d.id = o.id JOIN delivery.events e ON e.id = d.event
      JOIN delivery.names n ON n.id = o.destination`
}

/** What people look at. It has connections of its own. */
export class Reader {
  constructor(private readonly connections: Connections, private readonly clock: ServerClock) {}

  async list({ destination, state, messageId, code, replay, before, limit }: DeliveryQuery): Promise<DeliveryRow[]> {
    const values: unknown[] = []
    const conditions: string[] = []
    const add = (value: unknown, condition: (parameter: string) => string) => {
      if (value !== undefined) conditions.push(condition(`$${values.push(value)}`))
    }
    add(writable(destination), (name) => `d.destination = (SELECT id FROM delivery.names WHERE name = ${name})`)
    add(messageId && messageKey(messageId), (key) => `e.message_key = ${key}`)
    add(writable(code), (value) => `d.code = ${value}`)
    // The index has only those that are of a replay.
    add(replay, (id) => `d.replay = ${id} AND d.replay <> 0`)
    add(before, (id) => `d.id < ${id}`)
    // Written out, so that the index of failed deliveries is taken.
    if (state !== undefined) conditions.push(`d.state = ${stateNumbers[state]}`)
    const where = conditions.join(' AND ') || 'TRUE'
    const text = `${selectRows} WHERE ${where} ORDER BY d.id DESC LIMIT $${values.push(limit)}`
    const rows = await this.connections.read<NamedRecord>({ text }, values)
    return rows.map((row) => this.row(row))
  }

  async details(id: number): Promise<DeliveryDetails | undefined> {
    const [row] = await this.connections.read<DetailedRecord>(one, [id])
    if (!row) return undefined
    const kept = await this.connections.read<KeptAttempt>(attempts, [id])
    const last = { delivery: deliveryOf(row), startedAt: row.started_at, settledAt: row.settled_at }
    return {
      ...this.row(row),
      event: JSON.parse(row.body) as DeliveryDetails['event'],
      attemptRows: attemptRows(kept, last),
      ...(row.corrects !== null && { corrects: row.corrects }),
      ...(row.corrected_by.length > 0 && { correctedBy: row.corrected_by })
    }
  }

  /** Those of these that are failed still, the newest first. */
  async failedRows(ids: number[]): Promise<DeliveryRow[]> {
    return (await this.connections.read<NamedRecord>(failed, [ids])).map((row) => this.row(row))
  }

  async backlogs(): Promise<Record<string, Backlog>> {
    const rows = await this.connections.read<{ name: string; receivedAt: number }>(oldest)
    return Object.fromEntries(rows.map(({ name, receivedAt }) => [name, { oldestReceivedAt: receivedAt }]))
  }

  private row(record: NamedRecord): DeliveryRow {
    const { id, due, settled_at: settledAt, subscription_name: subscription } = record
    return {
      ...deliveryOf(record),
      id,
      source: record.source_name,
      messageId: record.message_id,
      destination: record.destination_name,
      ...(subscription !== null && { subscription }),
      receivedAt: record.received_at,
      ...(due !== null && due !== dueNow && { dueAt: this.clock.toLocal(due) }),
      ...(settledAt !== null && { settledAt }),
      ...(record.replay !== 0 && { replay: record.replay })
    }
  }
}
