import { routedEvent } from '@partner-destinations/delivery'
import type { NewEvent, Rehearsal, Rehearsed, ReplayRoute, Selection } from '@partner-destinations/delivery'
import type { Interruption } from '../send/interruption'
import { readEntries } from './entries'
import type { Entry } from './entries'
import type { Input } from './input-files'

/** Events that are rehearsed at a time. */
const atATime = 200

/** What a dry run works with. */
export interface DryRunOptions {
  input: Input
  /** How events are made into deliveries. */
  route: ReplayRoute
  selection: Selection
  rehearsal: Pick<Rehearsal, 'take' | 'end'>
  stop: Pick<Interruption, 'isAsked'>
  onBad: (entry: Entry & { kind: 'bad' }) => void
  /** @param bytes of the files that were read */
  onProgress: (events: number, bytes: number) => void
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
 * Delivers the events of files to the sandbox only, and stores nothing.
 * @throws BadInputError if a file can't be read
 */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const { input, selection, rehearsal, stop, onBad, onProgress } = options
  const found = { events: 0, skipped: 0, bad: 0 }
  let batch: NewEvent[] = []
  for await (const entry of readEntries(input, selection)) {
    if (stop.isAsked) break
    if (entry.kind === 'event') {
      found.events++
      batch.push(routed(entry, options))
    } else if (entry.kind === 'bad') {
      found.bad++
      onBad(entry)
    } else {
      found.skipped++
    }
    if (batch.length < atATime) continue
    await rehearsal.take(batch)
    batch = []
    onProgress(found.events, entry.next.bytes)
  }
  await rehearsal.take(batch)
  return { ...found, isStopped: stop.isAsked, rehearsed: await rehearsal.end() }
}

function routed(
  { event, next: { file, record } }: Entry & { kind: 'event' },
  { input, route }: DryRunOptions
): NewEvent {
  return routedEvent(event, `dry-run-${input.contents.slice(0, 12)}-${file}-${record}`, route)
}
