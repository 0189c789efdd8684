import type { Operation } from '../store/failures'
import type { Replay } from '../store/replays'
import type { Mode } from '../store/store'
import type { ShownGroup } from '../wire'
import type { ListedDestination } from './operated'

/** What became of the deliveries of a destination, in each bucket of a `History`, from the oldest to the newest. */
export interface HistorySeries {
  delivered: number[]
  failed: number[]
  filtered: number[]
  /** Attempts after which another one follows. */
  retries: number[]
  /** From an event's arrival to the vendor's answer, of 95 % of those that were delivered; null if none was. */
  p95Ms: (number | null)[]
  /** Deliveries that wait or are under way; null if nobody has looked. */
  backlog: (number | null)[]
}

/** What became of deliveries lately, in buckets of some seconds. The answer of `GET /api/history`. */
export interface History {
  bucketMs: number
  /** When the first bucket begins, in milliseconds since 1970. */
  from: number
  /** How many there are. The last one is under way. */
  buckets: number
  /** By destination. */
  series: Record<string, HistorySeries>
}

/** A destination as the page lists it. */
export interface LiveDestination extends ListedDestination {
  /** Of the last hour, in this process. */
  lately: { retries: number; p95Ms?: number }
}

/** How the engine is. */
export interface LiveEngine {
  mode: Mode
  /** Why it can't accept or deliver events now, in sentences. */
  problems: string[]
}

/** The events of `GET /api/live`, by their names, with what their data is as JSON. */
export interface LiveEvents {
  engine: LiveEngine
  destinations: LiveDestination[]
  failures: ShownGroup[]
  replays: Replay[]
  /** The newest ones. */
  operations: Operation[]
  /** At first the last hour, and then the buckets that have changed: they take the place of those from `from` on. */
  history: History
}
