import { isDeepStrictEqual } from 'node:util'
import type { Database, Statement } from 'libsql'
import type { NewReplay, Replay, ReplayBatch, ReplayPosition } from '../replays'
import type { Intake } from './intake'
import type { ReplayCounts } from './replay-counts'
import { replayColumns, replayOf } from '../replay-rows'
import type { ReplayColumns } from '../replay-rows'

const start: ReplayPosition = { file: 0, record: 0, bytes: 0 }

/** Keeps where replays are, together with their events. */
export class Replays {
  private readonly byId: Statement
  private readonly newest: Statement
  private readonly insert: Statement
  private readonly advance: Statement

  constructor(db: Database, private readonly intake: Intake, private readonly counts: ReplayCounts) {
    this.byId = db.prepare(`SELECT ${replayColumns} FROM replays WHERE id = ?`).raw()
    this.newest = db.prepare(`SELECT ${replayColumns} FROM replays WHERE identity = ? ORDER BY id DESC LIMIT 1`).raw()
    this.insert = db.prepare(
      `INSERT INTO replays (identity, title, source, destination, options, total_bytes, started_at, position)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.advance = db.prepare(
      `UPDATE replays SET position = ?, stored_at = ?, accepted = accepted + ?, duplicates = duplicates + ?,
        skipped = skipped + ?, bad = bad + ? WHERE id = ?`
    )
  }

  start(now: number, replay: NewReplay, again: boolean): { replay: Replay; isNew: boolean } {
    const { identity, title, source, destination = null, options, totalBytes = null } = replay
    const row = this.newest.get(identity) as ReplayColumns | undefined
    const found = row && replayOf(row, this.counts.get(row[0]))
    if (found && !(again && found.state === 'stored')) return { replay: found, isNew: false }
    const position = JSON.stringify(start)
    const { lastInsertRowid: id } = this.insert.run(
      identity,
      title,
      source,
      destination,
      JSON.stringify(options),
      totalBytes,
      now,
      position
    )
    return { replay: this.get(Number(id)) as Replay, isNew: true }
  }

  /** @throws BacklogFullError */
  store(now: number, id: number, { at, events, skipped, bad, next, isLast }: ReplayBatch): Replay | undefined {
    const replay = this.get(id)
    if (replay?.state !== 'storing' || !isDeepStrictEqual(replay.position, at)) return replay
    const accepted = this.intake.acceptReplayed(now, id, events)
    const duplicates = events.length - accepted
    this.advance.run(JSON.stringify(next), isLast ? now : null, accepted, duplicates, skipped, bad, id)
    return this.get(id)
  }

  private get(id: number): Replay | undefined {
    const row = this.byId.get(id) as ReplayColumns | undefined
    return row && replayOf(row, this.counts.get(id))
  }
}
