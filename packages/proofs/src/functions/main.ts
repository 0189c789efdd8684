import { isDeepStrictEqual, parseArgs } from 'node:util'
import { segmentEvents } from '@partner-destinations/reliability/segment-events'
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

/**
 * `npm run prove:functions -- [--cases N]`: compares the functions of our destinations with the destinations themselves,
 * over the events of Segment's catalog, N arbitrary events for each destination, and all faults. Exits with 1 if they
 * differ.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '1000' } } })
  const count = Number(values.cases)
  if (!Number.isInteger(count) || count < 1) throw new Error('--cases takes a whole number from 1.')
  let now = 0
  // A sandbox that never asks to slow down.
  const sandbox = await startVendorSandbox({ now: () => (now += 60_000) })
  try {
    await compareAll("events of Segment's catalog", eventCases, sandbox)
    for (const vendor of cloudVendors) {
      await compareAll(`arbitrary events for ${vendor}`, arbitraryCases(vendor, count), sandbox)
    }
    await compareAll('faults', faultCases, sandbox)
  } finally {
    await sandbox.close()
  }
}

async function compareAll(what: string, cases: Case[], sandbox: VendorSandbox): Promise<void> {
  const decisions = new Map<string, number>()
  let [requests, differing] = [0, 0]
  for (const one of cases) {
    const { runner, function: made } = await compare(one, sandbox)
    requests += runner.requests.length
    for (const decision of runner.decisions) decisions.set(decision, (decisions.get(decision) ?? 0) + 1)
    if (isDeepStrictEqual(runner, made)) continue
    differing++
    console.log(`${one.name}\n  destination: ${JSON.stringify(runner)}\n  function:    ${JSON.stringify(made)}`)
  }
  const counts = [...decisions].map(([decision, times]) => `${times} ${decision}`).join(', ')
  console.log(`${cases.length} ${what}: ${cases.length - differing} the same (${requests} requests; ${counts})`)
  if (differing > 0) process.exitCode = 1
}

/** Events as they can be sent as JSON, which no Integrations object keeps from the destination: Segment looks at that. */
function arbitraryCases(vendor: VendorName, count: number): Case[] {
  const events = fc.sample(segmentEvents, { numRuns: count, seed: 1 })
  const { name } = manifest[vendor]
  return events.map((given, index) => {
    const event = JSON.parse(JSON.stringify(given)) as JSONObject
    if (typeof event.integrations === 'object' && event.integrations !== null && !Array.isArray(event.integrations)) {
      for (const key of [...integrationNames(name), 'All'])
        if (event.integrations[key] === false) event.integrations[key] = true
    }
    return { name: `event ${index + 1}`, customer: newCustomer(vendor), work: (segment) => segment.event(event) }
  })
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
