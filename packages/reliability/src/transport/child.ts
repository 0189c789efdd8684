// It loads nothing of the framework before it is clear who sends the requests.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { useTransport } from '@partner-destinations/transport'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { replaceAllAgents } from '../all-agents'
import { steadyWorld } from '../steady-world'
import { Arrivals } from './arrivals'
import { prepareToRefuse } from './refusing'
import type { Extent, Job, JobResult, Suite, Way } from './ways'

/** What the parent gets: a result, or a request that the transport left to the framework's own client. */
export type Message = { result: JobResult } | { bypass: string }

/** Milliseconds after which a request is there that was sent when its delivery had failed already. */
const LATE = 5

/** The process that does all jobs of a suite, one way. */
async function main(way: Way, suite: Suite, extent: Extent): Promise<void> {
  steadyWorld()
  prepareToRefuse()
  const arrivals = new Arrivals()
  const jobs = suite === 'our destinations' ? await ours(way, extent, arrivals) : await published(way, extent)
  for (const { name, prepare, deliver, state } of jobs) {
    await prepare()
    arrivals.take()
    const end = await deliver()
    await wait(LATE)
    await say({ result: { name, requests: arrivals.take(), end, state: state?.() } })
  }
}

async function ours(way: Way, extent: Extent, arrivals: Arrivals): Promise<Job[]> {
  let now = 0
  // A sandbox that never asks to slow down.
  const sandbox = await startVendorSandbox({ now: () => (now += 60_000) })
  const means = { sandbox, arrivals, agent: connect(way, sandbox.port) }
  const faults = load<typeof import('./fault-jobs')>('./fault-jobs')
  const events = load<typeof import('./event-jobs')>('./event-jobs')
  return [
    ...faults.faultJobs(means, extent),
    ...events.knownEventJobs(means),
    ...events.arbitraryEventJobs(means, extent)
  ]
}

async function published(way: Way, extent: Extent): Promise<Job[]> {
  let status = 200
  const server = createServer((request, response) => {
    response.sendDate = false
    request.resume().once('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  connect(way, port)
  // Destinations may replace the agent that their request client is given, or have clients of their own.
  replaceAllAgents(new SandboxAgent({ port, hosts: 'all' }))
  const { publishedJobs } = load<typeof import('./published-jobs')>('./published-jobs')
  return publishedJobs((next) => (status = next), extent)
}

/** Leads all requests to a port of this machine. */
function connect(way: Way, port: number): SandboxAgent | undefined {
  if (way === 'framework') return new SandboxAgent({ port, hosts: 'all' })
  useTransport({ sandbox: { port, hosts: 'all' }, onBypass: (bypass) => void say({ bypass }) })
  return undefined
}

function load<Exports>(file: string): Exports {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it imports the framework
  return require(file) as Exports
}

function say(message: Message): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

process.on('disconnect', () => process.exit())
// What a destination leaves behind it must not end the other jobs.
process.on('unhandledRejection', () => undefined)
const [way, suite, extent] = process.argv.slice(2)
main(way as Way, suite as Suite, extent as Extent)
  .catch((error: Error) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(() => process.disconnect())
