/** A figure by arithmetic, and the same by the simulation. */
export interface Compared {
  arithmetic: number
  simulated: number
}

/** What the simulation says about the arithmetic of `docs/scale.md`. */
export interface SimulationResults {
  /** One server, busy for different parts of its time. */
  queues: QueueResults[]
  outage: OutageResults
  limited: LimitedResults[]
  loads: LoadResults[]
}

export interface QueueResults {
  /** The part of its time for which the server is busy. */
  busy: number
  /** Percentiles of the waits, as multiples of the time that serving an event takes. */
  waits: { p50: Compared; p95: Compared; p99: Compared }
  /** How long it takes to catch up after a stop, in times that the stop lasted. */
  recovery: Compared
}

/** One of three vendors is down. */
export interface OutageResults {
  destinations: number
  /** Events a second of all destinations. */
  perSecond: number
  users: number
  answerMs: number
  concurrency: number
  /** From when to when the vendor is down. Hours. */
  down: [from: number, to: number]
  /** Deliveries that wait when the vendor is back. */
  backlog: Compared
  /** Hours from the vendor's return until nothing waits. */
  recovery: Compared
  /** Requests that the vendor got while it was down. */
  probes: Compared
  /** Deliveries that were given up, of all destinations. */
  failed: number
  /** Deliveries that arrived after a later one of their user: those that are marked so, and the others. */
  overtaken: { marked: number; unmarked: number }
  /** The P95 of the other destinations before the outage and during it, from intake to the vendor. Milliseconds. */
  others: { before?: number; during?: number }
  course: OutageReading[]
}

/** At one time of the outage. The latencies are those since the reading before. */
export interface OutageReading {
  hours: number
  /** Deliveries that wait for the vendor that is down. */
  backlog: number
  /** P95 from intake to the vendor, in milliseconds; undefined if nothing was delivered. */
  down?: number
  others?: number
}

/** A vendor with a rate limit was down. */
export interface LimitedResults {
  name: string
  perSecond: number
  outageHours: number
  /** Requests a second. */
  allowed: Compared
  /** Hours. */
  recovery: Compared
}

/** As many cores as the arithmetic says, or fewer. */
export interface LoadResults {
  store: 'file' | 'PostgreSQL'
  perSecond: number
  /** Of the process with the file, or of all workers. */
  cores: number
  /** The part of their time for which they are busy. */
  busy: Compared
  /** Deliveries a second by which the backlog grows. */
  growth: Compared
}
