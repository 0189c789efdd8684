import fs from 'node:fs'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

/** The text before, between and after the events of a file, so that `send` can read it like the first file. */
const forms = {
  lines: { start: '', between: '\n', end: '\n' },
  list: { start: '[\n', between: ',\n', end: '\n]\n' }
}

/** The file of `--failed-out`: the events that failed. Each is written at once, so that none is lost. */
export class FailedOut {
  private count = 0

  private constructor(
    readonly file: string,
    private readonly handle: number,
    private readonly form: keyof typeof forms
  ) {}

  /**
   * Creates the file.
   * @throws BadInputError if the file exists, because it may contain events that failed before; or if it can't be
   * created
   */
  static create(file: string, form: keyof typeof forms): FailedOut {
    try {
      return new FailedOut(file, fs.openSync(file, 'wx'), form)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(file, error)
      throw new BadInputError(`${file} exists already. Give --failed-out another name, or remove the file.`)
    }
  }

  /** @throws BadInputError if the file can't be written */
  add(event: Buffer | string): void {
    const { start, between } = forms[this.form]
    this.write(this.count === 0 ? start : between)
    this.write(event)
    this.count++
  }

  /** Closes the file, and removes it if it is empty. */
  close(): void {
    if (this.count > 0) this.write(forms[this.form].end)
    fs.closeSync(this.handle)
    if (this.count === 0) fs.rmSync(this.file)
  }

  private write(content: Buffer | string): void {
    try {
      fs.writeFileSync(this.handle, content)
    } catch (error) {
      throw unwritable(this.file, error)
    }
  }
}

function unwritable(file: string, error: unknown): BadInputError {
  return new BadInputError(fileProblem(file, 'written', error))
}
