import type { JSONObject } from '@segment/actions-core'
import type { OperationName } from '../failures'
import type { MovedAttempt, MovedDelivery, MovedEvent, MovedFailureGroup, MovedKind, MovedRows } from '../movable'
import { replayColumns, replayOf } from '../replay-rows'
import type { ReplayColumns } from '../replay-rows'
import type { Pause } from '../store'
import type { Connections, Statement } from './connections'
import type { Counters } from './counting'
import { deliveryOf, recordColumns } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import { idBlock } from './schema'

/** The next rows of a table, by id. */
function page(table: string, columns: string, id = 'id'): Statement {
  const text = `SELECT ${columns} FROM delivery.${table} t WHERE ${id} > $1 ORDER BY ${id} LIMIT $2`
  return { name: `export_${table}`, text }
}

const changes = 'SELECT sum(c.count) FROM delivery.failure_group_changes c WHERE c.failure_group = t.id'
const failedAt = (which: 'min' | 'max') =>
  `coalesce((SELECT ${which}(d.settled_at) FROM delivery.deliveries d WHERE d.failure_group = t.id), changed_at)`

const statements: Record<Exclude<MovedKind, 'nextIds'>, Statement> = {
  name: page('names', 'id, name'),
  pause: page('pauses', 'destination AS id, until, "by", reason', 'destination'),
  requests: page('requests', 'destination AS id, times', 'destination'),
  failureGroup: page(
    'failure_groups',
    `id, destination, subscription, code, status, pattern, (count + coalesce((${changes}), 0))::bigint AS count,
      ${failedAt('min')} AS "firstAt", ${failedAt('max')} AS "lastAt"`
  ),
  replay: page('replays', replayColumns),
  operation: page('operations', 'id, at, who, action, what, count'),
  event: page(
    'events',
    `id, last_id, source, message_id, fingerprint, received_at, replay, corrects,
      (SELECT b.body FROM delivery.bodies b WHERE b.event = t.id) AS body`
  )
}
const deliveriesOf: Statement = {
  name: 'export_deliveries',
  text: `SELECT ${recordColumns} FROM unnest($1::bigint[], $2::bigint[]) AS e (id, last_id)
      JOIN delivery.deliveries d ON d.id BETWEEN e.id AND e.last_id AND d.event = e.id
    ORDER BY d.id`
}
const attemptsOf: Statement = {
  name: 'export_attempts',
  text: `SELECT delivery, attempt, started_at AS "startedAt", ended_at AS "endedAt", verdict, reason, exchanges, payload
    FROM delivery.attempts WHERE delivery = ANY ($1::bigint[]) ORDER BY delivery, attempt`
}

/** What a sequence gives next. */
const nextOf = (sequence: string, increment = 1, first = 0) =>
  `(SELECT last_value + CASE WHEN is_called THEN ${increment} ELSE 0 END - ${first} FROM delivery.${sequence})`

const nextIds: Statement = {
  name: 'export_next_ids',
  // A block is named by its last id.
  text: `SELECT 1 AS id, ${nextOf('id_blocks', idBlock, idBlock - 1)} AS delivery,
    ${nextOf('failure_groups_id_seq')} AS "failureGroup", ${nextOf('replays_id_seq')} AS replay,
    ${nextOf('operations_id_seq')} AS operation`
}

interface EventRow {
  id: number
  last_id: number
  source: number
  message_id: string
  fingerprint: string
  received_at: number
  /** 0: of none. */
  replay: number
  corrects: number | null
  body: string | null
}

type AttemptRow = { delivery: number } & { [Key in keyof MovedAttempt]-?: MovedAttempt[Key] | null }

/** Reads all that is in the store, as rows that another one can write. */
export class Export {
  constructor(private readonly connections: Connections, private readonly counters: Counters) {}

  /** The next rows of a kind, in the order of their ids. */
  rows<Kind extends MovedKind>(kind: Kind, after: number, limit: number): Promise<MovedRows[Kind][]> {
    return this.read[kind](after, limit)
  }

