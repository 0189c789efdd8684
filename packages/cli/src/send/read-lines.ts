import { BadInputError } from '@partner-destinations/server/json-input'

/** A line of an input in bytes, without the line feed at its end. */
export interface Line {
  /** Counts from 1, including blank lines, as editors do. */
  number: number
  bytes: Buffer
}

const lineFeed = 0x0a

/**
 * Splits an input at its line feeds, and nowhere else, because JSON may contain Unicode's other line ends. It keeps one
 * line at a time.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 1
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      yield { number, bytes: Buffer.concat([...begun, chunk.subarray(start, end)]) }
      number++
      begun = []
      start = end + 1
    }
    if (start < chunk.length) begun.push(chunk.subarray(start))
  }
  if (begun.length > 0) yield { number, bytes: Buffer.concat(begun) }
}

/** Whether a line contains more than white space and a byte order mark. */
export function isFilled({ bytes }: Line): boolean {
  return bytes.toString().trim() !== ''
}

/**
 * The text of some bytes.
 * @param source their name in an error
 * @throws BadInputError if they are not UTF-8. A lenient reader would replace the wrong characters
 */
export function decode(source: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BadInputError(`${source} is not UTF-8. Save the file as UTF-8.`)
  }
}

/** Whether bytes begin with the byte order mark of UTF-16, which some Windows programs write. */
export function isUtf16(bytes: Buffer): boolean {
  return bytes.length > 1 && [0xfffe, 0xfeff].includes(bytes.readUInt16BE(0))
}
