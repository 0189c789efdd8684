import type { DeliveryState, Reason, Verdict } from '../machine/delivery'
import type { Operation } from './failures'
import type { NewReplay, ReplayPosition, ReplayRecords } from './replays'
import type { Counts, Pause, Priority } from './store'

/**
 * What is in a store, as rows of a few kinds that every engine can write and read. Names have numbers in them: those of the
 * rows of the kind `name`, which keep them. So lanes, which are made of these numbers, stay what they are. Times are
 * milliseconds since 1970.
 */
export interface MovedRows {
  /** A name of a source, destination or subscription. */
  name: { id: number; name: string }
  /** The id is the number of the destination. */
  pause: Pause & { id: number }
  /** The times of the last requests to a destination, whose number is the id; the oldest first. */
  requests: { id: number; times: number[] }
  failureGroup: MovedFailureGroup
  replay: MovedReplay
  operation: Operation
  event: MovedEvent
  /** One row: which ids are given next. */
  nextIds: { id: number; delivery: number; failureGroup: number; replay: number; operation: number }
}

export type MovedKind = keyof MovedRows

/** In the order in which they are moved: what a row refers to comes before it, and `nextIds` is the last one. */
export const movedKinds: readonly MovedKind[] = [
  'name',
  'pause',
  'requests',
  'failureGroup',
  'replay',
  'operation',
  'event',
  'nextIds'
]

export interface MovedFailureGroup {
  id: number
  destination: number
  /** 0 without one. */
  subscription: number
  code: string
  status?: number
  /** As `patternOf` makes it of the messages, hashed. */
  pattern: string
  count: number
  firstAt: number
  lastAt: number
}

export interface MovedReplay extends NewReplay, ReplayRecords {
  id: number
  startedAt: number
  storedAt?: number
  position: ReplayPosition
  /** Also of deliveries that were removed. */
  counts: Counts
}

/** An event with its deliveries, and with their attempts. */
export interface MovedEvent {
  id: number
  /** The id that its last delivery has, or had. One less than its own if it never had any, or all were removed. */
  lastId: number
  source: number
  messageId: string
  fingerprint: string
  receivedAt: number
  /** Absent once the event is only kept to tell duplicates. */
  body?: string
  replay?: number
  /** The id of the delivery whose event it corrects. */
  corrects?: number
  deliveries: MovedDelivery[]
}

/** Never in flight: what was is taken back before. */
export interface MovedDelivery {
  id: number
  destination: number
  subscription?: number
  state: Exclude<DeliveryState, 'inFlight'>
  /** As `laneNumber` makes it. */
  lane?: number
  /** When to attempt it again; 0 if now. Absent unless it is pending. It can be absent while another one of its lane is before it. */
  due?: number
  attempts: number
  startedAt?: number
  settledAt?: number
  retriedMs: number
  outOfOrder: boolean
  possibleDuplicate: boolean
  kills: number
  reason?: Reason
  priority: Priority
  replay?: number
  /** Only while it is failed. */
  failureGroup?: number
  attemptRows: MovedAttempt[]
}

/** An attempt of which more is kept than the delivery says. */
export interface MovedAttempt {
  attempt: number
  startedAt: number
  endedAt?: number
  verdict: Verdict['kind']
  /** These are JSON. */
  reason?: string
  exchanges?: string
  payload?: string
}

/** What a store notes about itself. Each is a text. */
export type NoteName = 'mode' | 'departure' | 'arrival' | 'division' | 'lastDivision'

/** The part of a store by which all that is in it can be moved to another one. */
export interface MovableStore {
  note(name: NoteName): Promise<string | undefined>
  /** @param value undefined removes it */
  keepNote(name: NoteName, value: string | undefined): Promise<void>
  /** Whether another process has this store open. */
  isUsedByOthers(): Promise<boolean>
  /** The next rows of a kind, in the order of their ids: fewer than the limit only at the end. */
  exportRows<Kind extends MovedKind>(kind: Kind, after: number, limit: number): Promise<MovedRows[Kind][]>
  /**
   * Keeps rows with their ids, together with a note that says where the move is: all or none. It counts deliveries as they
   * come, and of replays and failure groups what their rows say. After the rows of the kind `nextIds`, the store can be used.
   * @throws Error if one of them is there already, or a name has another number
   * @throws StoreUnavailableError
   */
  importRows<Kind extends MovedKind>(kind: Kind, rows: MovedRows[Kind][], arrival: string): Promise<void>
}
