import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What the process says to its start, and to each question. */
type Said = { answer: unknown } | { error: string }

/** A process of a benchmark that is asked one question after the other, so that its work is measured apart. */
export class AskedProcess<Question extends object, Answer> {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * Starts a process, and waits until it can be asked.
   *
   * @param file a module that calls {@link answerQuestions}
   * @param execArgv further options of Node
   * @returns the process, and what it says first
   * @throws Error if it cannot start
   */
  static async start<Question extends object, Answer, First>(
    file: string,
    start: object,
    execArgv: string[] = []
  ): Promise<{ asked: AskedProcess<Question, Answer>; first: First }> {
    const child = fork(file, { execArgv: ['--require', require.resolve('tsx/cjs'), ...execArgv] })
    const asked = new AskedProcess<Question, Answer>(child)
    return { asked, first: (await asked.send(start)) as First }
  }

  /**
   * The last question has to be answered before.
   *
   * @throws Error with the message of what went wrong in the process
   */
  async ask(question: Question): Promise<Answer> {
    return (await this.send(question)) as Answer
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    // It ends when nobody can ask it any more.
    this.child.disconnect()
    await once(this.child, 'exit')
  }

  private send(message: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`${this.child.spawnfile} ended: exit code ${code}.`))
      this.child.once('exit', onExit)
      this.child.once('message', (said: Said) => {
        this.child.off('exit', onExit)
        if ('error' in said) reject(new Error(said.error))
        else resolve(said.answer)
      })
      this.child.send(message)
    })
  }
}

/**
 * What the process does: it is started once, and then answers.
 *
 * @param start gets what the process is started with. Returns what it says first, and what answers questions
 */
export function answerQuestions<Start, Question>(
  start: (given: Start) => Promise<{ first: unknown; answer: (question: Question) => unknown }>
): void {
  let answer: ((question: Question) => unknown) | undefined
  process.on('message', (message) => {
    void (async () => {
      if (answer) return answer(message as Question)
      const started = await start(message as Start)
      answer = started.answer
      return started.first
    })().then(
      (said) => say({ answer: said }),
      (error: Error) => say({ error: error.stack ?? error.message })
    )
  })
  process.on('disconnect', () => process.exit())
}

/** Milliseconds of a clock that all processes of this machine share, and that is never set. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

function say(said: Said): void {
  if (process.connected) process.send?.(said)
}
