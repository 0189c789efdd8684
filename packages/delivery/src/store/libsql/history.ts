import type { JSONObject } from '@segment/actions-core'
import type { Database, Statement } from 'libsql'
import type { Operation, OperationName, Page } from '../failures'
import type { Replay, StoredEvent } from '../replays'
import { countsOf } from './replay-counts'
import { replayColumns, replayOf } from '../replay-rows'
import type { ReplayColumns } from '../replay-rows'

/** The most replays in a list. */
const mostReplays = 100

/** Events that one step of a search looks at. */
const searchBatch = 2000

type StoredEventColumns = [id: number, source: string, messageId: string, receivedAt: number, body: string]

type OperationColumns = [id: number, at: number, who: string, action: OperationName, what: string, count: number]

/** Replays, the events that the store still has, and what operators did. It writes nothing. */
export class History {
  private readonly byId: Statement
  private readonly all: Statement
  private readonly counts: Statement
  private readonly events: Statement
  private readonly correction: Statement
  private readonly operationsBefore: Statement

  constructor(db: Database) {
    this.byId = db.prepare(`SELECT ${replayColumns} FROM replays WHERE id = ?`).raw()
    this.all = db.prepare(`SELECT ${replayColumns} FROM replays ORDER BY id DESC LIMIT ${mostReplays}`).raw()
    this.counts = db.prepare('SELECT state, count FROM replay_counts WHERE replay = ?').raw()
    this.events = db
      .prepare(
        `SELECT e.id, n.name, e.message_id, e.received_at, e.body, e.replay, e.corrects, e.deliveries
         FROM events e JOIN names n ON n.id = e.source WHERE e.id > ? AND e.body IS NOT NULL ORDER BY e.id LIMIT ?`
      )
      .raw()
    // The event that corrects one of the deliveries of another: their ids follow each other.
    this.correction = db
      .prepare(
        `SELECT id, message_id, body, deliveries FROM events
         WHERE corrects >= ? AND corrects < ? AND body IS NOT NULL ORDER BY id DESC LIMIT 1`
      )
      .raw()
    this.operationsBefore = db
      .prepare('SELECT id, at, who, action, what, count FROM operations WHERE id < ? ORDER BY id DESC LIMIT ?')
      .raw()
  }

  replay(_now: number, id: number): Replay | undefined {
    const row = this.byId.get(id) as ReplayColumns | undefined
    return row && this.replayOf(row)
  }

  replays(): Replay[] {
    return (this.all.all() as ReplayColumns[]).map((row) => this.replayOf(row))
  }

  /** Looks among the next events. There may be fewer than the limit, and more to look at all the same. */
  storedEvents(_now: number, after: number, limit: number, { from = -Infinity, to = Infinity }: Period) {
    const rows = this.events.all(after, searchBatch) as StoredEventRow[]
    const events: StoredEvent[] = []
    for (const row of rows) {
      const [id, source, messageId, receivedAt, body, replay, corrects, deliveries] = row
      const isOfPeriod = receivedAt >= from && receivedAt < to
      if (!isOfPeriod || replay !== null || corrects !== null) continue
      events.push({ id, source, messageId, receivedAt, body, ...this.corrected(id, deliveries) })
      if (events.length === limit) return { events, next: id }
    }
    return { events, ...(rows.length === searchBatch && { next: rows[searchBatch - 1][0] }) }
  }

  operations(_now: number, { limit, before = Number.MAX_SAFE_INTEGER }: Page): Operation[] {
    const rows = this.operationsBefore.all(before, limit) as OperationColumns[]
    return rows.map(([id, at, who, action, what, count]) => {
      return { id, at, who, action, what: JSON.parse(what) as JSONObject, count }
    })
  }

  /** The newest correction of an event, which can itself have been corrected. */
  private corrected(id: number, deliveries: number): Pick<StoredEvent, 'messageId' | 'body'> | undefined {
    const found = this.correction.get(id, id + deliveries) as
      | [id: number, messageId: string, body: string, deliveries: number]
      | undefined
    if (!found) return undefined
    const [next, messageId, body, its] = found
    return this.corrected(next, its) ?? { messageId, body }
  }

  private replayOf(row: ReplayColumns): Replay {
    return replayOf(row, countsOf(this.counts.all(row[0]) as [number, number][]))
  }
}

interface Period {
  from?: number
  to?: number
}

type StoredEventRow = [...StoredEventColumns, replay: number | null, corrects: number | null, deliveries: number]
