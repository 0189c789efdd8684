// Comes first: everything else imports the framework.
import '../../child/use-framework'
import path from 'node:path'
import { inspect, isDeepStrictEqual } from 'node:util'
import { FunctionError } from '@partner-destinations/functions'
import { replaceAllAgents } from '@partner-destinations/reliability/all-agents'
import { steadyWorld } from '@partner-destinations/reliability/steady-world'
import { BadCallError } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { sourcesOf } from '@partner-destinations/server/one-framework'
import { refuseConnections } from '../../child/connection-guard'
import type { GenerateTestData } from '../../child/input'
import { destinationsOf } from '../../subject'
import type { Subject } from '../../subject'
import { byFunction, byRunner } from '../both-ways'
import type { Deed } from '../both-ways'
import { RecordingAgent } from '../recording-agent'
import { AnyVendor } from './any-vendor'
import { jobsOf } from './jobs'
import type { Job, Upstream } from './jobs'

/** Milliseconds that a job may take. */
const LIMIT = 20_000

/** What came of all jobs. */
const total = { destinations: 0, jobs: 0, sending: 0, requests: 0, same: 0 }

/** The process that compares the functions of upstream's destinations with the destinations themselves. */
async function main(subject: Subject, chosen: string[]): Promise<void> {
  steadyWorld()
  const { generateTestData } = load(subject.testData) as { generateTestData: GenerateTestData }
  const packages = Object.fromEntries(sourcesOf(subject.destinations))
  const vendor = await AnyVendor.start()
  replaceAllAgents(new SandboxAgent(vendor))
  refuseConnections(() => undefined)
  try {
    for (const name of chosen.length > 0 ? chosen : destinationsOf(subject)) {
      const source = require.resolve(path.join(subject.destinations, name))
      await compareDestination(name, { source, packages }, generateTestData, vendor)
    }
  } finally {
    vendor.close()
  }
  const { destinations, jobs, sending, requests, same } = total
  console.log(`${jobs} jobs of ${destinations} destinations: ${same} the same (${sending} sent ${requests} requests)`)
  if (same < jobs) process.exitCode = 1
}

async function compareDestination(
  name: string,
  found: Omit<Upstream, 'definition'>,
  generate: GenerateTestData,
  vendor: AnyVendor
): Promise<void> {
  let jobs: Job[]
  try {
    jobs = jobsOf({ ...found, definition: load(found.source).default as Definition }, generate)
  } catch (error) {
    console.log(`${name} can't be loaded: ${(error as Error).message.split('\n')[0]}`)
    return
  }
  let isCounted = false
  for (const job of jobs) {
    try {
      const [runner, made] = [await deedOf(byRunner, job, vendor), await deedOf(byFunction, job, vendor)]
      if (!isCounted) total.destinations++
      isCounted = true
      total.jobs++
      if (runner.requests.length > 0) total.sending++
      total.requests += runner.requests.length
      if (isDeepStrictEqual(runner, made)) total.same++
      else console.log(`Not the same: ${name} ${job.name}\n  ${differences(runner, made).join('\n  ')}`)
    } catch (error) {
      if (error instanceof FunctionError) {
        console.log(error.message)
        return
      }
      total.jobs++
      console.log(`Not the same: ${name} ${job.name}\n  ${inspect(error)}`)
    }
  }
}

/** What one way does with a job. Requests that are sent at once arrive in any order. */
async function deedOf(way: typeof byRunner, { customer, work, status }: Job, vendor: AnyVendor): Promise<Deed> {
  vendor.status = status
  const agent = new RecordingAgent(vendor)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It didn't end within ${LIMIT / 1000} seconds.`)), LIMIT)
  })
  try {
    const { decisions } = await Promise.race([way(customer, work, { agent, globals: { Date, Math } }), late])
    return { requests: agent.sentRequests().sort(byText), decisions }
  } catch (error) {
    // A function tells Segment that the settings are wrong, and Segment discards the event.
    if (error instanceof BadCallError) return { requests: [], decisions: ['discarded'] }
    throw error
  } finally {
    clearTimeout(timer)
    agent.close()
  }
}

function byText(one: unknown, other: unknown): number {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)]
  return first < second ? -1 : Number(first > second)
}

/** What is different, shortened. */
function differences(runner: Deed, made: Deed): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['decisions', runner.decisions, made.decisions],
    ['number of requests', runner.requests.length, made.requests.length],
    ...runner.requests.map((request, index): [string, unknown, unknown] => ['request', request, made.requests[index]])
  ]
  return pairs
    .filter(([, one, other]) => !isDeepStrictEqual(one, other))
    .flatMap(([what, one, other]) => [`${what}: ${shown(one)}`, `${' '.repeat(what.length)}  ${shown(other)}`])
    .slice(0, 6)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'none').slice(0, 1_000)
}

function load(file: string): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
  return require(file) as Record<string, unknown>
}

const [given, ...chosen] = process.argv.slice(2)
// What a destination leaves behind it must not end the others.
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)
main(JSON.parse(given) as Subject, chosen).catch((error: Error) => {
  console.error(error.stack)
  process.exitCode = 1
})
