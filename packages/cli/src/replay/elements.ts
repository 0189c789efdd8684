import { KeptBytes } from '../send/read-lines'

/** An element of a JSON array, as it is written. */
export interface Element {
  /** Counts from 1. */
  number: number
  bytes: Buffer
  /** It is longer than what is kept of an element. */
  isCut?: boolean
  /** Why it can't be an element, in a sentence. */
  problem?: string
}

const code = (character: string) => character.charCodeAt(0)
const [quote, backslash, comma] = ['"', '\\', ','].map(code)
const opening = new Set(['[', '{'].map(code))
const closing = new Set([']', '}'].map(code))
const blank = new Set([' ', '\t', '\r', '\n'].map(code))

/**
 * Splits a JSON array into its elements, without parsing them: so an element that is wrong doesn't spoil the others. It
 * keeps one element at a time.
 * @param chunks a text whose first character that is not blank is `[`
 * @param longest the most bytes that are kept of an element
 */
export async function* readElements(chunks: AsyncIterable<Buffer>, longest = Infinity): AsyncGenerator<Element> {
  let number = 1
  let depth = 0
  let isInText = false
  let isEscaped = false
  let begun = new KeptBytes(longest)
  let isFilled = false
  let hasComma = false
  let isOver = false
  const next = (): Element => {
    const element = { number, ...begun.take() }
    begun = new KeptBytes(longest)
    isFilled = false
    number++
    return element
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (isOver) {
        if (blank.has(byte)) continue
        yield { number, bytes: Buffer.alloc(0), problem: 'There is more after the end of the array. It was not read.' }
        return
      }
      if (isInText) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) isInText = false
        continue
      }
      if (blank.has(byte)) continue
      if (depth === 0) {
        if (opening.has(byte)) {
          depth = 1
          start = at + 1
        }
        continue // a byte order mark
      }
      const isEnd = depth === 1 && closing.has(byte)
      if (isEnd || (depth === 1 && byte === comma)) {
        begun.add(chunk.subarray(start, at))
        start = at + 1
        if (isFilled || !isEnd || hasComma) yield next()
        hasComma = true
        isOver = isEnd
        continue
      }
      isFilled = true
      if (byte === quote) isInText = true
      else if (opening.has(byte)) depth++
      else if (closing.has(byte)) depth--
    }
    if (!isOver && depth > 0) begun.add(chunk.subarray(start))
  }
  if (!isOver) yield { ...next(), problem: 'The file ends before the end of its array.' }
}
