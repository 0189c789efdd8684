import { isFilled, readLines } from '../send/read-lines'
import { readElements } from './elements'
import type { FileBytes } from './file-bytes'
import { maxRecordBytes } from './limits'
import { jsonRecord } from './record'
import type { Record } from './record'

/** The events of newline-delimited JSON, after the first `skip` ones. Blank lines are no records. */
export async function* lineRecords(bytes: FileBytes, skip: number): AsyncGenerator<Record> {
  let records = 0
  let last = 0
  for await (const line of readLines(withoutMark(bytes.chunks()), maxRecordBytes)) {
    last = line.number
    if (isBlank(line.bytes)) continue
    records++
    if (records > skip) yield jsonRecord('The line', line.number, line.bytes, line.isCut)
  }
  if (bytes.problem !== undefined && records >= skip) yield { place: last, problem: bytes.problem }
}

/** The events of a JSON array, after the first `skip` ones. */
export async function* elementRecords(bytes: FileBytes, skip: number): AsyncGenerator<Record> {
  let records = 0
  for await (const { number, bytes: raw, isCut, problem } of readElements(bytes.chunks(), maxRecordBytes)) {
    records++
    if (records <= skip) continue
    if (problem === undefined) yield jsonRecord('The element', number, raw, isCut)
    else yield { place: number, problem: bytes.problem ?? problem, ...(!isBlank(raw) && { raw }) }
  }
}

/** The same text without a byte order mark, which Windows' editors write. */
export async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of chunks) {
    yield isFirst && chunk.subarray(0, 3).equals(byteOrderMark) ? chunk.subarray(3) : chunk
    isFirst = false
  }
}

const byteOrderMark = Buffer.from('\uFEFF')

/** Few lines are as short as the longest blank ones. */
function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1000 && !isFilled({ number: 0, bytes })
}
