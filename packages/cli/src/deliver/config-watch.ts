import fs from 'node:fs'
import { readTextFile } from '@partner-destinations/server/json-input'
import type { ReadFile } from './config-file'

/** Milliseconds between two looks at a file. */
const interval = 500

/** Milliseconds for which a file has to stay as it is: some editors write it in several steps. */
const settling = 300

/** Tells of a file that was saved, also by editors that put a new file in its place. */
export class ConfigWatch {
  private readonly file: string
  private text: string
  private timer: NodeJS.Timeout | undefined

  /**
   * @param readFrom the file, and what was in it when it was read: it may have been saved since
   * @param onSaved is called when the file holds something else than before
   */
  constructor({ file, text }: ReadFile, private readonly onSaved: () => void) {
    this.file = file
    this.text = text
    fs.watchFile(file, { interval }, this.look)
    // `watchFile` doesn't tell what was saved before its own first look.
    this.timer = setTimeout(this.look, interval)
  }

  close(): void {
    fs.unwatchFile(this.file, this.look)
    clearTimeout(this.timer)
  }

  private readonly look = (): void => {
    const seen = this.read()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      if (this.read() !== seen) return this.look()
      if (seen === undefined || seen === this.text) return
      this.text = seen
      this.onSaved()
    }, settling)
  }

  /** Undefined while it isn't there, such as when an editor replaces it. */
  private read(): string | undefined {
    try {
      return readTextFile(this.file)
    } catch {
      return undefined
    }
  }
}
