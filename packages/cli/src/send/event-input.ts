import fs from 'node:fs'
import type { Readable } from 'node:stream'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

/** The file or the standard input with the events. */
export class EventInput {
  private bytesRead = 0

  private constructor(
    /** Its name in an error. */
    readonly source: string,
    private readonly stream: Readable,
    /** Its length in bytes; undefined if only its end shows it. */
    private readonly size?: number
  ) {}

  /**
   * Opens a file, or standard input for `-`.
   * @throws BadInputError if it can't be opened
   */
  static async open(file: string): Promise<EventInput> {
    if (file === '-') return new EventInput('Standard input', process.stdin)
    try {
      const handle = await fs.promises.open(file)
      const stats = await handle.stat()
      return new EventInput(file, handle.createReadStream(), stats.isFile() ? stats.size : undefined)
    } catch (error) {
      throw unreadable(file, error)
    }
  }

  /**
   * Its bytes, in pieces.
   * @throws BadInputError if they can't be read
   */
  async *chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of this.stream as AsyncIterable<Buffer>) {
        yield chunk
        this.bytesRead += chunk.length // counted when the lines of this piece are used up
      }
    } catch (error) {
      throw unreadable(this.source, error)
    }
  }

  /** How much of it was used, from 0 to 1; undefined if its length is unknown. */
  progress(): number | undefined {
    return this.size ? this.bytesRead / this.size : undefined
  }

  /** Stops reading, even if it is still waiting for more. */
  close(): void {
    this.stream.destroy()
  }
}

function unreadable(source: string, error: unknown): BadInputError {
  return new BadInputError(fileProblem(source, 'read', error))
}