  private readonly read: { [Kind in MovedKind]: (...page: Page) => Promise<MovedRows[Kind][]> } = {
    name: (...page) => this.next<MovedRows['name']>('name', page),
    pause: async (...page) => {
      const rows = await this.next<Omit<Pause, 'until'> & { id: number; until: number | null }>('pause', page)
      return rows.map(({ until, ...pause }): MovedRows['pause'] => ({ ...pause, ...(until !== null && { until }) }))
    },
    requests: (...page) => this.next<MovedRows['requests']>('requests', page),
    failureGroup: async (...page) => {
      const rows = await this.next<MovedFailureGroup & { status: number }>('failureGroup', page)
      return rows.map(({ status, ...group }): MovedFailureGroup => ({ ...group, ...(status !== 0 && { status }) }))
    },
    replay: async (...page) => {
      const rows = await this.next<Record<string, unknown>>('replay', page)
      return Promise.all(rows.map((row) => this.replay(Object.values(row) as ReplayColumns)))
    },
    operation: async (...page) => {
      const rows = await this.next<OperationRow>('operation', page)
      return rows.map((row): MovedRows['operation'] => ({ ...row, what: JSON.parse(row.what) as JSONObject }))
    },
    event: async (...page) => this.events(await this.next<EventRow>('event', page)),
    nextIds: async (after) => (after > 0 ? [] : this.connections.read<MovedRows['nextIds']>(nextIds))
  }

  private next<Row extends object>(kind: keyof typeof statements, page: Page): Promise<Row[]> {
    return this.connections.read<Row & Record<string, unknown>>(statements[kind], page)
  }

  private async replay(row: ReplayColumns): Promise<MovedRows['replay']> {
    const { state: _state, records, ...replay } = replayOf(row, await this.counters.ofReplay(row[0]))
    return { ...replay, ...records }
  }

  private async events(rows: EventRow[]): Promise<MovedEvent[]> {
    const records = await this.connections.read<DeliveryRecord & Record<string, unknown>>(deliveriesOf, [
      rows.map(({ id }) => id),
      rows.map(({ last_id: lastId }) => lastId)
    ])
    const attempts = new Map(records.map(({ id }) => [id, [] as MovedAttempt[]]))
    const attemptRows = await this.connections.read<AttemptRow>(attemptsOf, [records.map(({ id }) => id)])
    for (const { delivery, ...attempt } of attemptRows) {
      attempts.get(delivery)?.push(withoutNulls(attempt) as MovedAttempt)
    }
    const deliveries = new Map(rows.map(({ id }) => [id, [] as MovedDelivery[]]))
    for (const record of records) {
      deliveries.get(record.event)?.push(movedDelivery(record, attempts.get(record.id) ?? []))
    }
    return rows.map((row) => movedEvent(row, deliveries.get(row.id) ?? []))
  }
}

type Page = [after: number, limit: number]

interface OperationRow {
  id: number
  at: number
  who: string
  action: OperationName
  what: string
  count: number
}

function movedEvent(row: EventRow, deliveries: MovedDelivery[]): MovedEvent {
  const { id, last_id: lastId, source, message_id: messageId, fingerprint, received_at: receivedAt } = row
  const { replay, corrects, body } = row
  return {
    id,
    lastId: deliveries.length > 0 ? lastId : id - 1,
    source,
    messageId,
    fingerprint,
    receivedAt,
    ...(body !== null && { body }),
    ...(replay !== 0 && { replay }),
    ...(corrects !== null && { corrects }),
    deliveries
  }
}

function movedDelivery(record: DeliveryRecord, attemptRows: MovedAttempt[]): MovedDelivery {
  const { id, destination, subscription, lane, due, started_at: startedAt, settled_at: settledAt } = record
  const { priority, replay, failure_group: failureGroup } = record
  const { state, ...rest } = deliveryOf(record)
  if (state === 'inFlight') throw new Error(`Delivery ${id} is in flight.`)
  return {
    id,
    destination,
    state,
    ...rest,
    priority,
    ...withoutNulls({ subscription, lane, due, startedAt, settledAt, failureGroup }),
    ...(replay !== 0 && { replay }),
    attemptRows
  }
}

type WithoutNulls<Row> = { [Key in keyof Row]?: Exclude<Row[Key], null> }

function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>
}
