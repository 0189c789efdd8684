import type { Database } from 'libsql'
import { StoreOpenError } from '../store'
import { groupFailed } from './group-failed'

/** "DLVR": marks a file as a store, in SQLite's header. */
export const applicationId = 0x444c5652

/** As they are written in the file. */
export const stateNumbers = { pending: 0, inFlight: 1, delivered: 2, filtered: 3, failed: 4 } as const
export const stateNames = ['pending', 'inFlight', 'delivered', 'filtered', 'failed'] as const

/** `due` of a delivery that doesn't wait for a time. Such deliveries are claimed in the order of their ids. */
export const dueNow = 0

/** SQL, or what carries out SQL. */
export type Migration = string | ((db: Database) => void)

/**
 * What brings a file from each version to the next. The first one makes version 1 of an empty file. A migration that was
 * released never changes: add another one.
 *
 * An event has the id of its first delivery, and the ids of its deliveries follow each other. So neither needs an index to
 * find the other one.
 */
export const migrations: readonly Migration[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

  -- Names of sources, destinations and subscriptions, which are in millions of rows.
  CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- An event whose deliveries were removed stays without its body for a day, so that duplicates are noticed.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    deliveries INTEGER NOT NULL,
    body TEXT
  ) STRICT;
  CREATE INDEX events_by_message ON events (message_id);

  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    subscription INTEGER,
    state INTEGER NOT NULL,
    -- A number made of the destination and the lane's key. Null without an order, when settled, and out of order.
    lane INTEGER,
    -- When to attempt it again, 0 if now. Null unless it is pending, and while it waits behind another one of its lane.
    due INTEGER,
    -- Only while it is in flight.
    worker INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    settled_at INTEGER,
    retried_ms INTEGER NOT NULL DEFAULT 0,
    out_of_order INTEGER NOT NULL DEFAULT 0,
    possible_duplicate INTEGER NOT NULL DEFAULT 0,
    kills INTEGER NOT NULL DEFAULT 0,
    code TEXT,
    message TEXT,
    status INTEGER
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (destination, due) WHERE due IS NOT NULL;
  CREATE INDEX deliveries_parked ON deliveries (lane) WHERE state = 0 AND due IS NULL;
  CREATE INDEX deliveries_in_flight ON deliveries (worker) WHERE worker IS NOT NULL;
  CREATE INDEX deliveries_failed ON deliveries (destination) WHERE state = 4;

  -- Earlier attempts, and those of which something is kept. Everything else about the last one is in the delivery.
  CREATE TABLE attempts (
    delivery INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    verdict TEXT NOT NULL,
    reason TEXT,
    exchanges TEXT,
    payload TEXT,
    PRIMARY KEY (delivery, attempt)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counters (
    destination INTEGER NOT NULL,
    subscription INTEGER NOT NULL,
    state INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (destination, subscription, state)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE workers (id INTEGER PRIMARY KEY, leased_until INTEGER NOT NULL) STRICT;

  CREATE TABLE pauses (destination INTEGER PRIMARY KEY, until INTEGER, "by" TEXT NOT NULL, reason TEXT NOT NULL) STRICT;

  -- The times of the last requests of each destination: a ring.
  CREATE TABLE requests (
    destination INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (destination, slot)
  ) STRICT, WITHOUT ROWID;
  `,
  (db) => {
    db.exec(`
      -- The replay that it is of. Null: it came in by itself.
      ALTER TABLE events ADD COLUMN replay INTEGER;
      -- The delivery that failed with the event that this one corrects.
      ALTER TABLE events ADD COLUMN corrects INTEGER;
      CREATE INDEX events_correcting ON events (corrects) WHERE corrects IS NOT NULL;

      -- 1 is claimed when no 0 is due.
      ALTER TABLE deliveries ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE deliveries ADD COLUMN replay INTEGER;
      -- Not null while it is failed.
      ALTER TABLE deliveries ADD COLUMN failure_group INTEGER;
      DROP INDEX deliveries_due;
      CREATE INDEX deliveries_due ON deliveries (destination, priority, due) WHERE due IS NOT NULL;
      DROP INDEX deliveries_failed;
      CREATE INDEX deliveries_failed ON deliveries (state) WHERE state = 4;
      CREATE INDEX deliveries_in_group ON deliveries (failure_group) WHERE failure_group IS NOT NULL;
      CREATE INDEX deliveries_of_replay ON deliveries (replay) WHERE replay IS NOT NULL;

      -- Position and options as JSON.
      CREATE TABLE replays (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL,
        title TEXT NOT NULL,
        source TEXT NOT NULL,
        destination TEXT,
        options TEXT NOT NULL,
        total_bytes INTEGER,
        started_at INTEGER NOT NULL,
        -- Null until all its events are stored.
        stored_at INTEGER,
        position TEXT NOT NULL,
        accepted INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        skipped INTEGER NOT NULL DEFAULT 0,
        bad INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      CREATE TABLE replay_counts (
        replay INTEGER NOT NULL,
        state INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (replay, state)
      ) STRICT, WITHOUT ROWID;

      -- Failed deliveries that have all of these in common. The pattern is a hash of the message without its values.
      CREATE TABLE failure_groups (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination INTEGER NOT NULL,
        subscription INTEGER NOT NULL,
        code TEXT NOT NULL,
        status INTEGER,
        pattern TEXT NOT NULL,
        count INTEGER NOT NULL,
        first_at INTEGER NOT NULL,
        last_at INTEGER NOT NULL
      ) STRICT;

      -- What operators did. "what" is JSON.
      CREATE TABLE operations (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        what TEXT NOT NULL,
        count INTEGER NOT NULL
      ) STRICT;
    `)
    groupFailed(db)
  }
]

/**
 * Brings a file to the newest version, in one transaction.
 * @throws StoreOpenError if a newer version wrote it
 */
export function migrate(db: Database, steps: readonly Migration[] = migrations): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > steps.length) {
    throw new StoreOpenError(
      `A newer version of this program wrote the store: its format is ${version}, and this version knows ${steps.length}. ` +
        'Install the newer version again, or give another file as "store".'
    )
  }
  if (version === steps.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(version)) {
      if (typeof step === 'string') db.exec(step)
      else step(db)
    }
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec(`PRAGMA application_id = ${applicationId}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}
