import { BadInputError } from '@partner-destinations/server/json-input'
import type { JSONArray, JSONObject, JSONValue } from '@segment/actions-core'

/** A row can't be made into an event. The message says which cell is wrong, and what to write. */
export class BadCellError extends Error {
  readonly name = 'BadCellError'
}

/** The objects of an event. What is in them has a type; everything else in an event is a text. */
const objects = ['properties', 'traits', 'context', 'integrations', '_metadata']

/**
 * The names that have numbers in Segment's specs of e-commerce events, of traits and of the context. Others, such as an
 * order's or a phone's number, stay texts: a number would lose a zero at its beginning.
 * @see https://segment.com/docs/connections/spec/ecommerce/v2/
 */
const numbers = new Set([
  'age',
  'density',
  'discount',
  'height',
  'latitude',
  'longitude',
  'position',
  'price',
  'quantity',
  'revenue',
  'shipping',
  'speed',
  'subtotal',
  'tax',
  'total',
  'value',
  'width'
])

const numeral = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/
const literals: Readonly<Record<string, boolean>> = { true: true, false: false }

/** A column, and where its cells stand in an event. */
interface Column {
  index: number
  name: string
  path: string[]
}

/** Makes events of the rows of a CSV file. The columns are paths, such as `properties.revenue`. */
export class CsvEvents {
  private readonly columns: Column[]

  /**
   * @param names of the columns
   * @param file its name in an error
   * @throws BadInputError if no events can be made of these columns
   */
  constructor(private readonly names: string[], file: string) {
    const wrong = whyWrong(names)
    if (wrong !== undefined) throw new BadInputError(`${file} can't be read as CSV: ${wrong}`)
    this.columns = names
      .map((name, index) => ({ index, name, path: name.split('.') }))
      // A whole object comes before the columns of its fields, which win.
      .sort((one, other) => one.path.length - other.path.length)
  }

  /**
   * The event of a row. Empty cells are absent.
   * @throws BadCellError
   */
  event(cells: string[]): JSONObject {
    if (cells.length !== this.names.length) {
      throw new BadCellError(`The row has ${cells.length} cells, and the header has ${this.names.length} columns.`)
    }
    const event: JSONObject = {}
    for (const { index, name, path } of this.columns) {
      const cell = cells[index]
      if (cell !== '') put(event, path, valueOf(cell, path), name)
    }
    return event
  }
}

function whyWrong(names: string[]): string | undefined {
  if (!names.includes('type')) {
    return `it has no column "type". Its first line must have the names of the columns, with commas between them.`
  }
  const unnamed = names.findIndex((name) => name.split('.').includes(''))
  if (unnamed !== -1) return `the name of its column ${unnamed + 1} is empty, or a part of it is.`
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `it has the column "${twice}" twice.`
  const forbidden = names.find((name) => name.split('.').includes('__proto__'))
  return forbidden === undefined ? undefined : `it has the column "${forbidden}", which can't be used.`
}

function valueOf(cell: string, path: string[]): JSONValue {
  const [root] = path
  if (!objects.includes(root)) return cell
  if (path.length === 1) {
    const value = parsed(cell)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    throw new BadCellError(`"${root}" must be a JSON object, or its fields must have columns such as "${root}.name".`)
  }
  if (cell.startsWith('{') || cell.startsWith('[')) return parsed(cell) ?? cell
  if (Object.hasOwn(literals, cell)) return literals[cell]
  return numbers.has(path[path.length - 1]) && numeral.test(cell) ? Number(cell) : cell
}

/** Undefined if it is not JSON. */
function parsed(cell: string): JSONValue | undefined {
  try {
    return JSON.parse(cell) as JSONValue
  } catch {
    return undefined
  }
}

/** Puts a value at a path. A part such as `0` is a place in an array. */
function put(event: JSONObject, path: string[], value: JSONValue, name: string): void {
  let container: JSONObject | JSONArray = event
  for (const [index, part] of path.entries()) {
    const isPlace: boolean = Array.isArray(container)
    if (isPlace && !isIndex(part)) throw new BadCellError(`The column "${name}" needs an object where an array is.`)
    const fields = container as JSONObject
    if (index === path.length - 1) {
      fields[part] = value
      return
    }
    if (!Object.hasOwn(fields, part)) fields[part] = isIndex(path[index + 1]) ? [] : {}
    const inner = fields[part]
    if (typeof inner !== 'object' || inner === null) {
      throw new BadCellError(`The column "${name}" needs an object where another column has a text.`)
    }
    container = inner
  }
}

/** Whether a part of a path is a place in an array. A larger one is a name, such as a year. */
function isIndex(part: string): boolean {
  return /^\d{1,3}$/.test(part)
}
