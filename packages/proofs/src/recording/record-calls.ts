import { fork } from 'node:child_process'
import path from 'node:path'
import type { Subject } from '../subject'
import type { RecordedCall } from './recorded-call'

/** Milliseconds after which tests that are still running are ended. */
const LIMIT = 45_000

/** Runs a destination's own tests in a process of their own, and hears which calls they make to actions. */
export async function recordCalls(subject: Subject, destination: string): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = []
  const child = fork(path.join(__dirname, 'main.ts'), [path.join(subject.destinations, destination)], {
    execArgv: process.execArgv,
    serialization: 'json',
    stdio: 'ignore'
  })
  child.on('message', (call: RecordedCall) => calls.push(call))
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT)
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return calls
}
