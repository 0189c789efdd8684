import type { JSONObject } from '@segment/actions-core'
import type { Replay, ReplayPosition } from './replays'
import type { Counts } from './store'

/** The columns that `replayOf` reads, of the table `replays`. */
export const replayColumns = `id, identity, title, source, destination, options, total_bytes, started_at, stored_at, position,
  accepted, duplicates, skipped, bad`

/** What a row of these columns is. */
export type ReplayColumns = [
  id: number,
  identity: string,
  title: string,
  source: string,
  destination: string | null,
  options: string,
  totalBytes: number | null,
  startedAt: number,
  storedAt: number | null,
  position: string,
  accepted: number,
  duplicates: number,
  skipped: number,
  bad: number
]

export function replayOf(row: ReplayColumns, counts: Counts): Replay {
  const [id, identity, title, source, destination, options, totalBytes, startedAt, storedAt, position] = row
  const [accepted, duplicates, skipped, bad] = row.slice(10) as [number, number, number, number]
  return {
    id,
    identity,
    title,
    source,
    ...(destination !== null && { destination }),
    options: JSON.parse(options) as JSONObject,
    ...(totalBytes !== null && { totalBytes }),
    state: storedAt === null ? 'storing' : 'stored',
    startedAt,
    ...(storedAt !== null && { storedAt }),
    position: JSON.parse(position) as ReplayPosition,
    records: { accepted, duplicates, skipped, bad },
    counts
  }
}
