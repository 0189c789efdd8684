import { isDeepStrictEqual } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import type { Delivery } from './delivery'
import { connect } from './delivery'
import { segmentEvents } from './events'
import { mappingChanges } from './mappings'
import type { Subject } from './subjects'
import { Misbehaviour, verdictOf } from './verdict'
import type { Verdict } from './verdict'

/** Milliseconds after which an event counts as hanging. Most take a few. */
const HANGING = 10_000

type Case = [event: JSONObject, mappingChanges: JSONObject, twice: boolean]

/** A sandbox, and the agent that connects to it. */
export interface Vendors {
  sandbox: VendorSandbox
  agent: SandboxAgent
  close: () => Promise<void>
}

/** Starts a sandbox that never asks to slow down. */
export async function startVendors(): Promise<Vendors> {
  let now = 0
  const sandbox = await startVendorSandbox({ now: () => (now += 60_000) })
  const agent = new SandboxAgent(sandbox)
  return {
    sandbox,
    agent,
    close: () => {
      agent.close()
      return sandbox.close()
    }
  }
}

/**
 * Sends arbitrary events through arbitrary mappings to one action, each to an empty sandbox. Half of those that arrive
 * are sent twice. Each must arrive, or be refused with an error of the framework, and nothing else may change.
 *
 * @param onVerdict called with the verdict on each delivery
 * @returns the run, with the seed and the smallest case that failed, if one did
 */
export function checkAction(
  subject: Subject,
  { sandbox, agent }: Vendors,
  parameters: fc.Parameters<Case>,
  onVerdict: (verdict: Verdict, delivery: Delivery) => void = () => undefined
): Promise<fc.RunDetails<Case>> {
  const deliver = connect(subject, agent)
  const property = fc.asyncProperty(
    segmentEvents,
    mappingChanges(subject.fields),
    fc.boolean(),
    async (event, changes, twice) => {
      sandbox.reset(subject.vendor)
      const before = serialize(event)
      const mapping = { ...subject.mapping, ...changes }
      for (let times = twice ? 2 : 1; times > 0; times--) {
        const delivery = await deliver(event, mapping)
        const verdict = verdictOf(subject, delivery)
        onVerdict(verdict, delivery)
        if (verdict !== 'delivered') break
      }
      if (!areSame(serialize(event), before)) throw new Misbehaviour('the event was changed')
      if (Object.keys(Object.prototype).length > 0) throw new Misbehaviour('the prototype of all objects was changed')
    }
  )
  return fc.check(property, { timeout: HANGING, includeErrorInReport: true, ...parameters } as fc.Parameters<Case>)
}

/** Whether two serialized values are the same. V8 may hold the same number in another form, and then writes other bytes. */
function areSame(one: Buffer, other: Buffer): boolean {
  return one.equals(other) || isDeepStrictEqual(deserialize(one), deserialize(other))
}
