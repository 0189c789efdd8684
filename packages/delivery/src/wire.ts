import type { JSONObject } from '@segment/actions-core'
import type { History, HistorySeries, LiveDestination, LiveEngine, LiveEvents } from './operate/live-wire'
import type { ListedDestination } from './operate/operated'
import type { Difference, DifferenceGroup, DifferenceSample } from './rehearsal/difference'
import type { RequestChange } from './rehearsal/request-changes'
import type { FailureFilter, FailureGroup, Operation, OperationName } from './store/failures'
import type { Replay } from './store/replays'
import type { AttemptRow, Counts, DeliveryDetails, DeliveryRow, Pause } from './store/store'

/** What the operating API answers, and is asked for. Only types, so that a page can have them. */

export type {
  AttemptRow,
  Counts,
  DeliveryDetails,
  DeliveryRow,
  Difference,
  DifferenceGroup,
  DifferenceSample,
  FailureFilter,
  FailureGroup,
  History,
  HistorySeries,
  ListedDestination,
  LiveDestination,
  LiveEngine,
  LiveEvents,
  Operation,
  OperationName,
  Pause,
  Replay,
  RequestChange
}

/** An error of any path: a sentence for people. */
export interface ApiError {
  error: string
}

/** A failed group, as `GET /api/failures` answers it. */
export interface ShownGroup extends FailureGroup {
  /** The key of the subscription's action. Absent if the config doesn't have the subscription any more. */
  action?: string
}

/** A delivery, as `GET /api/deliveries/:id` answers it. */
export interface ShownDelivery extends DeliveryDetails {
  /** As in `ShownGroup`. */
  action?: string
  /** The condition and the whole mapping of the subscription, with secrets masked; absent as the action is. */
  subscribe?: string
  mapping?: JSONObject
}

/** Which failed deliveries to change: single ones, or all that a filter takes. Exactly one of the two is given. */
export type Which = { ids: number[] } | { filter: FailureFilter }

/** Who asks. Default: the system's user of the process that delivers. */
export interface Asker {
  by?: string
}

/** The body of `POST /api/failures/resend`. */
export type ResendRequest = Which & Asker & { first?: number }

/** The answer to it. */
export interface Resent {
  resent: number
  /** How many of them are failed still: those beyond the first ones, and those of events that could not be taken. */
  failed: number
}

/** The body of `POST /api/failures/discard`. */
export type DiscardRequest = Which & Asker

/** The answer to it. */
export interface Discarded {
  discarded: number
}

/** The body of `POST /api/deliveries/:id/correct`. */
export interface CorrectRequest extends Asker {
  /** The whole event, corrected. It gets a `messageId` of its own. */
  event: object
}

/** The answer to it. */
export interface Corrected {
  /** The ids of the deliveries of the corrected event. */
  deliveries: number[]
}

/** The body of `POST /api/failures/difference`. The answer is a `Difference`. */
export type DifferenceRequest = Which & { first?: number }
