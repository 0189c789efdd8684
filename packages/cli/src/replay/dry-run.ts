import { routedEvent, Selection } from '@partner-destinations/delivery'
import type {
  NewEvent,
  Rehearsal,
  Rehearsed,
  ReplayRoute,
  SelectionOptions,
  StoredEvents
} from '@partner-destinations/delivery'
import type { JSONObject } from '@segment/actions-core'
import type { Interruption } from '../send/interruption'
import type { ReplayAccess } from './access'
import { readEntries } from './entries'
import type { Input } from './input-files'

/** Events that are rehearsed at a time. */
const atATime = 200

/** A record of a file, or an event of the store. */
export type RehearsedRecord =
  /** The source is that of the route, unless it is given. An event without a message id gets this one. */
  | { kind: 'event'; event: JSONObject; id: string; source?: string; bytes?: number }
  | { kind: 'skipped'; bytes?: number }
  | { kind: 'bad'; place: string; problem: string; bytes?: number }

/** What a dry run works with. */
export interface DryRunOptions {
  records: AsyncIterable<RehearsedRecord>
  /** How events are made into deliveries. */
  route: ReplayRoute
  rehearsal: Pick<Rehearsal, 'take' | 'end'>
  stop: Pick<Interruption, 'isAsked'>
  onBad: (record: RehearsedRecord & { kind: 'bad' }) => void
  /** Is told how many events were rehearsed, up to which record. */
  onProgress: (events: number, last: RehearsedRecord) => void
}

/** What a dry run found. */
export interface DryRun {
  events: number
  skipped: number
  bad: number
  /** Whether Ctrl+C has ended it before all was read. */
  isStopped: boolean
  rehearsed: Rehearsed
}

/**
 * Delivers events to the sandbox only, and stores nothing.
 * @throws BadInputError if the records can't be read
 */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const { records, route, rehearsal, stop, onBad, onProgress } = options
  const found = { events: 0, skipped: 0, bad: 0 }
  let batch: NewEvent[] = []
  for await (const record of records) {
    if (stop.isAsked) break
    if (record.kind === 'event') {
      found.events++
      const { event, id, source = route.source } = record
      batch.push(routedEvent(event, id, { ...route, source }))
    } else if (record.kind === 'bad') {
      found.bad++
      onBad(record)
    } else {
      found.skipped++
    }
    if (batch.length < atATime) continue
    await rehearsal.take(batch)
    batch = []
    onProgress(found.events, record)
  }
  await rehearsal.take(batch)
  return { ...found, isStopped: stop.isAsked, rehearsed: await rehearsal.end() }
}

/**
 * The records of files.
 * @throws BadInputError if a file can't be read
 */
export async function* recordsOfFiles(input: Input, selection: Selection): AsyncGenerator<RehearsedRecord> {
  const contents = input.contents.slice(0, 12)
  for await (const { next, ...entry } of readEntries(input, selection)) {
    const { file, record, bytes } = next
    const id = `dry-run-${contents}-${file}-${record}`
    yield entry.kind === 'event' ? { ...entry, bytes, id } : { ...entry, bytes }
  }
}

/** The events of a period that a store holds. Those of other sources are no records. */
export async function* recordsOfStore(
  access: Pick<ReplayAccess, 'storedEvents'>,
  sources: string[],
  { from, to = Date.now(), only }: SelectionOptions
): AsyncGenerator<RehearsedRecord> {
  const selection = new Selection({ only })
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { events, next }: StoredEvents = await access.storedEvents(after, { from, to })
    for (const { source, messageId: id, body } of events) {
      if (!sources.includes(source)) continue
      const event = JSON.parse(body) as JSONObject
      yield selection.takes(event) === true ? { kind: 'event', event, id, source } : { kind: 'skipped' }
    }
    after = next
  }
}
