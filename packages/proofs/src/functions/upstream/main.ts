// Comes first: everything else imports the framework.
import '../../child/use-framework'
import path from 'node:path'
import { inspect, isDeepStrictEqual } from 'node:util'
import { FunctionError } from '@partner-destinations/functions'
import { replaceAllAgents } from '@partner-destinations/reliability/all-agents'
import { steadyWorld } from '@partner-destinations/reliability/steady-world'
import { BadCallError } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import type { SandboxAgent } from '@partner-destinations/sandbox'
import { sourcesOf } from '@partner-destinations/server/one-framework'
import { refuseConnections } from '../../child/connection-guard'
import type { GenerateTestData } from '../../child/input'
import { destinationsOf } from '../../subject'
import type { Subject } from '../../subject'
import { byFunction, byRunner } from '../both-ways'
import type { Deed } from '../both-ways'
import { RecordingAgent } from '../recording-agent'
import { AnyVendor } from './any-vendor'
import { differs } from './compare-upstream'
import { jobsOf } from './jobs'
import type { Job, Upstream } from './jobs'

/** Milliseconds that a job may take. */
const LIMIT = 60_000

/** The agent of the job that is under way. */
let current: RecordingAgent | undefined

/** What came of some jobs. */
interface Tally {
  jobs: number
  same: number
  /** How many sent a request. */
  sending: number
  requests: number
}

/** The process that compares the functions of upstream's destinations with the destinations themselves. */
async function main(subject: Subject, chosen: string[]): Promise<void> {
  steadyWorld()
  const { generateTestData } = load(subject.testData) as { generateTestData: GenerateTestData }
  const packages = Object.fromEntries(sourcesOf(subject.destinations))
  const vendor = await AnyVendor.start()
  // Some destinations send requests without the request client, and so without our agent.
  replaceAllAgents({ addRequest: (...given) => current?.addRequest(...given) } as SandboxAgent)
  refuseConnections(() => undefined)
  try {
    const tallies: Tally[] = []
    for (const name of chosen.length > 0 ? chosen : destinationsOf(subject)) {
      const source = require.resolve(path.join(subject.destinations, name))
      const tally = await compareDestination(name, { source, packages }, generateTestData, vendor)
      if (tally) tallies.push(tally)
    }
    const sum = (key: keyof Tally) => tallies.reduce((all, tally) => all + tally[key], 0)
    console.log(`${tallies.length} destinations of ${subject.label}: ${inWords(sum)}`)
    if (sum('same') < sum('jobs')) process.exitCode = differs
  } finally {
    vendor.close()
  }
}

function inWords(count: (key: keyof Tally) => number): string {
  return `${count('jobs')} jobs, ${count('same')} the same (${count('sending')} sent ${count('requests')} requests)`
}

/** Does all jobs of a destination both ways. Undefined if no function can be made of it. */
async function compareDestination(
  name: string,
  found: Omit<Upstream, 'definition'>,
  generate: GenerateTestData,
  vendor: AnyVendor
): Promise<Tally | undefined> {
  const tally: Tally = { jobs: 0, same: 0, sending: 0, requests: 0 }
  try {
    const definition = load(found.source).default as Definition
    for (const job of jobsOf({ ...found, definition }, generate)) await compareJob(name, job, tally, vendor)
  } catch (error) {
    console.log(`${name}: ${error instanceof FunctionError ? error.message : `can't be loaded: ${inspect(error)}`}`)
    return undefined
  }
  console.log(`${name}: ${inWords((key) => tally[key])}`)
  return tally
}

/** @throws FunctionError if no function can be made */
async function compareJob(destination: string, job: Job, tally: Tally, vendor: AnyVendor): Promise<void> {
  tally.jobs++
  try {
    const made = await deedOf(byFunction, job, vendor)
    const runner = await deedOf(byRunner, job, vendor)
    if (runner.requests.length > 0) tally.sending++
    tally.requests += runner.requests.length
    if (isDeepStrictEqual(runner, made)) tally.same++
    else console.log(`Not the same: ${destination}, ${job.name}\n  ${differences(runner, made).join('\n  ')}`)
  } catch (error) {
    if (error instanceof FunctionError) throw error
    console.log(`Not the same: ${destination}, ${job.name}\n  ${inspect(error)}`)
  }
}

/** What one way does with a job. Requests that are sent at once arrive in any order. */
async function deedOf(way: typeof byRunner, { customer, work, status }: Job, vendor: AnyVendor): Promise<Deed> {
  vendor.status = status
  const agent = new RecordingAgent(vendor)
  current = agent
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
main(JSON.parse(given) as Subject, chosen)
  .catch((error: Error) => {
    console.log(error.stack)
    process.exitCode = 1
  })
  // A destination may have left timers.
  .finally(() => process.exit())
