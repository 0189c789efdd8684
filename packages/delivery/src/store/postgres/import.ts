import type { MovedEvent, MovedKind, MovedRows } from '../movable'
import { StoreOpenError } from '../store'
import type { Connections, Session, Statement } from './connections'
import { CountChanges } from './counting'
import { messageKey } from './intake'
import type { Names } from './names'
import { readNote, writeNote } from './notes'
import { idBlock, stateNames, stateNumbers } from './schema'
import { writable } from './writable'

/** An insert of many rows, which keep their ids. Each column has a parameter: an array. */
function inserting(table: string, columns: Record<string, string>, more = ''): Statement {
  const types = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`)
  return {
    name: `import_${table}`,
    text: `INSERT INTO delivery.${table} (${Object.keys(columns).join(', ')}) OVERRIDING SYSTEM VALUE
      SELECT * FROM unnest(${types.join(', ')}) ${more}`
  }
}

const insertNames = inserting('names', { id: 'integer', name: 'text' }, 'ON CONFLICT DO NOTHING')
const namesOfNumbers: Statement = {
  name: 'import_names_numbered',
  text: `SELECT n.id FROM unnest($1::integer[], $2::text[]) AS k (id, name) JOIN delivery.names n USING (id, name)`
}
const pauses = inserting('pauses', { destination: 'integer', until: 'bigint', '"by"': 'text', reason: 'text' })
const requests: Statement = {
  name: 'import_requests',
  text: 'INSERT INTO delivery.requests (destination, times) VALUES ($1, $2)'
}
const failureGroups = inserting('failure_groups', {
  id: 'integer',
  destination: 'integer',
  subscription: 'integer',
  code: 'text',
  status: 'integer',
  pattern: 'text',
  count: 'bigint',
  changed_at: 'bigint'
})
const replays = inserting('replays', {
  id: 'integer',
  identity: 'text',
  title: 'text',
  source: 'text',
  destination: 'text',
  options: 'text',
  total_bytes: 'bigint',
  started_at: 'bigint',
  stored_at: 'bigint',
  position: 'text',
  accepted: 'bigint',
  duplicates: 'bigint',
  skipped: 'bigint',
  bad: 'bigint'
})
const operations = inserting('operations', {
  id: 'bigint',
  at: 'bigint',
  who: 'text',
  action: 'text',
  what: 'text',
  count: 'bigint'
})
/** Earlier events with the same message id are not duplicates of later ones any more. */
const supersede: Statement = {
  name: 'import_supersede',
  text: `UPDATE delivery.events e SET superseded = e.id
    FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS k (key, source, replay)
    WHERE e.message_key = k.key AND e.source = k.source AND e.replay = k.replay AND e.superseded = 0`
}
const events = inserting('events', {
  id: 'bigint',
  last_id: 'bigint',
  source: 'integer',
  message_id: 'text',
  message_key: 'uuid',
  fingerprint: 'text',
  received_at: 'bigint',
  replay: 'integer',
  corrects: 'bigint',
  superseded: 'bigint'
})
const bodies = inserting('bodies', { event: 'bigint', body: 'text' })
const deliveries = inserting('deliveries', {
  id: 'bigint',
  event: 'bigint',
  destination: 'integer',
  subscription: 'integer',
  state: 'smallint',
  lane: 'bigint',
  due: 'bigint',
  attempts: 'integer',
  started_at: 'bigint',
  settled_at: 'bigint',
  retried_ms: 'bigint',
  out_of_order: 'boolean',
  possible_duplicate: 'boolean',
  kills: 'integer',
  code: 'text',
  message: 'text',
  status: 'integer',
  priority: 'smallint',
  replay: 'integer',
  failure_group: 'integer'
})
const attempts = inserting('attempts', {
  delivery: 'bigint',
  attempt: 'integer',
  started_at: 'bigint',
  ended_at: 'bigint',
  verdict: 'text',
  reason: 'text',
  exchanges: 'text',
  payload: 'text'
})
const setNextIds: Statement = {
  name: 'import_next_ids',
  text: `SELECT setval('delivery.id_blocks', $1::bigint, false),
    setval('delivery.failure_groups_id_seq', $2::bigint, false), setval('delivery.replays_id_seq', $3::bigint, false),
    setval('delivery.operations_id_seq', $4::bigint, false),
    setval('delivery.names_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM delivery.names), false)`
}

/** Writes rows of another store, with their ids. */
export class Import {
  constructor(private readonly connections: Connections, private readonly names: Names) {}

  async importRows<Kind extends MovedKind>(kind: Kind, rows: MovedRows[Kind][], arrival: string): Promise<void> {
    await this.connections.transact(async (session) => {
      // A COMMIT whose answer was lost may hold.
      if ((await readNote(session, 'arrival')) === arrival) return
      await this.write[kind](session, rows)
      await writeNote(session, 'arrival', arrival)
    })
    if (kind === 'nextIds') await this.names.load()
  }

  private readonly write: { [Kind in MovedKind]: (session: Session, rows: MovedRows[Kind][]) => Promise<void> | void } =
    {
      name: async (session, rows) => {
        const values = columnsOf(rows, ({ id, name }) => [id, name])
        session.send(insertNames, values)
        if ((await session.query(namesOfNumbers, values)).length === rows.length) return
        throw new StoreOpenError('The new store was used before, and has other numbers for names. Give an empty store.')
      },
      pause: (session, rows) => {
        session.send(
          pauses,
          columnsOf(rows, ({ id, until, by, reason }) => [id, until, by, writable(reason)])
        )
      },
      requests: (session, rows) => {
        for (const { id, times } of rows) session.send(requests, [id, times])
      },
      failureGroup: (session, rows) => {
        session.send(
          failureGroups,
          columnsOf(rows, ({ id, destination, subscription, code, status, pattern, count, lastAt }) => {
            return [id, destination, subscription, writable(code), status ?? 0, pattern, count, lastAt]
          })
        )
      },
      replay: (session, rows) => writeReplays(session, rows),
      operation: (session, rows) => {
        session.send(
          operations,
          columnsOf(rows, ({ id, at, who, action, what, count }) => [id, at, who, action, JSON.stringify(what), count])
        )
      },
      event: (session, rows) => {
        writeEvents(session, rows)
        writeDeliveries(session, rows)
      },
      nextIds: (session, [{ delivery, failureGroup, replay, operation }]) => {
        // A block is named by its last id.
        const block = Math.ceil((delivery + idBlock - 1) / idBlock) * idBlock
        session.send(setNextIds, [block, failureGroup, replay, operation])
      }
    }
}

function writeReplays(session: Session, rows: MovedRows['replay'][]): void {
  session.send(
    replays,
    columnsOf(rows, (replay) => {
      const { id, identity, title, source, destination, options, totalBytes, startedAt, storedAt, position } = replay
      const { accepted, duplicates, skipped, bad } = replay
      const about = [id, identity, writable(title), source, destination, JSON.stringify(options), totalBytes]
      return [...about, startedAt, storedAt, JSON.stringify(position), accepted, duplicates, skipped, bad]
    })
  )
  // A replay also counts deliveries that were removed. So its counts come from here, without a destination. The deliveries
  // that are moved later count for their destinations and for no replay, so as many are taken off there.
  const counts = new CountChanges()
  for (const { id, counts: of } of rows) {
    for (const state of stateNames) {
      counts.add({ destination: 0, subscription: null, replay: id }, state, of[state])
      counts.add({ destination: 0, subscription: null, replay: 0 }, state, -of[state])
    }
  }
  counts.write(session)
}

function writeEvents(session: Session, rows: MovedEvent[]): void {
  const entries = rows.map((row) => ({ ...row, key: messageKey(row.messageId), replay: row.replay ?? 0 }))
  // A correction is no duplicate of anything, and makes none.
  const live = entries.filter(({ corrects }) => corrects === undefined)
  const newest = new Map(live.map(({ id, key, source, replay }) => [`${key} ${source} ${replay}`, id]))
  session.send(
    supersede,
    columnsOf(live, ({ key, source, replay }) => [key, source, replay], 3)
  )
  session.send(
    events,
    columnsOf(entries, ({ id, lastId, source, messageId, key, fingerprint, receivedAt, replay, corrects, body }) => {
      const isNewest = corrects === undefined && newest.get(`${key} ${source} ${replay}`) === id
      // One that has a body is found by it. The others are kept to tell duplicates.
      const last = body === undefined ? id - 1 : Math.max(lastId, id)
      const about = [id, last, source, writable(messageId), key, fingerprint, receivedAt]
      return [...about, replay, corrects, isNewest ? 0 : id]
    })
  )
  session.send(
    bodies,
    columnsOf(
      rows.filter(({ body }) => body !== undefined),
      ({ id, body = '' }) => [id, writable(body)],
      2
    )
  )
}

function writeDeliveries(session: Session, rows: MovedEvent[]): void {
  const made = rows.flatMap(({ id: event, deliveries: of }) => of.map((delivery) => ({ ...delivery, event })))
  if (made.length === 0) return
  session.send(
    deliveries,
    columnsOf(made, (delivery) => {
      const { id, event, destination, subscription, state, lane, due, startedAt, settledAt, retriedMs } = delivery
      const { outOfOrder, possibleDuplicate, kills, reason, priority, replay, failureGroup } = delivery
      return [
        id,
        event,
        destination,
        subscription,
        stateNumbers[state],
        lane,
        due,
        delivery.attempts,
        startedAt,
        settledAt,
        retriedMs,
        outOfOrder,
        possibleDuplicate,
        kills,
        writable(reason?.code),
        writable(reason?.message),
        reason?.status,
        priority,
        replay ?? 0,
        failureGroup
      ]
    })
  )
  const counts = new CountChanges()
  for (const { destination, subscription = null, state } of made) {
    counts.add({ destination, subscription, replay: 0 }, state, 1)
  }
  counts.write(session)
  const tried = made.flatMap(({ id, attemptRows }) => attemptRows.map((attempt) => ({ id, ...attempt })))
  session.send(
    attempts,
    columnsOf(
      tried,
      ({ id, attempt, startedAt, endedAt, verdict, reason, exchanges, payload }) => {
        return [id, attempt, startedAt, endedAt, verdict, writable(reason), writable(exchanges), writable(payload)]
      },
      8
    )
  )
}

/**
 * The values of each column. What is undefined is NULL.
 * @param count how many columns there are, if there may be no rows
 */
function columnsOf<Row>(rows: Row[], values: (row: Row) => unknown[], count?: number): unknown[][] {
  const all = rows.map(values)
  return Array.from({ length: count ?? all[0].length }, (_, column) => all.map((row) => row[column] ?? null))
}
