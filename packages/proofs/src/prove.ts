import { fork } from 'node:child_process'
import path from 'node:path'
import { compiledAsIn } from '@partner-destinations/server/clone'
import type { Subject } from './subject'
import type { DestinationReport, Message } from './verdict'

/** How the proof of many destinations is run. */
export interface Manner {
  /** How many destinations are under way at once. */
  atOnce: number
  /** Milliseconds that each may take. */
  limit: number
  /** Is called with each that has ended. */
  onEnd?: (report: DestinationReport) => void
}

/** Proves destinations, each in a process of its own, so that one that hangs or crashes doesn't end the others. */
export async function proveAll(
  subject: Subject,
  destinations: string[],
  { atOnce, limit, onEnd = () => undefined }: Manner
): Promise<DestinationReport[]> {
  const reports = new Map<string, DestinationReport>()
  const left = [...destinations]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const report = await proveOne(subject, next, limit)
      reports.set(next, report)
      onEnd(report)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return destinations.flatMap((destination) => reports.get(destination) ?? [])
}

async function proveOne(subject: Subject, destination: string, limit: number): Promise<DestinationReport> {
  const report: DestinationReport = { destination, actions: [], reports: [] }
  const child = fork(path.join(__dirname, 'child/main.ts'), [JSON.stringify(subject), destination], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, TZ: 'UTC', ...compiledAsIn(subject.destinations) },
    // Destinations write to the console.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc']
  })
  child.on('message', (message: Message) => {
    if ('actions' in message) report.actions = message.actions
    else if ('report' in message) report.reports.push(message.report)
    else report.stopped = message.loadError
  })
  const timer = setTimeout(() => {
    report.stopped = `It didn't end within ${limit / 1000} seconds.`
    child.kill('SIGKILL')
  }, limit)
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end))
  )
  clearTimeout(timer)
  if (code !== 0) report.stopped ??= `Its process ended with ${signal ?? `exit code ${code}`}.`
  return report
}
