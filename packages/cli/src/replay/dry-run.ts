import { destinationNamed, namesForFiles, routedEvent, Router } from '@partner-destinations/delivery'
import type { DeliveryConfig, NewEvent, ReplayRequest, Selection } from '@partner-destinations/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Interruption } from '../send/interruption'
import { readEntries } from './entries'
import type { Entry } from './entries'
import type { Input } from './input-files'

/** Events that are rehearsed at a time. */
const atATime = 200

/** What a dry run works with. */
export interface DryRunOptions<Rehearsed> {
  config: DeliveryConfig
  input: Input
  request: ReplayRequest
  selection: Selection
  rehearsal: { take(events: NewEvent[]): Promise<void>; end(): Promise<Rehearsed> }
  interruption: Pick<Interruption, 'isAsked'>
  onBad: (entry: Entry & { kind: 'bad' }) => void
  /** @param bytes of the files that were read */
  onProgress: (events: number, bytes: number) => void
}

/** What a dry run found. */
export interface DryRun<Rehearsed> {
  events: number
  skipped: number
  bad: number
  /** Whether Ctrl+C has ended it before all was read. */
  isStopped: boolean
  rehearsed: Rehearsed
}

/**
 * Delivers the events of files to the sandbox only, and stores nothing.
 * @throws BadInputError if the config has no such source or destination, or a file can't be read
 */
export async function dryRun<Rehearsed>(options: DryRunOptions<Rehearsed>): Promise<DryRun<Rehearsed>> {
  const { config, input, selection, rehearsal, interruption, onBad, onProgress } = options
  const routed = eventRouter(config, options.request)
  const found = { events: 0, skipped: 0, bad: 0 }
  let batch: NewEvent[] = []
  let isStopped = false
  for await (const entry of readEntries(input, selection)) {
    if (entry.kind === 'event') {
      found.events++
      batch.push(routed(entry, input.contents))
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
    isStopped = interruption.isAsked
    if (isStopped) break
  }
  if (batch.length > 0) await rehearsal.take(batch)
  return { ...found, isStopped, rehearsed: await rehearsal.end() }
}

function eventRouter(config: DeliveryConfig, request: ReplayRequest) {
  const router = new Router(config)
  const { source, destination: name } = inWords(() => namesForFiles(config, request))
  const destination = name === undefined ? undefined : destinationNamed(config, name)
  return ({ event, next: { file, record } }: Entry & { kind: 'event' }, contents: string) =>
    routedEvent(event, `replay-${contents.slice(0, 12)}-${file}-${record}`, {
      router,
      source,
      destination,
      receivedAt: Date.now()
    })
}

function inWords<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if ((error as Error).name !== 'BadReplayError') throw error
    throw new BadInputError((error as Error).message)
  }
}
