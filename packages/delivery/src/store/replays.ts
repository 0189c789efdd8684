import type { JSONObject } from '@segment/actions-core'
import type { Counts, NewEvent } from './store'

/** Where a replay is in what it reads: opaque to the store, which keeps it together with the events before it. */
export interface ReplayPosition {
  /** The file, from 0, in the order in which they are read. */
  file: number
  /** Records of this file that were read; for a replay of the store, the id of the last event. */
  record: number
  /** Bytes that were read of all files, as they are on disk. */
  bytes: number
}

/** What became of the records of a replay so far. */
export interface ReplayRecords {
  /** New events with their deliveries. */
  accepted: number
  /** The same message id was in the replay before. */
  duplicates: number
  /** Left out by the options of the replay, such as a period. */
  skipped: number
  /** They could not be read as events. */
  bad: number
}

/** What a replay is started with. */
export interface NewReplay {
  /** A hash of the contents and of the options: the same again is the same replay. */
  identity: string
  /** For people: the name of the file or folder, or the period. */
  title: string
  /** The source that the events count as. */
  source: string
  /** Only this destination gets them. */
  destination?: string
  /** The other options, to show them: `from`, `to`, `only`. */
  options: JSONObject
  /** Of all files, as they are on disk; undefined for a replay of the store. */
  totalBytes?: number
}

/** A replay: events of the past that are delivered again, in lanes of their own, behind the live ones. */
export interface Replay extends NewReplay {
  id: number
  /** `stored` when all its events are in the store. It is settled when none of its deliveries is pending or in flight. */
  state: 'storing' | 'stored'
  /** Milliseconds since 1970. */
  startedAt: number
  storedAt?: number
  position: ReplayPosition
  records: ReplayRecords
  /** Its deliveries by state, of all destinations, with those that were settled and removed since. */
  counts: Counts
}

/** The next events of a replay. */
export interface ReplayBatch {
  /** Where the replay must be. If it is elsewhere, because an answer got lost, nothing is stored. */
  at: ReplayPosition
  events: NewEvent[]
  /** Records that make no event: their number is added. */
  skipped: number
  bad: number
  /** Where the replay is then. */
  next: ReplayPosition
  /** These are the last ones. */
  isLast: boolean
}

/** An event that the store holds. */
export interface StoredEvent {
  id: number
  source: string
  messageId: string
  /** Milliseconds since 1970. */
  receivedAt: number
  /** As JSON. */
  body: string
}

/** The part of a store that keeps replays. */
export interface ReplayStore {
  /**
   * Starts a replay, unless there is one of this identity: then it is the newest of those, as it is. With `again`, a new
   * one starts all the same if that one is stored to its end.
   */
  startReplay(replay: NewReplay, again: boolean): Promise<{ replay: Replay; isNew: boolean }>
  /**
   * Stores events of a replay together with its new position, all or none. They are duplicates only of others of the same
   * replay. Their deliveries have lanes of the replay's own, and are claimed when nothing live is due.
   * @returns the replay as it is then; undefined if there is none of this id
   * @throws BacklogFullError, StoreUnavailableError
   */
  storeReplayed(id: number, batch: ReplayBatch): Promise<Replay | undefined>
  replay(id: number): Promise<Replay | undefined>
  /** The newest first, at most 100. */
  replays(): Promise<Replay[]>
  /**
   * Live events that were received in a period, by id, with corrected ones in the place of those that they correct.
   * @param after only events with a larger id
   * @param period milliseconds since 1970: from the first one up to, and without, the second one
   * @returns `next` is where to go on: absent at the end
   */
  storedEvents(
    after: number,
    limit: number,
    period: { from?: number; to?: number }
  ): Promise<{ events: StoredEvent[]; next?: number }>
}
