import fs from 'node:fs'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Input } from './input-files'

/** How long the file was when so many bad records were in it. */
interface Mark {
  bad: number
  length: number
}

/** What is written beside the file while the replay is under way. */
interface Marks {
  replay: string
  /** Before and after the last records. The store knows which of the two counts. */
  marks: Mark[]
}

/** What the file needs to know of a replay. */
export interface FailingReplay {
  id: number
  identity: string
  /** The bad records that the store has counted. */
  records: { bad: number }
}

/**
 * The file of `--failed-out`: the bad records as they stand in their files, so that you can correct and replay them. A
 * replay that goes on appends to it. What was written and not counted by the store, because of a kill, is written again.
 */
export class FailedOut {
  private readonly handle: number
  private readonly replay: string
  private marks: Mark[]

  private constructor(
    readonly file: string,
    { id, identity }: FailingReplay,
    mark: Mark,
    private readonly header?: string
  ) {
    this.replay = `${id} ${identity}`
    this.marks = [mark]
    this.handle = this.writing(() => {
      this.keepMarks()
      return fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_CREAT, 0o600)
    })
  }

  /**
   * Creates the file, or goes on with it.
   * @param input the records are written in the form of its files
   * @throws BadInputError if the file exists and is not this replay's; if the files have several forms; if it can't be
   * written
   */
  static open(file: string, { files }: Pick<Input, 'files'>, replay: FailingReplay): FailedOut {
    const headers = [...new Set(files.map(({ form }) => (form.kind === 'csv' ? form.header : undefined)))]
    if (headers.length > 1) {
      throw new BadInputError(
        '--failed-out can take rows of CSV files only if all files have the same columns. Replay the others by themselves.'
      )
    }
    const known = knownMark(file, replay)
    if (!known && fs.existsSync(file)) {
      throw new BadInputError(`${file} exists already. Give --failed-out another name, or remove the file.`)
    }
    return new FailedOut(file, replay, known ?? { bad: replay.records.bad, length: 0 }, headers[0])
  }

  /**
   * Writes bad records to the disk, before the store counts them. The same ones can be written again.
   * @param counted how many bad records the store has counted before them
   */
  add(records: readonly (Buffer | undefined)[], counted: number): void {
    if (records.length === 0) return
    const before = this.marks.find(({ bad }) => bad === counted) as Mark
    const isRow = this.header !== undefined
    const lines = records.flatMap((raw) => (raw === undefined ? [] : [lineOf(raw, isRow), newline]))
    const start = isRow && before.length === 0 ? [Buffer.from(`${this.header}\n`)] : []
    const added = Buffer.concat(lines.length === 0 ? [] : [...start, ...lines])
    const after = { bad: counted + records.length, length: before.length + added.length }
    this.writing(() => {
      fs.writeSync(this.handle, added, 0, added.length, before.length)
      fs.ftruncateSync(this.handle, after.length)
      fs.fsyncSync(this.handle)
      this.marks = [before, after]
      this.keepMarks()
    })
  }

  /**
   * @param isStored whether the replay has read everything
   * @returns whether there are records in the file; otherwise it is removed
   */
  close(isStored: boolean): boolean {
    const { length } = this.marks[this.marks.length - 1]
    fs.closeSync(this.handle)
    if (isStored || length === 0) fs.rmSync(marksFile(this.file), { force: true })
    if (length === 0) fs.rmSync(this.file, { force: true })
    return length > 0
  }

  /** Nobody sees half of them. */
  private keepMarks(): void {
    const draft = `${marksFile(this.file)}.new`
    fs.writeFileSync(draft, JSON.stringify({ replay: this.replay, marks: this.marks }), { mode: 0o600 })
    fs.renameSync(draft, marksFile(this.file))
  }

  private writing<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw new BadInputError(fileProblem(this.file, 'written', error))
    }
  }
}

const newline = Buffer.from('\n')

/** An element of an array can have several lines. A row of CSV stays as it is. */
function lineOf(raw: Buffer, isRow: boolean): Buffer {
  if (isRow || !raw.includes('\n')) return raw
  const text = raw.toString()
  try {
    return Buffer.from(JSON.stringify(JSON.parse(text)))
  } catch {
    return Buffer.from(text.replace(/\s*\n\s*/g, ' ').trim())
  }
}

function marksFile(file: string): string {
  return `${file}.marks`
}

/** Where the records end that the store has counted; undefined if the file is not of this replay. */
function knownMark(file: string, { id, identity, records: { bad } }: FailingReplay): Mark | undefined {
  try {
    const { replay, marks } = JSON.parse(fs.readFileSync(marksFile(file), 'utf8')) as Marks
    const mark = replay === `${id} ${identity}` ? marks.find((one) => one.bad === bad) : undefined
    return mark && fs.statSync(file).size >= mark.length ? mark : undefined
  } catch {
    return undefined // it is the first time, or the file is gone
  }
}
