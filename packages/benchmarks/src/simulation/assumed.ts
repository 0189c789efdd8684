/** What the page about scale assumes, and nobody measured. Readers put in their own. */
export const ASSUMED = {
  /** The part of its time for which a core or a thread is planned to be busy. The rest is for peaks, and to catch up. */
  busy: 0.7,
  /** The mean time until a vendor answers. Milliseconds. */
  answerMs: 250,
  /** How long an outage of a vendor lasts. */
  outageHours: 4,
  /** Days for which delivered events are kept: the default of `retention`. */
  days: 7,
  /** The default of `maxBacklog`. */
  maxBacklog: 1_000_000,
  /** The most that `concurrency` can be. */
  maxConcurrency: 1000,
  /** Dollars a month, for a core with its memory. */
  core: 35,
  /** Dollars a month, for a GB of an SSD. */
  disk: 0.1,
  /** A machine for PostgreSQL. */
  server: {
    cores: 16,
    /** How many transactions its disk makes durable in a second, each by itself. */
    commits: 5000,
    /** Bytes that its disk writes in a second. */
    writes: 250e6
  },
  /** Cores of a machine that runs one intake or one worker. */
  processCores: 4,
  /** The most connections that a process opens to a server. */
  connections: 9
}

/** Events a second. */
export const LOADS = [100, 10_000, 1_000_000] as const

export const HOUR = 3_600_000

/** Seconds. */
export const DAY = 86_400
