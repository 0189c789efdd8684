import type { JSONObject } from '@segment/actions-core'
import { BadInputError, isObject, readJson, readJsonLine, toPayload } from '@partner-destinations/server/json-input'
import type { EventInput } from './event-input'
import { decode, isFilled, isUtf16, readLines } from './read-lines'
import type { Line } from './read-lines'

/** The content of `--event`: one event, a list of events, or lines. Each line is read when its turn comes. */
export type Events = { kind: 'one'; payload: JSONObject | JSONObject[] } | { kind: 'lines'; lines: AsyncIterable<Line> }

/** The most bytes to read for an event with more than one line. Segment accepts 32 KB. */
const longestEvent = 16 * 1024 * 1024

/**
 * Reads an event, an array of events, or newline-delimited events. It keeps one line at a time, and `readLine` parses
 * it later. So a bad line doesn't stop the others.
 * @throws BadInputError if the input can't be read, or is none of these
 */
export async function readEvents(input: Pick<EventInput, 'source' | 'chunks'>): Promise<Events> {
  const { source } = input
  const rest = readLines(input.chunks())
  const read: Line[] = []
  let size = 0
  let first: string | undefined
  let isWhole = false
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const line = next.value
    if (line.number === 1 && isUtf16(line.bytes)) {
      throw new BadInputError(`${source} is UTF-16. Save the file as UTF-8.`)
    }
    read.push(line)
    size += line.bytes.length
    if (!isFilled(line)) continue
    if (first !== undefined && (isWhole || (size > longestEvent && !/^\s*\[/.test(first)))) return linesOf(read, rest)
    if (first !== undefined) continue
    first = line.bytes.toString()
    isWhole = isJson(first)
  }
  if (first === undefined) throw new BadInputError(`${source} is empty. It must contain an event.`)
  const bytes = Buffer.concat(read.flatMap((line) => [line.bytes, Buffer.from('\n')]))
  const text = bytes.toString()
  // The first line may be a bad one of many. An array can also have a whole event on a line: its last one.
  if (!isJson(text) && !/^\s*\[[^]*\]\s*$/.test(text) && areLines(source, read)) return linesOf(read, rest)
  return { kind: 'one', payload: toPayload(source, readJson(source, decode(source, bytes))) }
}

/**
 * The event in a line.
 * @param source the name of the line in an error
 * @throws BadInputError if the line isn't an event
 */
export function readLine(source: string, { bytes }: Line): JSONObject {
  const event = readJsonLine(source, decode(source, bytes))
  if (isObject(event)) return event
  throw new BadInputError(
    `${source} must be one event, a JSON object${Array.isArray(event) ? ', and not a list' : ''}.`
  )
}

/** Lines, some of which were read already. */
function linesOf(read: Line[], rest: AsyncIterable<Line>): Events {
  return { kind: 'lines', lines: filled(read, rest) }
}

async function* filled(read: Line[], rest: AsyncIterable<Line>): AsyncGenerator<Line> {
  yield* read.filter(isFilled)
  for await (const line of rest) if (isFilled(line)) yield line
}

/**
 * Whether a text that is not JSON consists of lines: its name says so, or one of its lines is an event. A line that is
 * indented more than the first line is a part of an event.
 */
function areLines(source: string, read: Line[]): boolean {
  const texts = read.filter(isFilled).map(({ bytes }) => bytes.toString().replace(/^\uFEFF/, ''))
  if (texts.length > 1 && /\.(ndjson|jsonl)$/i.test(source)) return true
  const [first] = texts
  return texts.some((text) => indentation(text) <= indentation(first) && /^\s*\{.*\}\s*$/.test(text) && isJson(text))
}

function indentation(text: string): number {
  return text.length - text.trimStart().length
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''))
    return true
  } catch {
    return false
  }
}
