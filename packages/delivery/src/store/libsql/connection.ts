import fs from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'
import type { Database } from 'libsql'
import { moveProblem } from '../moved'
import { StoreOpenError } from '../store'
import type { StoreOptions } from '../store'
import { Notes } from './notes'
import { applicationId, migrate } from './schema'

/** What every SQLite file begins with. */
const sqliteHeader = 'SQLite format 3\0'

/** Pages in the log before they are written to the file: a page that changes often is then written once. */
const walPages = 4000

/** KiB of pages in memory. */
const cacheKiB = 32 * 1024

/** What SQLite says when the file is damaged. */
const damaged = /^SQLITE_(CORRUPT|NOTADB)/

/** A store that is open for writing. */
export interface Opened {
  db: Database
  /** Closes it, and lets others open it. */
  close(): void
}

/** How to open it. */
type Opening = Pick<StoreOptions, 'mode' | 'isMoving'>

/**
 * Opens a store for writing, and makes it if there is none.
 * @throws StoreOpenError if another process has it, or it isn't a store of this mode and version
 */
export function openForWriting(location: string, opening: Opening = {}): Opened {
  if (location === ':memory:') {
    const db = prepared(new Libsql(location), opening)
    return { db, close: () => db.close() }
  }
  refuseOtherFiles(location)
  const lock = lockFile(location)
  try {
    createPrivately(location)
    const db = guarded(location, () => prepared(new Libsql(location), opening))
    return {
      db,
      close: () => {
        db.close()
        lock.close()
      }
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** Opens a store that is there for reading only. */
export function openForReading(location: string): Database {
  const db = new Libsql(location)
  db.exec('PRAGMA query_only = ON')
  db.exec('PRAGMA busy_timeout = 5000')
  return db
}

function prepared(db: Database, { mode, isMoving }: Opening): Database {
  try {
    const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number }
    const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
    if (tables > 0 && id !== applicationId) {
      throw new StoreOpenError('The file is an SQLite database, but not a store. Give another file as "store".')
    }
    db.prepare('PRAGMA journal_mode = WAL').get()
    db.exec('PRAGMA synchronous = FULL')
    db.exec(`PRAGMA cache_size = -${cacheKiB}`)
    db.prepare(`PRAGMA wal_autocheckpoint = ${walPages}`).get()
    migrate(db)
    if (!isMoving) refuseMoved(db)
    if (mode) takeMode(db, mode)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Nothing is delivered from a store that is moved, or was, and nothing from one that is half filled. */
function refuseMoved(db: Database): void {
  const notes = new Notes(db)
  const problem = moveProblem({ departure: notes.get(0, 'departure'), arrival: notes.get(0, 'arrival') })
  if (problem !== undefined) throw new StoreOpenError(problem)
}

/** A store is for the sandbox or for the vendors, as it was when it was made. */
function takeMode(db: Database, mode: NonNullable<Opening['mode']>): void {
  const notes = new Notes(db)
  const before = notes.get(0, 'mode')
  if (before === undefined) notes.keep(0, 'mode', mode)
  else if (before !== mode) {
    throw new StoreOpenError(
      before === 'live'
        ? 'The store holds deliveries for the vendors, and this run is against the sandbox. Add --live, or give another file as "store".'
        : 'The store holds deliveries for the sandbox, and this run is live. Leave out --live, or give another file as "store".'
    )
  }
}

/**
 * SQLite lets several processes write to a file, so a database beside it that one process holds keeps the others out.
 * When the process ends, however it does, the system lets go of it.
 */
function lockFile(location: string): Database {
  const file = `${location}.lock`
  createPrivately(file)
  const lock = new Libsql(file)
  try {
    lock.prepare('PRAGMA locking_mode = EXCLUSIVE').get()
    lock.prepare('PRAGMA journal_mode = MEMORY').get()
    lock.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER); DELETE FROM holder')
    lock.prepare('INSERT INTO holder (pid) VALUES (?)').run(process.pid)
    return lock
  } catch (error) {
    lock.close()
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error
    throw new StoreOpenError(
      `Another process has the store ${location} open${addressBeside(
        location
      )}. Stop it first, or give another file as "store".`
    )
  }
}

/** Where the process that has a store can be reached, if it says so. */
function addressBeside(location: string): string {
  try {
    const { url, pid } = JSON.parse(fs.readFileSync(`${location}.address`, 'utf8')) as { url: string; pid: number }
    return `: process ${pid}, at ${url}`
  } catch {
    return ''
  }
}

/** Refuses what isn't SQLite's before anything touches it. */
function refuseOtherFiles(location: string): void {
  if (!fs.existsSync(location)) return
  if (!fs.statSync(location).isFile()) throw new StoreOpenError(`${location} isn't a file. Give a file as "store".`)
  const header = Buffer.alloc(sqliteHeader.length)
  const file = fs.openSync(location, 'r')
  const length = fs.readSync(file, header)
  fs.closeSync(file)
  if (length > 0 && header.toString('latin1') !== sqliteHeader) throw damagedError(location)
}

/**
 * Does something while the store is opened.
 * @throws StoreOpenError if the file is damaged
 */
export function guarded<Result>(location: string, open: () => Result): Result {
  try {
    return open()
  } catch (error) {
    if (damaged.test(codeOf(error))) throw damagedError(location)
    throw error
  }
}

function damagedError(location: string): StoreOpenError {
  return new StoreOpenError(
    `The store ${location} is damaged, or isn't a store. It was left as it is. Restore it from a backup, or give another file as "store".`
  )
}

/** Nobody else may read it. SQLite gives the files that it puts beside it the same mode. */
function createPrivately(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  fs.closeSync(fs.openSync(file, 'a', 0o600))
  fs.chmodSync(file, 0o600)
}

/** SQLite's code of an error, such as `SQLITE_FULL`; empty if it isn't SQLite's. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
