import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import { byFunction, byRunner } from './both-ways'
import type { Deed } from './both-ways'
import type { Case } from './cases'
import { RecordingAgent } from './recording-agent'

/** What both did with a case. */
export interface Comparison {
  name: string
  runner: Deed
  function: Deed
}

/** Does a case both ways, each from an empty sandbox. */
export async function compare(one: Case, sandbox: VendorSandbox): Promise<Comparison> {
  const deeds: Deed[] = []
  for (const way of [byRunner, byFunction]) {
    sandbox.reset()
    const [before, agent] = [new RecordingAgent(sandbox), new RecordingAgent(sandbox, one.refused)]
    try {
      if (one.prepare) await byRunner({ ...one.customer, withBatch: false }, one.prepare, { agent: before })
      sandbox.setFaults(one.customer.vendor, one.faults ?? [])
      deeds.push(await way(one.customer, one.work, { agent, timeout: one.timeout }))
    } finally {
      sandbox.setFaults(one.customer.vendor, [])
      before.close()
      agent.close()
    }
  }
  return { name: one.name, runner: deeds[0], function: deeds[1] }
}
