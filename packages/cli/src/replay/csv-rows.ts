import { parse } from 'csv-parse/sync'
import { isFilled } from '../send/read-lines'
import type { Line } from '../send/read-lines'
import { maxRecordBytes } from './limits'

/** A row of a CSV file. */
export interface Row {
  /** Of its first line, from 1. */
  line: number
  /** As it stands in the file. */
  raw: Buffer
  cells?: string[]
  /** Why it has no cells, in a sentence. */
  problem?: string
}

const quote = 0x22
const lineFeed = Buffer.from('\n')

/**
 * Puts the lines of a CSV file together to rows, since a quoted cell can have several lines. If the quotes of a row are
 * wrong, only its first line counts as wrong, and the next row begins on the line after it.
 */
export async function* readRows(lines: AsyncIterable<Line>): AsyncGenerator<Row> {
  const rows = new Rows()
  for await (const line of lines) yield* rows.add(line)
  yield* rows.end()
}

class Rows {
  private begun: Line[] = []
  private size = 0
  private hasOpenQuote = false

  add(line: Line): Row[] {
    return this.take([line])
  }

  /** The last row may have a quote that is never closed. */
  end(): Row[] {
    const rows: Row[] = []
    while (this.begun.length > 0) rows.push(...this.giveUp())
    return rows
  }

  private take(lines: Line[]): Row[] {
    const rows: Row[] = []
    const todo = [...lines].reverse()
    for (let line = todo.pop(); line; line = todo.pop()) {
      if (this.begun.length === 0 && !isFilled(line)) continue
      this.begun.push(line)
      this.size += line.bytes.length
      if (count(line.bytes) % 2 === 1) this.hasOpenQuote = !this.hasOpenQuote
      if (this.hasOpenQuote && this.size <= maxRecordBytes) continue
      const row = this.hasOpenQuote ? undefined : rowOf(this.begun)
      if (row && (row.cells || this.begun.length === 1)) {
        rows.push(row)
        this.clear()
      } else {
        const [first, ...rest] = this.begun
        rows.push(wrongQuotes(first))
        this.clear()
        todo.push(...rest.reverse())
      }
    }
    return rows
  }

  private giveUp(): Row[] {
    const [first, ...rest] = this.begun
    this.clear()
    return [wrongQuotes(first), ...this.take(rest)]
  }

  private clear(): void {
    this.begun = []
    this.size = 0
    this.hasOpenQuote = false
  }
}

function rowOf(lines: Line[]): Row {
  const [{ number: line, isCut }] = lines
  const raw = Buffer.concat(lines.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [lineFeed, bytes])))
  if (isCut) return { line, raw, problem: `The row is longer than ${maxRecordBytes / 1024} kB.` }
  const text = raw.toString().replace(/\r$/, '')
  if (!text.includes('"')) return { line, raw, cells: text.split(',') }
  try {
    const [cells] = parse(text, { record_delimiter: '\n', relax_column_count: true })
    return { line, raw, cells }
  } catch {
    return wrongQuotes(lines[0])
  }
}

function wrongQuotes({ number, bytes }: Line): Row {
  return {
    line: number,
    raw: bytes,
    problem: 'The quotes of the row are wrong. A cell with a quote is quoted as a whole, and its quotes are doubled.'
  }
}

function count(bytes: Buffer): number {
  let found = 0
  for (let at = bytes.indexOf(quote); at !== -1; at = bytes.indexOf(quote, at + 1)) found++
  return found
}
