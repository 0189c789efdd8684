/** The schema that everything is in. */
export const schema = 'delivery'

/** As they are written in the tables. */
export const stateNumbers = { pending: 0, inFlight: 1, delivered: 2, filtered: 3, failed: 4 } as const
export const stateNames = ['pending', 'inFlight', 'delivered', 'filtered', 'failed'] as const

/** `due` of a delivery that doesn't wait for a time. Such deliveries are claimed in the order of their ids. */
export const dueNow = 0

/** Ids come in blocks of so many, so that few are asked for. */
export const idBlock = 32

/** Tables whose rows change soon after they are written: they are vacuumed early, so that they don't grow. */
const churning = 'WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)'

/** The columns of counts, by state. */
const countColumns = ['pending', 'in_flight', 'delivered', 'filtered', 'failed']

/**
 * What brings the tables from each version to the next. The first one makes version 1 of nothing. A migration that was
 * released never changes: add another one. During a rolling upgrade, processes of the version before go on, and
 * must work with the new tables. So a migration may only add tables, indexes, and columns with a default or without NOT NULL.
 *
 * Times are milliseconds since 1970.
 */
export const migrations: readonly string[] = [
  `
  -- An event has the id of its first delivery. They are given in the order in which events are accepted.
  CREATE SEQUENCE delivery.id_blocks INCREMENT BY ${idBlock} START WITH ${idBlock};

  -- Names of sources, destinations and subscriptions, which are in millions of rows.
  CREATE TABLE delivery.names (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);

  -- An event whose deliveries were removed stays without its body for a day, so that duplicates are noticed.
  CREATE TABLE delivery.events (
    id bigint PRIMARY KEY,
    -- The id of its last delivery. Those of other events can be between these. Smaller than its own id if it has none left.
    last_id bigint NOT NULL,
    source integer NOT NULL,
    message_id text NOT NULL,
    -- A hash of the message id, which can be longer than what an index takes.
    message_key uuid NOT NULL,
    fingerprint text NOT NULL,
    received_at bigint NOT NULL,
    -- The replay that it is of. 0: it came in by itself.
    replay integer NOT NULL DEFAULT 0,
    -- The delivery that failed with the event that this one corrects.
    corrects bigint,
    -- Its own id if it is a correction, and once there is a later event with the same message id, which is not a duplicate
    -- after a day. Only those with 0 make others duplicates.
    superseded bigint NOT NULL DEFAULT 0
  ) ${churning};
  CREATE UNIQUE INDEX events_by_message ON delivery.events (message_key, source, replay, superseded);
  CREATE INDEX events_without_deliveries ON delivery.events (received_at) WHERE last_id < id;
  CREATE INDEX events_correcting ON delivery.events (corrects) WHERE corrects IS NOT NULL;

  CREATE TABLE delivery.bodies (event bigint PRIMARY KEY, body text NOT NULL);

  CREATE TABLE delivery.deliveries (
    id bigint PRIMARY KEY,
    event bigint NOT NULL,
    destination integer NOT NULL,
    subscription integer,
    state smallint NOT NULL,
    -- A number made of the destination and the lane's key. Null without an order, when settled, and out of order.
    lane bigint,
    -- When to attempt it again, 0 if now. Null unless it is pending, and while it waits behind another one of its lane.
    due bigint,
    -- Only while it is in flight.
    worker bigint,
    attempts integer NOT NULL DEFAULT 0,
    started_at bigint,
    settled_at bigint,
    retried_ms bigint NOT NULL DEFAULT 0,
    out_of_order boolean NOT NULL DEFAULT false,
    possible_duplicate boolean NOT NULL DEFAULT false,
    kills integer NOT NULL DEFAULT 0,
    code text,
    message text,
    status integer,
    -- 1 is claimed when no 0 is due.
    priority smallint NOT NULL DEFAULT 0,
    -- 0: of none.
    replay integer NOT NULL DEFAULT 0,
    -- Not null while it is failed.
    failure_group integer
  ) ${churning};
  CREATE INDEX deliveries_due ON delivery.deliveries (destination, priority, due, id) WHERE due IS NOT NULL;
  CREATE INDEX deliveries_in_lane ON delivery.deliveries (lane, id) WHERE lane IS NOT NULL;
  -- No two of a lane are ever in flight.
  CREATE UNIQUE INDEX deliveries_in_flight ON delivery.deliveries (lane) WHERE worker IS NOT NULL;
  CREATE INDEX deliveries_failed ON delivery.deliveries (id) WHERE state = ${stateNumbers.failed};
  CREATE INDEX deliveries_in_group ON delivery.deliveries (failure_group, id) WHERE failure_group IS NOT NULL;
  CREATE INDEX deliveries_in_group_by_time ON delivery.deliveries (failure_group, settled_at)
    WHERE failure_group IS NOT NULL;
  CREATE INDEX deliveries_of_replay ON delivery.deliveries (replay, id) WHERE replay <> 0;

  -- Earlier attempts, and those of which something is kept. Everything else about the last one is in the delivery.
  CREATE TABLE delivery.attempts (
    delivery bigint NOT NULL,
    attempt integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint,
    verdict text NOT NULL,
    reason text,
    exchanges text,
    payload text,
    PRIMARY KEY (delivery, attempt)
  );

  -- Deliveries of each subscription and each replay, 0 without one, by state. Each transaction only adds what it changes,
  -- so that none waits for another; now and then, the changes are added up.
  CREATE TABLE delivery.counters (
    destination integer NOT NULL,
    subscription integer NOT NULL,
    replay integer NOT NULL,
    ${countColumns.map((column) => `${column} bigint NOT NULL`).join(', ')},
    PRIMARY KEY (destination, subscription, replay)
  );
  CREATE TABLE delivery.count_changes (
    destination integer NOT NULL,
    subscription integer NOT NULL,
    replay integer NOT NULL,
    ${countColumns.map((column) => `${column} bigint NOT NULL`).join(', ')}
  ) ${churning};

  CREATE TABLE delivery.workers (id bigint PRIMARY KEY, leased_until bigint NOT NULL);

  CREATE TABLE delivery.pauses (destination integer PRIMARY KEY, until bigint, "by" text NOT NULL, reason text NOT NULL);

  -- The times of the last requests of each destination, the oldest first.
  CREATE TABLE delivery.requests (destination integer PRIMARY KEY, times bigint[] NOT NULL) WITH (fillfactor = 50);

  -- Failed deliveries that have all of these in common. The pattern is a hash of the message without its values.
  CREATE TABLE delivery.failure_groups (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    destination integer NOT NULL,
    subscription integer NOT NULL,
    code text NOT NULL,
    status integer NOT NULL,
    pattern text NOT NULL,
    count bigint NOT NULL DEFAULT 0,
    -- When a delivery joined or left it for the last time, as far as the changes are added up.
    changed_at bigint NOT NULL,
    UNIQUE (destination, subscription, code, status, pattern)
  );
  CREATE TABLE delivery.failure_group_changes (
    failure_group integer NOT NULL,
    count bigint NOT NULL,
    changed_at bigint NOT NULL
  ) ${churning};

  -- Position and options are JSON.
  CREATE TABLE delivery.replays (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    identity text NOT NULL,
    title text NOT NULL,
    source text NOT NULL,
    destination text,
    options text NOT NULL,
    total_bytes bigint,
    started_at bigint NOT NULL,
    -- Null until all its events are stored.
    stored_at bigint,
    position text NOT NULL,
    accepted bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    bad bigint NOT NULL DEFAULT 0
  );
  CREATE INDEX replays_by_identity ON delivery.replays (identity, id);

  -- What operators did. "what" is JSON.
  CREATE TABLE delivery.operations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    what text NOT NULL,
    count bigint NOT NULL
  );
  `
]
