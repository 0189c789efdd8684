import fs from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

const lineFeed = 0x0a

/** Lines in pieces of any length. */
type Pieces = AsyncIterable<string | Uint8Array>

/** Writes lines to standard output, until they end or nobody reads them any more. */
export async function exportToStdout(pieces: Pieces): Promise<void> {
  try {
    await pipeline(Readable.from(pieces, { objectMode: true }), process.stdout, { end: false })
  } catch (error) {
    // The next program in the pipe, such as head, has enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}

/**
 * Writes lines to a new file, which only its owner can read.
 * @returns how many lines. Without any, there is no file
 * @throws BadInputError if the file exists, or can't be written. If the lines end too early, what was written is removed
 */
export async function exportToFile(file: string, pieces: Pieces): Promise<number> {
  const handle = create(file)
  let lines = 0
  try {
    lines = await writeAll(file, handle, pieces)
    return lines
  } finally {
    fs.closeSync(handle)
    if (lines === 0) fs.rmSync(file)
  }
}

function create(file: string): number {
  try {
    return fs.openSync(file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new BadInputError(fileProblem(file, 'written', error))
    throw new BadInputError(`${file} exists already. Give --out another name, or remove the file.`)
  }
}

async function writeAll(file: string, handle: number, pieces: Pieces): Promise<number> {
  let lines = 0
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece as Uint8Array)
    for (const byte of bytes) if (byte === lineFeed) lines++
    try {
      fs.writeFileSync(handle, bytes)
    } catch (error) {
      throw new BadInputError(fileProblem(file, 'written', error))
    }
  }
  return lines
}
