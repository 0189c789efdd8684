import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { HostsOnThisMachine } from '@partner-destinations/sandbox'
import type { Call } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import type { BadFields } from '@partner-destinations/runner/bad-call'
import type { Outcome } from '@partner-destinations/runner/wire'
import type { Catalogue } from './catalogue'
import type { BrokenEntry } from './wire'

/** What the process is started with. */
export interface Start {
  directory: string
  /** The sandbox; without it requests go to the vendors. */
  sandbox?: HostsOnThisMachine
  /** Destinations that aren't loaded, because they ended the process that loaded them. */
  broken?: BrokenEntry[]
}

/** What the server asks of the process. */
export interface Question {
  id: number
  folder: string
  call: Call
}

/** What the process says: what it loads, that it is ready, why it cannot be, or the answer to a question. */
export type Message =
  | { loading: string }
  | { catalogue: Catalogue }
  | { startError: string }
  | { id: number; outcome: Outcome }
  | ({ id: number; badCall: string } & BadFields)
  | { id: number; crash: string }

/**
 * A process that has the destinations loaded and does the calls. It is a process of its own because the framework keeps
 * a compiled schema for as long as a process lives: a changed field is only seen by a new one.
 */
export class DestinationProcess {
  /** Whether it has been asked for anything. */
  isUsed = false
  private readonly waiting = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>()
  private lastId = 0
  private retired = false

  private constructor(private readonly child: ChildProcess, readonly catalogue: Catalogue) {
    child.on('message', (message: Message) => this.onMessage(message))
    child.once('exit', (code, signal) => {
      const error = new Error(`The process of the destinations ended (${howEnded(code, signal)}) during the call.`)
      for (const { reject } of this.waiting.values()) reject(error)
      this.waiting.clear()
    })
  }

  /**
   * Starts a process and waits until it has loaded the destinations. One that ends the process meanwhile is left out of
   * the next, so that it does not keep the others from being loaded.
   * @throws Error when it cannot load any
   */
  static async start(start: Start): Promise<DestinationProcess> {
    const broken: BrokenEntry[] = []
    for (;;) {
      const child = fork(path.join(__dirname, 'destination-process-main.ts'), [JSON.stringify({ ...start, broken })], {
        execArgv: ['--require', require.resolve('tsx/cjs')]
      })
      const end = await endOfLoad(child)
      if ('catalogue' in end) return new DestinationProcess(child, end.catalogue)
      child.kill()
      if ('startError' in end) throw new Error(end.startError)
      const { loading: folder, ended } = end
      broken.push({ folder, file: `${folder}/index.ts`, error: `It ends the process that loads it (${ended}).` })
    }
  }

  /**
   * Has a destination do a call.
   * @throws BadCallError when its input is wrong
   * @throws Error when the process ended meanwhile
   */
  call(folder: string, call: Call): Promise<Outcome> {
    this.isUsed = true
    const question: Question = { id: ++this.lastId, folder, call }
    return new Promise((resolve, reject) => {
      this.waiting.set(question.id, { resolve, reject })
      this.child.send(question, (error) => {
        const message = 'The process of the destinations ended before the call. It is being restarted: try again.'
        if (error) this.take(question.id)?.reject(new Error(message, { cause: error }))
      })
    })
  }

  /** Ends the process once the calls under way are answered. */
  retire(): void {
    this.retired = true
    if (this.waiting.size === 0) this.child.kill()
  }

  /** Ends the process at once. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill()
    await once(this.child, 'exit')
  }

  /** Calls back when the process ends, with whether it was not told to. */
  onEnd(callback: (crashed: boolean) => void): void {
    this.child.once('exit', () => callback(!this.retired && !this.child.killed))
  }

  private onMessage(message: Message): void {
    if (!('id' in message)) return
    const waiting = this.take(message.id)
    if ('outcome' in message) waiting?.resolve(message.outcome)
    else if ('badCall' in message) waiting?.reject(new BadCallError(message.badCall, message))
    else waiting?.reject(new Error(message.crash))
    if (this.retired && this.waiting.size === 0) this.child.kill()
  }

  private take(id: number) {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    return waiting
  }
}

/** How loading the destinations went: what there is, or which destination has ended the process, and how. */
async function endOfLoad(
  child: ChildProcess
): Promise<{ catalogue: Catalogue } | { startError: string } | { loading: string; ended: string }> {
  return new Promise((resolve) => {
    let loading: string | undefined
    child.on('message', (message: Message) => {
      if ('loading' in message) loading = message.loading
      else if ('catalogue' in message || 'startError' in message) resolve(message)
    })
    child.once('exit', (code, signal) => {
      const ended = howEnded(code, signal)
      resolve(
        loading === undefined ? { startError: `The process of the destinations ended: ${ended}.` } : { loading, ended }
      )
    })
  })
}

function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ?? `exit code ${code}`
}
