import { BadInputError } from '@partner-destinations/server/json-input'

/** A line of an input as its bytes, without the line feed that ends it. */
export interface Line {
  /** Counts from 1, blank lines too, as editors do. */
  number: number
  bytes: Buffer
}

const lineFeed = 0x0a

/**
 * Splits an input at its line feeds, and nowhere else: JSON may hold the other characters that end a line in Unicode.
 * Holds one line at a time.
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

/** Whether a line holds anything but blanks and a byte order mark. */
export function isFilled({ bytes }: Line): boolean {
  return bytes.toString().trim() !== ''
}

/**
 * The text of bytes.
 * @param source what to call them in an error
 * @throws BadInputError when they are not UTF-8, where a lenient reader would put other characters in their place
 */
export function decode(source: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BadInputError(`${source} is not UTF-8. Save the file as UTF-8.`)
  }
}

/** Whether bytes begin with the byte order mark of UTF-16, which some programs of Windows write. */
export function isUtf16(bytes: Buffer): boolean {
  return bytes.length > 1 && [0xfffe, 0xfeff].includes(bytes.readUInt16BE(0))
}
