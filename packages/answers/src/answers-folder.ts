import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Answer, AnswerableRequest, CannedAnswers } from '@partner-destinations/sandbox'
import { watch } from 'chokidar'
import type { FSWatcher } from 'chokidar'
import { readAnswersFile } from './answers-file'
import type { AnswerEntry } from './answers-file'
import { VendorAnswers } from './vendor-answers'

/** `slack.answers.yaml` holds the answers for the destination `slack`. */
const NAME = /^(.+)\.answers\.(yaml|yml|json)$/

interface AnswersFile {
  name: string
  entries: AnswerEntry[]
  answers: VendorAnswers
}

/**
 * The canned answers of a folder. A saved file is read again, and starts its sequences and collections again; while it
 * has mistakes, the answers from before stay.
 */
export class AnswersFolder implements CannedAnswers {
  private readonly files = new Map<string, AnswersFile>()
  private watcher?: FSWatcher

  /** @param onChange is told, in lines, which file was read again, or what is wrong with it */
  private constructor(private readonly folder: string, private readonly onChange: (lines: string[]) => void) {}

  /**
   * Reads a folder, and follows its changes until it is closed.
   * @throws CheckedFileError when a file has mistakes
   * @throws Error when there is no such folder, or it has two files for one destination
   */
  static async open(folder: string, onChange: (lines: string[]) => void): Promise<AnswersFolder> {
    if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`)
    const opened = new AnswersFolder(folder, onChange)
    for (const file of readdirSync(folder).sort()) opened.read(file)
    opened.watcher = watch(folder, {
      ignoreInitial: true,
      depth: 0,
      awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 10 }
    })
    opened.watcher.on('all', (_event, file) => opened.readAgain(path.basename(file)))
    await new Promise<void>((resolve) => opened.watcher?.once('ready', () => resolve()))
    return opened
  }

  /** The destinations that have answers. */
  get destinations(): string[] {
    return [...this.files.keys()].sort()
  }

  find(destination: string, request: AnswerableRequest): Answer | undefined {
    return this.files.get(destination)?.answers.find(request)
  }

  reset(destination?: string): void {
    for (const [name, file] of this.files) {
      if (destination === undefined || name === destination) file.answers = new VendorAnswers(file.entries)
    }
  }

  async close(): Promise<void> {
    await this.watcher?.close()
  }

  private readAgain(name: string): void {
    const destination = destinationOf(name)
    if (destination === undefined) return
    try {
      if (existsSync(path.join(this.folder, name))) {
        this.read(name)
        this.onChange([`Read ${name} again.`])
      } else if (this.files.get(destination)?.name === name) {
        this.files.delete(destination)
        this.onChange([`${name} is gone, so ${destination} has no canned answers.`])
      }
    } catch (error) {
      this.onChange([`${name} can't be used, so nothing changed:`, ...(error as Error).message.split('\n')])
    }
  }

  private read(name: string): void {
    const destination = destinationOf(name)
    if (destination === undefined) return
    const other = this.files.get(destination)?.name ?? name
    if (other !== name) throw new Error(`${other} and ${name} are both for ${destination}. Keep one of them.`)
    const entries = readAnswersFile(readFileSync(path.join(this.folder, name), 'utf8'), name)
    this.files.set(destination, { name, entries, answers: new VendorAnswers(entries) })
  }
}

/** The destination whose answers a file holds; undefined for other files. */
function destinationOf(name: string): string | undefined {
  return NAME.exec(name)?.[1]
}
