import { isUtf8 } from 'node:buffer'
import { readLines } from '../send/read-lines'
import { BadCellError } from './csv-event'
import type { CsvEvents } from './csv-event'
import { readRows } from './csv-rows'
import type { Row } from './csv-rows'
import type { FileBytes } from './file-bytes'
import { withoutMark } from './json-records'
import { maxRecordBytes } from './limits'
import { eventRecord } from './record'
import type { Record } from './record'

/** The events of a CSV file, after the first `skip` ones. */
export async function* csvRecords(bytes: FileBytes, events: CsvEvents, skip: number): AsyncGenerator<Record> {
  let records = -1 // the header is none
  let last = 0
  for await (const row of readRows(readLines(withoutMark(bytes.chunks()), maxRecordBytes))) {
    records++
    last = row.line
    if (records > skip) yield rowRecord(row, events)
  }
  if (bytes.problem !== undefined && records >= skip) yield { place: last, problem: bytes.problem }
}

function rowRecord({ line: place, raw, cells, problem }: Row, events: CsvEvents): Record {
  if (!isUtf8(raw)) return { place, problem: 'The row is not UTF-8.', raw }
  if (!cells) return { place, problem: problem as string, raw }
  try {
    const event = events.event(cells)
    return eventRecord(place, event, JSON.stringify(event), raw)
  } catch (error) {
    if (!(error instanceof BadCellError)) throw error
    return { place, problem: error.message, raw }
  }
}
