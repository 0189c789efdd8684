import { parentPort, workerData } from 'node:worker_threads'
import { StoreOpenError } from '../store'
import type { StoreOptions } from '../store'
import { guarded, openForReading, openForWriting } from './connection'
import { failureOf, GroupCommit } from './group-commit'
import type { Answer, Request } from './group-commit'
import { createReader, createWriter } from './writer'

/** What a thread is started with: it writes, or it reads. */
export type ThreadStart = { location: string } & (
  | { worker: number; now: number; options: StoreOptions }
  | { reads: true }
)

/** What a thread says at first. */
export type FirstWord = { ready: true } | { openError: string; isForPeople: boolean }

/** The thread of a connection. It ends when it is asked to close. */
function main(start: ThreadStart): void {
  const port = parentPort
  if (!port) throw new Error('This file is started as a thread.')
  const answer = (answers: Answer[]) => port.postMessage(answers)
  const connection = 'reads' in start ? reading(start.location, answer) : writing(start, answer)
  port.on('message', (message: Request | 'close') => {
    if (message !== 'close') return connection.receive(message)
    connection.close()
    port.close()
  })
}

function writing(start: Extract<ThreadStart, { worker: number }>, answer: (answers: Answer[]) => void) {
  const { location, worker, now, options } = start
  const opened = openForWriting(location, options)
  const { db } = opened
  try {
    const writer = createWriter(db, worker, options)
    guarded(location, () => {
      // Only one process has the file: whoever had a lease is gone.
      db.exec('BEGIN IMMEDIATE; DELETE FROM workers')
      writer.load()
      writer.operations.renew(now)
      writer.flush()
      db.exec('COMMIT')
    })
    const group = new GroupCommit(db, writer, answer)
    const close = () => {
      group.run()
      opened.close()
    }
    return { receive: (request: Request) => group.add(request), close }
  } catch (error) {
    opened.close()
    throw error
  }
}

function reading(location: string, answer: (answers: Answer[]) => void) {
  const db = openForReading(location)
  const operations = createReader(db)
  const receive = ({ id, operation, now, args }: Request) => {
    const read = operations[operation as keyof typeof operations] as (now: number, ...args: unknown[]) => unknown
    try {
      answer([{ id, result: read(now, ...args) }])
    } catch (error) {
      answer([{ id, ...failureOf(error) }])
    }
  }
  return { receive, close: () => db.close() }
}

function say(word: FirstWord): void {
  parentPort?.postMessage(word)
}

try {
  main(workerData as ThreadStart)
  say({ ready: true })
} catch (error) {
  const { failure, message } = failureOf(error)
  const isForPeople = error instanceof StoreOpenError || failure === 'unavailable'
  const { location } = workerData as ThreadStart
  const openError = failure === 'unavailable' ? `The store ${location} can't be opened. ${message}` : message
  say({ openError, isForPeople })
}
