import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Replay, ReplayBatch } from '../store/replays'

/** What events count as, who gets them, and which ones. Times in milliseconds since 1970. */
export interface ReplayRequest {
  /** Needed if the config has several sources. */
  source?: string
  /** Only this one gets them. Default: all destinations of the source. */
  destination?: string
  from?: number
  to?: number
  /** A condition in FQL that the events meet. */
  only?: string
}

/** How a replay is started. */
export interface StartOptions {
  /** Starts it once more if the same was replayed to its end. */
  again: boolean
  /** Who starts it: the system's user. */
  by: string
}

/** A replay of files: `POST /api/replays`. */
export interface FileReplayRequest extends ReplayRequest {
  /** A hash of what the files contain. */
  contents: string
  /** For people: the name of the file or folder. */
  title: string
  /** Of all files, as they are on disk. */
  totalBytes: number
}

/** Further events of a replay: `POST /api/replays/:id/events`. */
export interface ReplayedRecords extends Omit<ReplayBatch, 'events'> {
  events: {
    /** For an event without one. */
    messageId?: string
    body: JSONValue
  }[]
}

/** The replay of a start, and whether it is a new one. */
export interface StartedReplay {
  replay: Replay
  isNew: boolean
}

/** The options of a replay that it keeps, to show them. */
export function shownOptions({ from, to, only }: ReplayRequest): JSONObject {
  return {
    ...(from !== undefined && { from: new Date(from).toISOString() }),
    ...(to !== undefined && { to: new Date(to).toISOString() }),
    ...(only !== undefined && { only })
  }
}
