import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { compiledAsIn } from '@partner-destinations/server/clone'
import type { Subject } from '../../subject'

/**
 * Compares the functions of upstream's destinations with the destinations themselves. It has a process of its own, because
 * that uses upstream's copy of the framework, stops the clock and refuses connections.
 * @param chosen the names of the destinations; all if empty
 * @param tell gets each line about a destination, and at last the sum
 * @returns whether everything was the same
 */
export async function compareUpstream(
  subject: Subject,
  chosen: string[],
  tell: (line: string) => void
): Promise<boolean> {
  const child = fork(path.join(__dirname, 'main.ts'), [JSON.stringify(subject), ...chosen], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, TZ: 'UTC', ...compiledAsIn(subject.destinations) },
    // Destinations write to the console too, and upstream's packages warn of their age.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc']
  })
  if (child.stdout) createInterface(child.stdout).on('line', tell)
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0
}
