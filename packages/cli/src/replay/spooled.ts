import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

/** A file with what came in by a pipe, which can be read only once. Only its owner can read it. */
export class Spooled {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replay-'))
  readonly path = path.join(this.folder, 'input')

  /** @throws BadInputError if the file can't be written */
  async fill(input: Readable): Promise<void> {
    try {
      await pipeline(input, fs.createWriteStream(this.path, { mode: 0o600 }))
    } catch (error) {
      throw new BadInputError(fileProblem(this.path, 'written', error))
    }
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A pipe that has the name of a file, as shells make for `<(command)`; undefined if it is something else. */
export function pipeAt(file: string): Readable | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFIFO() ? fs.createReadStream(file) : undefined
}
