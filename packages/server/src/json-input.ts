import fs from 'node:fs'
import type { JSONObject } from '@segment/actions-core'
import { parse, printParseErrorCode } from 'jsonc-parser'
import type { ParseError } from 'jsonc-parser'
import { fileProblem } from './file-errors'

/** The input is wrong. The message says where it came from, what is wrong, and where. */
export class BadInputError extends Error {
  readonly name = 'BadInputError'
}

/**
 * The text of a file.
 * @throws BadInputError when it cannot be read
 */
export function readTextFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadInputError(fileProblem(file, 'read', error))
  }
}

/** The most levels of a JSON value: more than any event has, and few enough for recursive functions. */
const maxDepth = 500

/** The place of an error in a text. Both count from 1. */
interface Position {
  line: number
  column: number
}

/**
 * Parses JSON.
 * @param source what to call the input in an error, such as a file name
 * @throws BadInputError with line and column when it is not JSON; when it is nested too deep
 */
export function readJson(source: string, text: string): unknown {
  return parseJson(source, text, ({ line, column }) => `line ${line}, column ${column}`)
}

/**
 * Parses one line of a file as JSON. A carriage return at its end, which Windows' editors write, is ignored.
 * @param source what to call the line in an error, such as `events.ndjson, line 2`
 * @throws BadInputError with the column when it is not JSON; when it is nested too deep
 */
export function readJsonLine(source: string, text: string): unknown {
  return parseJson(source, text.replace(/\r$/, ''), ({ column }) => `column ${column}`)
}

function parseJson(source: string, original: string, describe: (position: Position) => string): unknown {
  const text = original.replace(/^\uFEFF/, '') // the byte order mark that Windows' editors write
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadInputError(`${source} is not valid JSON: ${firstError(text, describe)}.`)
  }
  if (isDeeper(value, maxDepth)) throw new BadInputError(`${source} is nested deeper than ${maxDepth} levels.`)
  return value
}

/**
 * Parses a JSON object.
 * @throws BadInputError when it is not JSON, or another kind of value
 */
export function readJsonObject(source: string, text: string): JSONObject {
  const value = readJson(source, text)
  if (isObject(value)) return value
  throw new BadInputError(`${source} must hold a JSON object, not ${kindOf(value)}.`)
}

/**
 * Checks that a value is an event or a list of events.
 * @throws BadInputError when it is not
 */
export function toPayload(source: string, value: unknown): JSONObject | JSONObject[] {
  if (isObject(value)) return value
  if (!Array.isArray(value))
    throw new BadInputError(`${source} must be an object or an array of objects, not ${kindOf(value)}.`)
  if (value.length === 0) throw new BadInputError(`${source} is an empty array: it must hold at least one event.`)
  const wrong = value.findIndex((item) => !isObject(item))
  if (wrong === -1) return value as JSONObject[]
  throw new BadInputError(`${source}[${wrong}] must be an object, not ${kindOf(value[wrong])}.`)
}

/** Whether a value is an object that JSON can write, and no array. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}

/** The first error of a text that `JSON.parse` refused, in words, with its place. */
function firstError(text: string, describe: (position: Position) => string): string {
  const errors: ParseError[] = []
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false })
  } catch {
    return 'it is nested too deep to say where' // the parser calls itself on each level
  }
  if (errors.length === 0) return 'it cannot be parsed'
  const before = text.slice(0, errors[0].offset).split('\n')
  const what = printParseErrorCode(errors[0].error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return `${what} at ${describe({ line: before.length, column: before[before.length - 1].length + 1 })}`
}
