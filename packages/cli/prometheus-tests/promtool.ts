import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What promtool says, and its exit code. */
export async function promtool(...args: string[]): Promise<{ output: string; code: number }> {
  const child = spawn('promtool', args)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>
  ])
  return { output: stdout + stderr, code }
}
