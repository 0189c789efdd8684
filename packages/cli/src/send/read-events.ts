import { text } from 'node:stream/consumers'
import type { JSONObject } from '@segment/actions-core'
import { BadInputError, isObject, readJson, readTextFile, toPayload } from '../json-input'

/** What `--event` holds: one event, a list of events to send as a batch, or lines to send one by one. */
export type Events =
  | { kind: 'one'; payload: JSONObject | JSONObject[] }
  | { kind: 'lines'; lines: string[]; source: string }

/**
 * Reads a file, or standard input for `-`, that holds an event, an array of events, or newline-delimited events.
 * Lines are parsed when it is their turn: a bad one does not keep the others from being sent.
 * @throws BadInputError when it cannot be read, or is none of these
 */
export async function readEvents(file: string): Promise<Events> {
  const source = file === '-' ? 'Standard input' : file
  const content = file === '-' ? await text(process.stdin) : readTextFile(file)
  const lines = content.split('\n')
  // A line that is a whole event also stands in an array that has one on each line.
  if (!isJson(content) && !/^\s*\[/.test(content) && lines.filter(isFilled).length > 1 && lines.some(isEventLine)) {
    return { kind: 'lines', lines, source }
  }
  return { kind: 'one', payload: toPayload(source, readJson(source, content)) }
}

/** The event of a line. @throws BadInputError when it holds none */
export function readLine(source: string, line: string): JSONObject {
  const payload = toPayload(source, readJson(source, line))
  if (isObject(payload)) return payload
  throw new BadInputError(`${source} must be one event, not a list.`)
}

export function isFilled(line: string): boolean {
  return line.trim() !== ''
}

function isEventLine(line: string): boolean {
  return /^\s*\{.*\}\s*$/.test(line) && isJson(line)
}

function isJson(content: string): boolean {
  try {
    JSON.parse(content)
    return true
  } catch {
    return false
  }
}
