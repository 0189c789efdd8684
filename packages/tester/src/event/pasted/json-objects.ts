import { isObject, parse } from '../../json/json'
import type { JsonObject } from '../../json/json'

/**
 * Reads JSON objects that follow one another, each on one line, as in a log, or on several. Blanks and commas between
 * them don't matter.
 * @returns undefined when the text is anything else
 */
export function readObjects(text: string): JsonObject[] | undefined {
  const parts = split(text)
  if (!parts) return undefined
  const values = parts.map((part) => parse(part).value)
  return values.every(isObject) ? values : undefined
}

/**
 * Finds the first wrong line of a text that looks like lines of JSON.
 * @returns undefined if the first line is not a JSON object, or if every line is one
 */
export function wrongLine(text: string): string | undefined {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line.trim() }))
  const filled = lines.filter((line) => line.text !== '')
  if (filled.length < 2 || !isObject(parse(filled[0].text).value)) return undefined
  const wrong = filled.find((line) => !isObject(parse(line.text).value))
  if (!wrong) return undefined
  const { error = 'It is not an object.' } = parse(wrong.text)
  return `Line ${wrong.number} is not a JSON object. ${error}`
}

/** The texts of the objects; undefined when there is something else between them. */
function split(text: string): string[] | undefined {
  const parts: string[] = []
  let depth = 0
  let start = 0
  // A string, with its escapes, or any other character.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[^])*"?|[^]/g)) {
    if (depth === 0 && !/^[\s,{\ufeff]$/.test(token)) return undefined
    if (token === '{' && depth++ === 0) start = index
    if (token === '}' && --depth === 0) parts.push(text.slice(start, index + 1))
  }
  return depth === 0 && parts.length > 0 ? parts : undefined
}
