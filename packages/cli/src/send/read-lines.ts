import { BadInputError } from '@partner-destinations/server/json-input'

/** A line of an input in bytes, without the line feed at its end. */
export interface Line {
  /** Counts from 1, including blank lines, as editors do. */
  number: number
  bytes: Buffer
  /** It is longer than what is kept of a line. */
  isCut?: boolean
}

const lineFeed = 0x0a

/**
 * Splits an input at its line feeds, and nowhere else, because JSON may contain Unicode's other line ends. It keeps one
 * line at a time.
 * @param longest the most bytes that are kept of a line
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, longest = Infinity): AsyncGenerator<Line> {
  let number = 1
  let begun = new KeptBytes(longest)
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      begun.add(chunk.subarray(start, end))
      yield { number, ...begun.take() }
      number++
      begun = new KeptBytes(longest)
      start = end + 1
    }
    if (start < chunk.length) begun.add(chunk.subarray(start))
  }
  if (begun.length > 0) yield { number, ...begun.take() }
}

/** Collects the bytes of a line or another part of an input, up to a limit. */
export class KeptBytes {
  private readonly parts: Buffer[] = []
  /** How many were added, also of those that are not kept. */
  length = 0

  /** @param longest the most bytes that are kept */
  constructor(private readonly longest: number) {}

  add(part: Buffer): void {
    const room = this.longest - this.length
    if (room > 0) this.parts.push(part.length > room ? part.subarray(0, room) : part)
    this.length += part.length
  }

  /** What is kept. `isCut` is there if it is not all. */
  take(): { bytes: Buffer; isCut?: true } {
    const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts)
    return this.length > this.longest ? { bytes, isCut: true } : { bytes }
  }
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
