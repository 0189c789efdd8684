import type { Holdings } from '@partner-destinations/server/wire'
import { isObject } from '../json/json'
import type { Json, JsonObject } from '../json/json'

/** Rows of the same kind, for a page to show. */
export interface Table {
  /** The kind of the rows, such as `affiliates`. */
  title: string
  columns: string[]
  rows: { cells: Record<string, Json>; isChanged: boolean }[]
}

/**
 * The tables of what the sandbox holds.
 * @param before what it held before the last event; rows that differ from all of those are marked
 */
export function toTables(now: Holdings, before: Holdings | undefined): Table[] {
  return Object.entries(now).map(([title, rows]) => {
    const known = new Set((before?.[title] ?? rows).map((row) => JSON.stringify(row)))
    const flat = rows.map((row) => ({ cells: flatten(row), isChanged: !known.has(JSON.stringify(row)) }))
    return { title, columns: columnsOf(flat.map(({ cells }) => cells)), rows: flat }
  })
}

/** An inner object becomes columns of its own, `attributes.email`; an empty one becomes none. */
function flatten(row: JsonObject, prefix = ''): Record<string, Json> {
  const cells: Record<string, Json> = {}
  for (const [key, value] of Object.entries(row)) {
    if (isObject(value)) Object.assign(cells, flatten(value, `${prefix}${key}.`))
    else cells[prefix + key] = value
  }
  return cells
}

/** Text that takes more room than this goes to the end of a table. */
const longText = 24

/** All columns, in the order in which they first come; those with long texts, and after them the lists, at the end. */
function columnsOf(rows: Record<string, Json>[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const room = (column: string) => {
    const values = rows.map((row) => row[column])
    if (values.some(Array.isArray)) return 2
    return values.some((value) => typeof value === 'string' && value.length > longText) ? 1 : 0
  }
  return columns.sort((a, b) => room(a) - room(b))
}
