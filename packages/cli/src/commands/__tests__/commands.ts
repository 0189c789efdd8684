import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A command as people type it after `./bin/run`, its standard input, and what is added to the environment. */
export interface Typed {
  args: string[]
  input?: string
  env?: Record<string, string>
}

/** What a command printed, and its exit code. */
export interface Printed {
  stdout: string
  stderr: string
  code: number
}

/**
 * One process for all commands of a test file, since the program takes seconds to start. The tests in `program-tests`
 * start the program itself.
 *
 * @returns runs a command; commands that are started together run one after another
 */
export function useCommands(): (args: string[], options?: Omit<Typed, 'args'>) => Promise<Printed> {
  let child: ChildProcess
  let last: Promise<unknown> = Promise.resolve()

  beforeAll(() => {
    child = fork(path.join(__dirname, 'commands-main.ts'), { execArgv: ['--require', 'tsx/cjs'] })
  })
  afterAll(async () => {
    child.kill()
    await once(child, 'exit')
  })

  return (args, options = {}) => {
    const printed = last.then(async () => {
      child.send({ args, ...options })
      const [answer] = (await once(child, 'message')) as [Printed]
      return answer
    })
    last = printed.catch(() => undefined)
    return printed
  }
}
