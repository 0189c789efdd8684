import { BadInputError } from '@partner-destinations/server/json-input'
import { isFilled, isUtf16, readLines } from '../send/read-lines'
import type { Line } from '../send/read-lines'
import { CsvEvents } from './csv-event'
import { readRows } from './csv-rows'
import type { FileBytes } from './file-bytes'
import { withoutMark } from './json-records'
import { maxRecordBytes } from './limits'

/** How events stand in a file. */
export type Form = { kind: 'lines' } | { kind: 'array' } | { kind: 'csv'; header: string; events: CsvEvents }

/**
 * Finds out how events stand in a file, by what it contains; only a CSV file without familiar columns needs its name.
 * @param bytes of the file, from its beginning
 * @param name of the file, as in an error
 * @throws BadInputError if the file can't be read, is UTF-16, or is a CSV file whose columns make no events
 */
export async function formOf(bytes: FileBytes, name: string): Promise<Form> {
  const first = await firstLine(bytes, name)
  const text = first?.bytes.toString().trim() ?? ''
  if (text.startsWith('[')) return { kind: 'array' }
  if (!first || text.startsWith('{')) return { kind: 'lines' }
  const names = await columnsIn(first)
  const isCsv = /\.csv(\.gz)?$/i.test(name) || (names !== undefined && names.length > 1 && names.includes('type'))
  if (!isCsv) return { kind: 'lines' }
  return { kind: 'csv', header: first.bytes.toString().replace(/\r$/, ''), events: new CsvEvents(names ?? [], name) }
}

/** The first line that is not blank. */
async function firstLine(bytes: FileBytes, name: string): Promise<Line | undefined> {
  for await (const line of readLines(withoutMark(bytes.chunks()), maxRecordBytes)) {
    if (line.number === 1 && isUtf16(line.bytes)) throw new BadInputError(`${name} is UTF-16. Save the file as UTF-8.`)
    if (isFilled(line)) return line
  }
  return undefined
}

async function columnsIn(line: Line): Promise<string[] | undefined> {
  for await (const { cells } of readRows(only(line))) return cells?.map((cell) => cell.trim())
  return undefined
}

async function* only(line: Line): AsyncGenerator<Line> {
  yield line
}
