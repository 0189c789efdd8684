import { inspect, isDeepStrictEqual, parseArgs } from 'node:util'
import { segmentEvents } from '@partner-destinations/reliability/segment-events'
import { typesTaken } from '@partner-destinations/functions'
import { manifest } from '@partner-destinations/destination-actions'
import { integrationNames } from '@partner-destinations/runner'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { cloudVendors, eventCases, faultCases, newCustomer } from './cases'
import type { Case } from './cases'
import { compare } from './compare'
import { subjectOf } from '../subject'
import { compareUpstream } from './upstream/compare-upstream'

/** The most characters of an event in a message. */
const LONGEST_SHOWN = 2_000

/** What the arbitrary events are made of, unless another seed is given. */
const defaultSeed = 20261126

/**
 * `npm run prove:functions -- [--cases N] [--seed SEED] [--clone DIR]`: compares the functions of our destinations with the
 * destinations themselves, over the events of Segment's catalog, N arbitrary events for each destination, and all faults.
 * Then it does the same with upstream's destinations: those of a clone, or of the published package. Exits with 1 if they
 * differ, and prints each case that does.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(defaultSeed) },
      clone: { type: 'string' }
    }
  })
  const upstream = subjectOf(values.clone)
  const [count, seed] = [Number(values.cases), Number(values.seed)]
  if (!Number.isInteger(count) || count < 1) throw new Error('--cases takes a whole number from 1.')
  if (!Number.isInteger(seed)) throw new Error('--seed takes a whole number.')
  let now = 0
  // A sandbox that never asks to slow down.
  const sandbox = await startVendorSandbox({ now: () => (now += 60_000) })
  try {
    await compareAll("events of Segment's catalog", eventCases, sandbox)
    for (const vendor of cloudVendors) {
      await compareAll(`arbitrary events for ${vendor}, seed ${seed}`, arbitraryCases(vendor, { count, seed }), sandbox)
    }
    await compareAll('faults', faultCases, sandbox)
  } finally {
    await sandbox.close()
  }
  if (!(await compareUpstream(upstream, [], (line) => console.log(line)))) process.exitCode = 1
}

async function compareAll(what: string, cases: Case[], sandbox: VendorSandbox): Promise<void> {
  const decisions = new Map<string, number>()
  let [requests, differing] = [0, 0]
  for (const one of cases) {
    const differs = (...why: string[]) => {
      differing++
      console.log([`Not the same: ${what}, ${one.name}`, ...why].join('\n  '))
    }
    try {
      const { runner, function: made } = await compare(one, sandbox)
      requests += runner.requests.length
      for (const decision of runner.decisions) decisions.set(decision, (decisions.get(decision) ?? 0) + 1)
      if (isDeepStrictEqual(runner, made)) continue
      differs(`destination: ${JSON.stringify(runner)}`, `function:    ${JSON.stringify(made)}`)
    } catch (error) {
      // A case that can't be compared must not hide the others.
      differs(inspect(error))
    }
  }
  const counts = [...decisions].map(([decision, times]) => `${times} ${decision}`).join(', ')
  console.log(`${cases.length} ${what}: ${cases.length - differing} the same (${requests} requests; ${counts})`)
  if (differing > 0) process.exitCode = 1
}

/**
 * Events as they can be sent as JSON, which no Integrations object keeps from the destination: Segment looks at that. Those
 * without a type get one that the destination takes, so that most of them reach it.
 */
function arbitraryCases(vendor: VendorName, { count, seed }: { count: number; seed: number }): Case[] {
  const customer = newCustomer(vendor)
  const types = typesTaken(customer.subscriptions)
  const names = [...integrationNames(manifest[vendor].name), 'All']
  return fc.sample(segmentEvents, { numRuns: count, seed }).map((given, index) => {
    const type = types[index % types.length]
    const event = { type, ...(JSON.parse(JSON.stringify(given)) as JSONObject) }
    const { integrations } = event as JSONObject
    if (typeof integrations === 'object' && integrations !== null && !Array.isArray(integrations)) {
      for (const key of names) if (integrations[key] === false) integrations[key] = true
    }
    const name = `event ${index + 1}: ${shortened(JSON.stringify(event))}`
    return { name, customer, work: (segment) => segment.event(event) }
  })
}

/** Some events are as large as Segment allows. The seed and the number find the whole event again. */
function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

main().catch((error: Error) => {
  console.error(error.stack)
  process.exitCode = 1
})
