import type { Database } from 'libsql'
import { StoreOpenError } from '../store'

/** "DLVR": marks a file as a store, in SQLite's header. */
export const applicationId = 0x444c5652

/** As they are written in the file. */
export const stateNumbers = { pending: 0, inFlight: 1, delivered: 2, filtered: 3, failed: 4 } as const
export const stateNames = ['pending', 'inFlight', 'delivered', 'filtered', 'failed'] as const

/** `due` of a delivery that doesn't wait for a time. Such deliveries are claimed in the order of their ids. */
export const dueNow = 0

/**
 * What brings a file from each version to the next. The first one makes version 1 of an empty file. A migration that was
 * released never changes: add another one.
 *
 * An event has the id of its first delivery, and the ids of its deliveries follow each other. So neither needs an index to
 * find the other one.
 */
export const migrations: readonly string[] = [
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
  `
]

/**
 * Brings a file to the newest version, in one transaction.
 * @throws StoreOpenError if a newer version wrote it
 */
export function migrate(db: Database, steps: readonly string[] = migrations): void {
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
    for (const step of steps.slice(version)) db.exec(step)
    db.exec(`PRAGMA user_version = ${steps.length}`)
    db.exec(`PRAGMA application_id = ${applicationId}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}
