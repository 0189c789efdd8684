import type { Database, Statement } from 'libsql'
import type { MovedDelivery, MovedEvent, MovedKind, MovedReplay, MovedRows } from '../movable'
import type { Counters } from './counters'
import type { Notes } from './notes'
import type { ReplayCounts } from './replay-counts'
import { stateNames, stateNumbers } from './schema'

/** Writes rows of another engine, with their ids. */
export class Import {
  private readonly statements: Record<keyof typeof inserts, Statement>
  private readonly nameOf: Statement

  constructor(
    private readonly db: Database,
    private readonly notes: Notes,
    private readonly counters: Counters,
    private readonly replayCounts: ReplayCounts
  ) {
    const prepared = Object.entries(inserts).map(([name, sql]) => [name, db.prepare(sql)])
    this.statements = Object.fromEntries(prepared) as Record<keyof typeof inserts, Statement>
    this.nameOf = db.prepare('SELECT name FROM names WHERE id = ?').raw()
  }

  importRows(_now: number, kind: MovedKind, rows: MovedRows[MovedKind][], arrival: string): void {
    for (const row of rows) this.write[kind](row as never)
    this.notes.keep(0, 'arrival', arrival)
  }

  private readonly write: { [Kind in MovedKind]: (row: MovedRows[Kind]) => void } = {
    name: ({ id, name }) => {
      // Opening a store makes some.
      if ((this.nameOf.get(id) as [string] | undefined)?.[0] !== name) this.statements.name.run(id, name)
    },
    pause: ({ id, until, by, reason }) => void this.statements.pause.run(id, until ?? null, by, reason),
    requests: ({ id, times }) => {
      for (const [slot, sentAt] of times.entries()) this.statements.request.run(id, slot, sentAt)
    },
    failureGroup: ({ id, destination, subscription, code, status, pattern, count, firstAt, lastAt }) => {
      const values = [id, destination, subscription, code, status ?? null, pattern, count, firstAt, lastAt]
      this.statements.failureGroup.run(...values)
    },
    replay: (replay) => this.replay(replay),
    operation: ({ id, at, who, action, what, count }) => {
      this.statements.operation.run(id, at, who, action, JSON.stringify(what), count)
    },
    event: (event) => this.event(event),
    nextIds: ({ delivery, failureGroup }) => {
      this.statements.nextId.run(delivery)
      this.db.exec("DELETE FROM sqlite_sequence WHERE name = 'failure_groups'")
      this.statements.lastGroup.run(failureGroup - 1)
    }
  }

  private replay(replay: MovedReplay): void {
    const { id, identity, title, source, destination, options, totalBytes, startedAt, storedAt, position } = replay
    const { accepted, duplicates, skipped, bad, counts } = replay
    this.statements.replay.run(
      id,
      identity,
      title,
      source,
      destination ?? null,
      JSON.stringify(options),
      totalBytes ?? null,
      startedAt,
      storedAt ?? null,
      JSON.stringify(position),
      accepted,
      duplicates,
      skipped,
      bad
    )
    for (const state of stateNames) this.replayCounts.add(id, state, counts[state])
  }

  private event(event: MovedEvent): void {
    const { id, lastId, source, messageId, fingerprint, receivedAt, body, replay, corrects, deliveries } = event
    const count = lastId - id + 1
    this.statements.event.run(
      id,
      source,
      messageId,
      fingerprint,
      receivedAt,
      count,
      body ?? null,
      replay ?? null,
      corrects ?? null
    )
    for (const delivery of deliveries) this.delivery(id, delivery)
  }

  private delivery(event: number, delivery: MovedDelivery): void {
    const { id, destination, subscription, state, lane, due, attempts, startedAt, settledAt, retriedMs } = delivery
    const { outOfOrder, possibleDuplicate, kills, reason, priority, replay, failureGroup, attemptRows } = delivery
    this.statements.delivery.run(
      id,
      event,
      destination,
      subscription ?? null,
      stateNumbers[state],
      lane ?? null,
      due ?? null,
      attempts,
      startedAt ?? null,
      settledAt ?? null,
      retriedMs,
      Number(outOfOrder),
      Number(possibleDuplicate),
      kills,
      reason?.code ?? null,
      reason?.message ?? null,
      reason?.status ?? null,
      priority,
      replay ?? null,
      failureGroup ?? null
    )
    this.counters.add(destination, subscription ?? 0, state, 1)
    for (const { attempt, startedAt: from, endedAt, verdict, reason: why, exchanges, payload } of attemptRows) {
      const kept = [why ?? null, exchanges ?? null, payload ?? null]
      this.statements.attempt.run(id, attempt, from, endedAt ?? null, verdict, ...kept)
    }
  }
}

const inserts = {
  name: 'INSERT INTO names (id, name) VALUES (?, ?)',
  pause: 'INSERT INTO pauses (destination, until, "by", reason) VALUES (?, ?, ?, ?)',
  request: 'INSERT INTO requests (destination, slot, sent_at) VALUES (?, ?, ?)',
  failureGroup: `INSERT INTO failure_groups
    (id, destination, subscription, code, status, pattern, count, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  replay: `INSERT INTO replays (id, identity, title, source, destination, options, total_bytes, started_at, stored_at,
    position, accepted, duplicates, skipped, bad) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  operation: 'INSERT INTO operations (id, at, who, action, what, count) VALUES (?, ?, ?, ?, ?, ?)',
  event: `INSERT INTO events (id, source, message_id, fingerprint, received_at, deliveries, body, replay, corrects)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  delivery: `INSERT INTO deliveries (id, event, destination, subscription, state, lane, due, attempts, started_at,
    settled_at, retried_ms, out_of_order, possible_duplicate, kills, code, message, status, priority, replay, failure_group)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  attempt: `INSERT INTO attempts (delivery, attempt, started_at, ended_at, verdict, reason, exchanges, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  nextId: "INSERT OR REPLACE INTO meta (key, value) VALUES ('next_id', ?)",
  lastGroup: "INSERT INTO sqlite_sequence (name, seq) VALUES ('failure_groups', ?)"
}
