import type { ReplayPosition, Selection } from '@partner-destinations/delivery'
import type { JSONObject } from '@segment/actions-core'
import { csvRecords } from './csv-records'
import { FileBytes } from './file-bytes'
import type { Input, InputFile } from './input-files'
import { elementRecords, lineRecords } from './json-records'
import type { Record } from './record'

/** A record of a replay, in the order in which they are read. */
export type Entry = {
  /** Where the replay is after it. */
  next: ReplayPosition
  /** Such as `events.ndjson:7`. */
  place: string
} & (
  | { kind: 'event'; event: JSONObject; text: string }
  /** The options of the replay leave it out. */
  | { kind: 'skipped' }
  | { kind: 'bad'; problem: string; raw?: Buffer }
)

/** Where every replay begins. */
export const beginning: ReplayPosition = { file: 0, record: 0, bytes: 0 }

/**
 * The records of files.
 * @param at those up to here were read before
 * @throws BadInputError if a file can't be read
 */
export async function* readEntries(
  { files }: Pick<Input, 'files'>,
  selection: Selection,
  at: ReplayPosition = beginning
): AsyncGenerator<Entry> {
  let before = 0
  for (const [number, file] of files.entries()) {
    if (number >= at.file) {
      const bytes = new FileBytes(file)
      let record = number === at.file ? at.record : 0
      for await (const one of recordsOf(file, bytes, record)) {
        record++
        const next = { file: number, record, bytes: before + bytes.bytesRead }
        yield { next, place: `${file.name}:${one.place}`, ...judged(one, selection) }
      }
    }
    before += file.size
  }
}

/** Whether a position comes after another. */
export function isAfter(one: ReplayPosition, other: ReplayPosition): boolean {
  return one.file > other.file || (one.file === other.file && one.record > other.record)
}

function recordsOf({ form }: InputFile, bytes: FileBytes, skip: number): AsyncGenerator<Record> {
  switch (form.kind) {
    case 'lines':
      return lineRecords(bytes, skip)
    case 'array':
      return elementRecords(bytes, skip)
    case 'csv':
      return csvRecords(bytes, form.events, skip)
  }
}

const noTime = 'The event has no "receivedAt" or "timestamp", so --from and --to can\'t be compared with it.'

function judged(record: Record, selection: Selection) {
  if ('problem' in record) return { kind: 'bad', problem: record.problem, raw: record.raw } as const
  const { event, text, raw } = record
  const takes = selection.takes(event)
  if (takes === 'no time') return { kind: 'bad', problem: noTime, raw } as const
  return takes ? ({ kind: 'event', event, text } as const) : ({ kind: 'skipped' } as const)
}
