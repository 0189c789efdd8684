import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { compiledAsIn } from '@partner-destinations/server/clone'
import type { Subject } from '../../subject'

/** The exit code of the comparison if something differs. Node's own code for an error that nobody has caught is 1. */
export const differs = 2

/** How much of the errors of a comparison is told if it breaks off. */
const mostCharacters = 2_000

/**
 * Compares the functions of upstream's destinations with the destinations themselves. It has a process of its own, because
 * that uses upstream's copy of the framework, stops the clock and refuses connections.
 * @param chosen the names of the destinations; all if empty
 * @param tell gets each line about a destination, and at last the sum
 * @returns whether everything was the same
 * @throws Error if the comparison breaks off, with what it said last
 */
export async function compareUpstream(
  subject: Subject,
  chosen: string[],
  tell: (line: string) => void
): Promise<boolean> {
  const child = fork(path.join(__dirname, 'main.ts'), [JSON.stringify(subject), ...chosen], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, TZ: 'UTC', ...compiledAsIn(subject.destinations) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  if (child.stdout) createInterface(child.stdout).on('line', tell)
  // Destinations write to the console too, and upstream's packages warn of their age. So this is told only after an error.
  let errors = ''
  child.stderr?.on('data', (data) => (errors = (errors + String(data)).slice(-mostCharacters)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0 && code !== differs) throw new Error(`The comparison with upstream broke off (${code}):\n${errors}`)
  return code === 0
}
