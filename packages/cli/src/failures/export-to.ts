import { once } from 'node:events'
import fs from 'node:fs'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

const lineFeed = 0x0a

/**
 * Writes lines to a new file, which only its owner can read, or to standard output.
 * @param file undefined for standard output
 * @returns how many lines
 * @throws BadInputError if the file exists, or can't be written. What was written of it is removed if the lines end too early
 */
export async function exportTo(file: string | undefined, pieces: AsyncIterable<string | Uint8Array>): Promise<number> {
  if (file === undefined) return writeAll(pieces, toStdout)
  const handle = create(file)
  try {
    return await writeAll(pieces, (piece) => {
      try {
        fs.writeFileSync(handle, piece)
      } catch (error) {
        throw new BadInputError(fileProblem(file, 'written', error))
      }
    })
  } catch (error) {
    fs.rmSync(file)
    throw error
  } finally {
    fs.closeSync(handle)
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

async function writeAll(
  pieces: AsyncIterable<string | Uint8Array>,
  write: (piece: Buffer) => unknown
): Promise<number> {
  let lines = 0
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece as Uint8Array)
    for (const byte of bytes) if (byte === lineFeed) lines++
    await write(bytes)
  }
  return lines
}

async function toStdout(bytes: Buffer): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
}
