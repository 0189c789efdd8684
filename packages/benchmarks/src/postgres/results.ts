import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/**
 * The results of the benchmark of delivery on PostgreSQL, as kept in `results/postgres.json`. Figures of several rounds are
 * medians. CPU time is in microseconds of user and system time, and "server" means all processes of the PostgreSQL server.
 */
export interface PostgresResults {
  machine: Machine
  rounds: number
  server: MeasuredServer
  store: PostgresStoreResults
  /** Intake over HTTP, by a process that only takes events in. */
  intake: PostgresIntakeResults
  /** First an action that only computes, then the main action of a vendor. */
  workers: WorkersResults[]
  latency: LatencyResults
  backlog: BacklogReading[]
  churn: ChurnResults
}

/** The server, which runs on the same machine as everything else. */
export interface MeasuredServer {
  /** Such as `15.14`. */
  version: string
  /** Lines of `postgresql.conf` that matter for speed and differ from the default, such as `shared_buffers = 512MB`. */
  settings: string[]
}

/** What an event costs that the server takes part in. */
export interface ServerWork {
  /** Microseconds of CPU time an event, of the server. */
  serverCpu: number
  /** Transactions an event that write something, each of which waits for the disk. Far below 1: many events share one. */
  transactions: number
  /** Bytes of write-ahead log an event. It is more after a checkpoint with big tables: see `BacklogReading.walBytes`. */
  walBytes: number
}

/** The store alone, with events in hundreds, beside the embedded store with the same. */
export interface PostgresStoreResults {
  /** Events in each call. */
  perCall: number
  /** Of an event's body. */
  bodyBytes: number
  accept: StoreWork
  claimAndSettle: StoreWork
  /** Microseconds of CPU time an event, of the server, to vacuum what delivering it leaves. */
  vacuumCpu: number
  /** On the server's disk for a delivered event: all tables with their indexes, vacuumed. Without the write-ahead log. */
  diskBytes: number
  /** On the disk for a delivered event in the embedded store. */
  embeddedDiskBytes: number
  /** What one server does when it is saturated: as many processes as there are cores use it at the same time. */
  saturated: {
    processes: number
    /** Events accepted a second, of all processes together. */
    accept: number
    /** Deliveries claimed and settled a second, of all processes together. */
    claimAndSettle: number
  }
}

/** One part of the store's work, by one process. */
export interface StoreWork extends ServerWork {
  /** Events a second. */
  perSecond: { postgres: number; embedded: number }
  /** Events a second by those of the embedded store, within each round. */
  toEmbedded: Spread
  /** Microseconds of CPU time an event, of the process that uses the store. */
  cpu: { postgres: number; embedded: number }
}

/** Intake over HTTP while nothing is delivered, with events in hundreds. */
export interface PostgresIntakeResults extends ServerWork {
  /** Events in each request. */
  perRequest: number
  /** Events accepted a second. */
  perSecond: number
  /** Microseconds of CPU time an event, of the intake process. */
  cpu: number
}

/** Fleets of workers that deliver what waits, for one action. */
export interface WorkersResults {
  name: string
  /** Events that wait at the beginning of each round. */
  events: number
  /** One process with the embedded store, with as many destination threads as each worker has: one. */
  embedded: {
    perSecond: number
    /** Microseconds of CPU time an event: of the process, and of the server in the place of the vendors. */
    cpu: { engine: number; vendor: number }
  }
  fleets: FleetResults[]
}

/** So many worker processes, which share a server. */
export interface FleetResults extends ServerWork {
  workers: number
  /** Events a second, of all workers together. */
  perSecond: number
  /** Events a second by those of one worker, within each round. */
  toOne: Spread
  /** Events a second by those of the process with the embedded store, within each round. */
  toEmbedded: Spread
  /** Microseconds of CPU time an event: of all workers together, and of the server in the place of the vendors. */
  cpu: { workers: number; vendor: number }
}

/** How long events take at a rate that is far below what is possible. */
export interface LatencyResults {
  /** The action. */
  name: string
  /** Events a second, each in a request of its own, at random times. */
  perSecond: number
  /** Events that each was measured with. */
  events: number
  embedded: EventLatency
  /** Few events share a transaction at this rate. */
  fleets: (EventLatency & ServerWork & { workers: number })[]
}

/** Milliseconds. */
export interface EventLatency {
  /** From the request to intake until its answer: the event is on the disk then. */
  accepted: Percentiles
  /** From the answer of intake until the request arrives at the vendor. */
  delivered: Percentiles
}

export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

/** What the store does while so many deliveries wait. Times in milliseconds, of calls with a hundred events. */
export interface BacklogReading {
  waiting: number
  claim: { median: number; p95: number }
  settle: { median: number; p95: number }
  accept: { median: number; p95: number }
  /** Bytes of the tables and indexes, while nothing else is in them. */
  diskBytes: number
  /** Bytes of write-ahead log an event, right after a checkpoint: pages that change for the first time are logged whole. */
  walBytes: number
}

/** `npm run bench:backlog`, as kept in `results/postgres-backlog.json`. */
export interface BacklogResults {
  machine: Machine
  server: MeasuredServer
  readings: BacklogReading[]
}

/** The size of the tables while events come and go, by a faster clock. */
export interface ChurnResults {
  /** Simulated hours. */
  hours: number
  eventsPerHour: number
  /** Hours for which delivered events are kept. */
  retentionHours: number
  /** Simulated seconds in a second. Autovacuum looks once a real second: this many simulated seconds apart. */
  speed: number
  /** Bytes of all tables and indexes at the end of each hour. */
  hourly: number[]
  /** The mean size in the last quarter of the hours by that in the second quarter. */
  growth: number
  /** The same of each table that isn't tiny, and its mean bytes in the last quarter. */
  tables: { name: string; bytes: number; growth: number }[]
}
