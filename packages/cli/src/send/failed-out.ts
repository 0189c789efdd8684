import fs from 'node:fs'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

/** What stands before, between and after the events of a file, so that `send` reads it as it read the first one. */
const forms = {
  lines: { start: '', between: '\n', end: '\n' },
  list: { start: '[\n', between: ',\n', end: '\n]\n' }
}

/** The file of `--failed-out`: events that failed, each written at once, so that none is lost whatever comes. */
export class FailedOut {
  private count = 0

  private constructor(
    readonly file: string,
    private readonly handle: number,
    private readonly form: keyof typeof forms
  ) {}

  /**
   * Makes the file.
   * @throws BadInputError when there is a file already, for it may hold events that failed before; or it cannot be made
   */
  static create(file: string, form: keyof typeof forms): FailedOut {
    try {
      return new FailedOut(file, fs.openSync(file, 'wx'), form)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(file, error)
      throw new BadInputError(`${file} exists already. Give --failed-out another name, or remove the file.`)
    }
  }

  /** @throws BadInputError when the file cannot be written */
  add(event: Buffer | string): void {
    const { start, between } = forms[this.form]
    this.write(this.count === 0 ? start : between)
    this.write(event)
    this.count++
  }

  /** Ends the file, and removes it when it holds nothing. */
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
