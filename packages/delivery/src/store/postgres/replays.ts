import { isDeepStrictEqual } from 'node:util'
import { pendingOf, replayShare } from '../accepting'
import { replayColumns, replayOf } from '../replay-rows'
import type { ReplayColumns } from '../replay-rows'
import type { NewReplay, Replay, ReplayBatch, ReplayPosition } from '../replays'
import type { BacklogLimit } from './backlog'
import type { Connections, Session, Statement } from './connections'
import type { Counters } from './counting'
import type { Intake } from './intake'
import type { ServerClock } from './server-clock'

/** The most replays in a list. */
const mostReplays = 100

const start: ReplayPosition = { file: 0, record: 0, bytes: 0 }

/** Two processes must not start the same replay. */
const startByOne: Statement = {
  name: 'start_replay_by_one',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('delivery.replays', 0))`
}
const newest: Statement = {
  name: 'newest_replay',
  text: `SELECT ${replayColumns} FROM delivery.replays WHERE identity = $1 ORDER BY id DESC LIMIT 1`
}
const insert: Statement = {
  name: 'insert_replay',
  text: `INSERT INTO delivery.replays
      (identity, title, source, destination, options, total_bytes, started_at, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${replayColumns}`
}
const lock: Statement = {
  name: 'lock_replay',
  text: `SELECT ${replayColumns} FROM delivery.replays WHERE id = $1 FOR UPDATE`
}
const advance: Statement = {
  name: 'advance_replay',
  text: `UPDATE delivery.replays SET position = $2, stored_at = $3, accepted = accepted + $4, duplicates = duplicates + $5,
    skipped = skipped + $6, bad = bad + $7 WHERE id = $1`
}
const byId: Statement = { name: 'replay_by_id', text: `SELECT ${replayColumns} FROM delivery.replays WHERE id = $1` }
const list: Statement = {
  name: 'list_replays',
  text: `SELECT ${replayColumns} FROM delivery.replays ORDER BY id DESC LIMIT ${mostReplays}`
}

type ReplayRow = Record<string, unknown>

/** Keeps where replays are, together with their events. */
export class Replays {
  constructor(
    private readonly connections: Connections,
    private readonly intake: Intake,
    private readonly backlog: BacklogLimit,
    private readonly counters: Counters,
    private readonly clock: ServerClock
  ) {}

  async start(replay: NewReplay, again: boolean): Promise<{ replay: Replay; isNew: boolean }> {
    const { row, isNew } = await this.connections.transact(async (session) => {
      session.send(startByOne)
      const [found] = await session.query<ReplayRow>(newest, [replay.identity])
      if (found && !(again && found.stored_at !== null)) return { row: found, isNew: false }
      const { identity, title, source, destination = null, options, totalBytes = null } = replay
      const values = [identity, title, source, destination, JSON.stringify(options), totalBytes]
      const [created] = await session.query<ReplayRow>(insert, [...values, this.clock.now(), JSON.stringify(start)])
      return { row: created, isNew: true }
    })
    return { replay: await this.replayOf(row), isNew }
  }

  /** @throws BacklogFullError */
  async store(id: number, batch: ReplayBatch): Promise<Replay | undefined> {
    const before = await this.get(id)
    if (!before || !isAt(before, batch)) return before
    const refusal = await this.backlog.refuses(pendingOf(batch.events), replayShare)
    if (refusal) throw refusal
    const entries = await this.intake.prepare(batch.events)
    await this.connections.transact(async (session) => {
      const [row] = await session.query<ReplayRow>(lock, [id])
      if (!row || !isAt(replayOf(columnsOf(row), before.counts), batch)) return
      const origin = { replay: id, lanes: `replay ${id}`, priority: 1 } as const
      const accepted = entries.length === 0 ? [] : await this.intake.insert(session, entries, origin)
      this.advance(session, id, batch, accepted.length)
    })
    return this.get(id)
  }

  async get(id: number): Promise<Replay | undefined> {
    const [row] = await this.connections.read<ReplayRow>(byId, [id])
    return row && this.replayOf(row)
  }

  async list(): Promise<Replay[]> {
    const rows = await this.connections.read<ReplayRow>(list)
    return Promise.all(rows.map((row) => this.replayOf(row)))
  }

  private advance(session: Session, id: number, batch: ReplayBatch, accepted: number): void {
    const { events, skipped, bad, next, isLast } = batch
    const storedAt = isLast ? this.clock.now() : null
    const duplicates = events.length - accepted
    session.send(advance, [id, JSON.stringify(next), storedAt, accepted, duplicates, skipped, bad])
  }

  private async replayOf(row: ReplayRow): Promise<Replay> {
    return replayOf(columnsOf(row), await this.counters.ofReplay(row.id as number))
  }
}

function isAt({ state, position }: Replay, { at }: ReplayBatch): boolean {
  return state === 'storing' && isDeepStrictEqual(position, at)
}

/** A row has its columns in their order. */
function columnsOf(row: ReplayRow): ReplayColumns {
  return Object.values(row) as ReplayColumns
}
