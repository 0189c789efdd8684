import type { Database } from 'libsql'
import { BacklogFullError } from '../store'
import { codeOf } from './connection'
import type { Operations } from './writer'

/** A commit begins so many milliseconds after the one before has ended, at the earliest, so that groups form. */
const apartMs = 2

/** What the main thread asks for. */
export interface Request {
  id: number
  operation: keyof Operations
  now: number
  args: unknown[]
}

/** The answer to a request. */
export type Answer =
  | { id: number; result: unknown }
  | { id: number; failure: 'backlog' | 'unavailable' | 'other'; message: string }

/**
 * Carries out the requests that have come in meanwhile in one transaction, so that they share one write to the disk. If
 * one of them fails, nothing of the transaction holds, and each gets one of its own.
 */
export class GroupCommit {
  private waiting: Request[] = []
  private scheduled = false
  private lastCommit = 0
  /** What the writer has in memory is not what the file says. */
  private stale = false

  constructor(
    private readonly db: Database,
    private readonly writer: { load(): void; flush(): void; operations: Operations },
    private readonly answer: (answers: Answer[]) => void
  ) {}

  add(request: Request): void {
    this.waiting.push(request)
    if (this.scheduled) return
    this.scheduled = true
    const pause = apartMs - (performance.now() - this.lastCommit)
    if (pause <= 0) setImmediate(() => this.run())
    else setTimeout(() => this.run(), Math.ceil(pause))
  }

  /** Carries out what waits. Do it before the connection is closed: libsql ends the process if a closed one is used. */
  run(): void {
    const requests = this.waiting
    this.waiting = []
    this.scheduled = false
    if (requests.length > 0) this.answer(this.commit(requests) ?? requests.map((request) => this.commitAlone(request)))
    this.lastCommit = performance.now()
  }

  /** @returns undefined if it failed, and nothing holds */
  private commit(requests: Request[]): Answer[] | undefined {
    try {
      return this.transact(requests)
    } catch {
      return undefined
    }
  }

  private commitAlone(request: Request): Answer {
    try {
      return this.transact([request])[0]
    } catch (error) {
      return { id: request.id, ...failureOf(error) }
    }
  }

  private transact(requests: Request[]): Answer[] {
    try {
      if (this.stale) this.reload()
      this.db.exec('BEGIN IMMEDIATE')
      const answers = requests.map((request) => this.carryOut(request))
      this.writer.flush()
      this.db.exec('COMMIT')
      if (requests.some(({ operation }) => operation === 'erase')) this.emptyLog()
      return answers
    } catch (error) {
      this.rollBack()
      throw error
    }
  }

  /** What was erased is still in the log until that is written to the file. Not possible in a transaction. */
  private emptyLog(): void {
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  }

  private carryOut({ id, operation, now, args }: Request): Answer {
    const carryOut = this.writer.operations[operation] as (now: number, ...args: unknown[]) => unknown
    try {
      return { id, result: carryOut(now, ...args) }
    } catch (error) {
      // Decided before anything was written.
      if (error instanceof BacklogFullError) return { id, failure: 'backlog', message: error.message }
      throw error
    }
  }

  private rollBack(): void {
    this.stale = true
    try {
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
      this.reload()
    } catch {
      // Not even reading works. The next transaction tries it again first.
    }
  }

  private reload(): void {
    this.writer.load()
    this.stale = false
  }
}

export function failureOf(error: unknown): { failure: 'unavailable' | 'other'; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  return codeOf(error) === ''
    ? { failure: 'other', message }
    : { failure: 'unavailable', message: wordsFor(error, message) }
}

function wordsFor(error: unknown, message: string): string {
  const words = Object.entries(storageProblems).find(([code]) => codeOf(error).startsWith(code))?.[1]
  return words ?? `The store can't be written: ${message}.`
}

/** What to do about SQLite's errors. */
const storageProblems = {
  SQLITE_FULL: 'The disk of the store is full. Free some space: then deliveries go on.',
  SQLITE_IOERR: 'The disk of the store reports an error. Look at the log of the system.',
  SQLITE_READONLY: 'The store can only be read. Allow this user to write its file and its folder.',
  SQLITE_CORRUPT: 'The file of the store is damaged. Stop, keep a copy of it, and restore a backup.'
}
