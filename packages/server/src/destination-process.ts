import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { HostsOnThisMachine } from '@partner-destinations/sandbox'
import type { Call } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import type { BadFields } from '@partner-destinations/runner/bad-call'
import type { Outcome } from '@partner-destinations/runner/wire'
import type { CatalogueEntry } from './catalogue'
import { compiledAsIn } from './clone'
import type { BrokenEntry } from './wire'

/** What the process is started with. */
export interface Start {
  directory: string
  /** The sandbox; without it requests go to the vendors. */
  sandbox?: HostsOnThisMachine
}

/** What the server asks of the process: what a destination is, or that it does a call. */
export type Question = Asked & { id: number }

type Asked = { folder: string } & ({ call: Call } | { about: 'entry' })

/** What the process says: that it is ready, why it cannot be, what it loads, or the answer to a question. */
export type Message =
  | { ready: true }
  | { startError: string }
  | { loading: string }
  | { id: number; entry: Entry }
  | { id: number; outcome: Outcome }
  | ({ id: number; badCall: string } & BadFields)
  | { id: number; crash: string }

/** What is known of a destination: what it is, or why it does not load. */
export type Entry = CatalogueEntry | BrokenEntry

/** Loading a destination ended the process. */
export class LoadEndedError extends Error {
  readonly name = 'LoadEndedError'

  constructor(readonly broken: BrokenEntry) {
    super(broken.error)
  }
}

/** Whoever waits for an answer. */
interface Waiting {
  question: Asked
  resolve: (answer: never) => void
  reject: (error: Error) => void
}

/**
 * A process that loads destinations and has them do calls. It is a process of its own because the framework keeps a
 * compiled schema for as long as a process lives: a changed field is only seen by a new one.
 */
export class DestinationProcess {
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0
  private retired = false
  /** The destination that is being loaded. */
  private loading?: string

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: Message) => this.onMessage(message))
    child.once('exit', (code, signal) => this.onExit(howEnded(code, signal)))
  }

  /**
   * Starts a process, and waits until it can be asked.
   * @throws Error when it ends before
   */
  static async start(start: Start): Promise<DestinationProcess> {
    const child = fork(require.resolve('./destination-process-main'), [JSON.stringify(start)], {
      execArgv: ['--require', require.resolve('tsx/cjs')],
      env: { ...process.env, ...compiledAsIn(start.directory) }
    })
    await new Promise<void>((resolve, reject) => {
      child.once('message', (message: Message) => {
        if ('startError' in message) reject(new Error(message.startError))
        else resolve()
      })
      child.once('exit', (code, signal) =>
        reject(new Error(`The process of the destinations ended: ${howEnded(code, signal)}.`))
      )
    })
    return new DestinationProcess(child)
  }

  /**
   * Loads a destination, and tells what it is, or why it does not load.
   * @throws LoadEndedError when loading it, or another one meanwhile, ends the process
   */
  entry(folder: string): Promise<Entry> {
    return this.ask({ folder, about: 'entry' })
  }

  /**
   * Has a destination do a call.
   * @throws BadCallError when its input is wrong
   * @throws Error when the process ended meanwhile
   */
  call(folder: string, call: Call): Promise<Outcome> {
    return this.ask({ folder, call })
  }

  private ask<Answer>(question: Asked): Promise<Answer> {
    const id = ++this.lastId
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { question, resolve, reject })
      this.child.send({ id, ...question }, (error) => {
        const message = 'The process of the destinations ended before the call. It is being restarted: try again.'
        if (error) this.take(id)?.reject(new Error(message, { cause: error }))
      })
    })
  }

  /** Ends the process once the calls under way are answered. Resolves when it has ended. */
  async retire(): Promise<void> {
    this.retired = true
    if (this.waiting.size === 0) this.child.kill()
    await this.ended()
  }

  /** Ends the process at once. */
  async stop(): Promise<void> {
    this.child.kill()
    await this.ended()
  }

  private async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }

  /** Calls back when the process ends: because it was told to, because of what it was loading, or by itself. */
  onEnd(callback: (end: 'told' | 'load' | 'crash') => void): void {
    this.child.once('exit', () => {
      if (this.retired || this.child.killed) callback('told')
      else callback(this.loading === undefined ? 'crash' : 'load')
    })
  }

  private onMessage(message: Message): void {
    if ('loading' in message) this.loading = message.loading
    if (!('id' in message)) return
    this.loading = undefined
    const waiting = this.take(message.id)
    if ('outcome' in message) waiting?.resolve(message.outcome as never)
    else if ('entry' in message) waiting?.resolve(message.entry as never)
    else if ('badCall' in message) waiting?.reject(new BadCallError(message.badCall, message))
    else waiting?.reject(new Error(message.crash))
    if (this.retired && this.waiting.size === 0) this.child.kill()
  }

  private onExit(ended: string): void {
    const broken = this.loading && {
      folder: this.loading,
      file: `${this.loading}/index.ts`,
      error: `It ends the process that loads it (${ended}).`
    }
    for (const { question, reject } of this.waiting.values()) {
      if (broken && !('call' in question)) reject(new LoadEndedError(broken))
      else reject(new Error(`The process of the destinations ended (${ended}) during the call.`))
    }
    this.waiting.clear()
  }

  private take(id: number) {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    return waiting
  }
}

function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ?? `exit code ${code}`
}
