import { Worker } from 'node:worker_threads'
import { BacklogFullError, StoreOpenError, StoreUnavailableError } from '../store'
import type { Clock } from '../../clock'
import type { Answer, Request } from './group-commit'
import type { FirstWord, ThreadStart } from './store-thread-main'
import type { Operations } from './writer'

/** What an operation is given, without the time. */
type Args<Name extends keyof Operations> = Parameters<Operations[Name]> extends [number, ...infer Rest] ? Rest : []

interface Waiting {
  resolve: (result: never) => void
  reject: (error: Error) => void
}

/** A thread with a connection. It is asked for operations, and answers when what they wrote is on disk. */
export class StoreThread {
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0
  private ended?: string

  private constructor(
    private readonly thread: Worker,
    private readonly clock: Clock,
    private readonly maxBacklog: number
  ) {
    thread.on('message', (answers: Answer[]) => answers.forEach((answer) => this.onAnswer(answer)))
    thread.once('error', (error: Error) => (this.ended = error.message))
    thread.once('exit', () => this.onExit())
  }

  /**
   * Starts a thread, and waits until its connection is open.
   * @throws StoreOpenError
   */
  static async start(start: ThreadStart, clock: Clock, maxBacklog: number): Promise<StoreThread> {
    const file = require.resolve('./store-thread-main')
    const execArgv = file.endsWith('.ts') ? ['--require', require.resolve('tsx/cjs')] : []
    const thread = new Worker(file, { workerData: start, execArgv })
    await new Promise<void>((resolve, reject) => {
      thread.once('message', (word: FirstWord) => {
        if ('ready' in word) resolve()
        else reject(word.isForPeople ? new StoreOpenError(word.openError) : new Error(word.openError))
      })
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('The thread of the store ended while it opened.')))
    })
    return new StoreThread(thread, clock, maxBacklog)
  }

  /**
   * Asks for an operation.
   * @throws BacklogFullError, StoreUnavailableError
   */
  ask<Name extends keyof Operations>(operation: Name, ...args: Args<Name>): Promise<ReturnType<Operations[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(new StoreUnavailableError(this.ended))
      const id = ++this.lastId
      this.waiting.set(id, { resolve, reject })
      const request: Request = { id, operation, now: Math.round(this.clock()), args }
      this.thread.postMessage(request)
    })
  }

  /** Closes the connection after what was asked before. */
  async close(): Promise<void> {
    if (this.ended !== undefined) return
    this.ended = 'The store is closed.'
    const exit = new Promise((resolve) => this.thread.once('exit', resolve))
    this.thread.postMessage('close')
    await exit
  }

  private onAnswer(answer: Answer): void {
    const waiting = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if ('result' in answer) waiting?.resolve(answer.result as never)
    else waiting?.reject(this.errorOf(answer))
  }

  private errorOf({ failure, message }: Extract<Answer, { failure: string }>): Error {
    if (failure === 'backlog') return new BacklogFullError(this.maxBacklog)
    return failure === 'unavailable' ? new StoreUnavailableError(message) : new Error(message)
  }

  private onExit(): void {
    this.ended ??= 'The thread of the store ended.'
    for (const { reject } of this.waiting.values()) reject(new StoreUnavailableError(this.ended))
    this.waiting.clear()
  }
}
