import { fork } from 'node:child_process'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Message } from './child'
import { ways } from './ways'
import type { Extent, JobResult, Suite, Way } from './ways'

/** What a process has done. */
interface Done {
  results: Map<string, JobResult>
  /** How often the transport left a request to the framework's own client, by the reason. */
  bypassed: Record<string, number>
}

/** A job whose ways differ. */
export interface Difference {
  name: string
  /** What differs. */
  in: 'requests' | 'end' | 'state' | 'jobs'
  framework: unknown
  transport: unknown
}

/** How a suite went. */
export interface Comparison {
  jobs: number
  /** Jobs in which a request was sent. */
  sending: number
  requests: number
  bypassed: Record<string, number>
  differences: Difference[]
}

/** Does all jobs of a suite by the framework's own client and by the transport, and compares what came of them. */
export async function compareWays(suite: Suite, extent: Extent): Promise<Comparison> {
  const [framework, transport] = await Promise.all(ways.map((way) => run(way, suite, extent)))
  const names = [...new Set([...framework.results.keys(), ...transport.results.keys()])]
  const results = [...transport.results.values()]
  return {
    jobs: names.length,
    sending: results.filter(({ requests }) => requests.length > 0).length,
    requests: results.reduce((sum, { requests }) => sum + requests.length, 0),
    bypassed: transport.bypassed,
    differences: names.flatMap((name) => differencesOf(name, framework.results.get(name), transport.results.get(name)))
  }
}

function differencesOf(name: string, framework?: JobResult, transport?: JobResult): Difference[] {
  if (!framework || !transport) return [{ name, in: 'jobs', framework: !!framework, transport: !!transport }]
  return (['requests', 'end', 'state'] as const).flatMap((part) =>
    isDeepStrictEqual(framework[part], transport[part])
      ? []
      : [{ name, in: part, framework: framework[part], transport: transport[part] }]
  )
}

async function run(way: Way, suite: Suite, extent: Extent): Promise<Done> {
  const done: Done = { results: new Map(), bypassed: {} }
  const child = fork(path.join(__dirname, 'child.ts'), [way, suite, extent], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, TZ: 'UTC', NODE_ENV: 'test' },
    // Destinations write to the console.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.on('message', (message: Message) => {
    if ('result' in message) done.results.set(message.result.name, message.result)
    else done.bypassed[message.bypass] = (done.bypassed[message.bypass] ?? 0) + 1
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`The process of ${suite} by the ${way} ended with ${String(code)}.\n${errors}`)
  return done
}
