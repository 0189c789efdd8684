import { BadCallError } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { segmentEvents } from '../../fuzz/events'
import { mappingChanges } from '../../fuzz/mappings'
import { startVendors } from '../../fuzz/property'
import type { Vendors } from '../../fuzz/property'
import { subjects } from '../../fuzz/subjects'
import type { Subject } from '../../fuzz/subjects'
import { byFramework, byRunner, expectAgreement } from '../both-ways'
import type { Delivered, Delivery } from '../both-ways'

const CASES = 150

/** Most take the events that the generators make. */
const subscribes = fc.constantFrom(
  'type = "identify" or type = "track" or type = "page" or type = "delete"',
  'type != "group"',
  'type = "track" and event = "Order Completed"',
  'userId != "5678" or properties.total > 10'
)

let vendors: Vendors

beforeAll(async () => {
  vendors = await startVendors()
})
afterAll(() => vendors.close())

/** An arbitrary event, or a list of some, with an arbitrary mapping. */
function payloads(isList: boolean): fc.Arbitrary<JSONObject | JSONObject[]> {
  return isList ? fc.array(segmentEvents, { minLength: 1, maxLength: 4 }) : segmentEvents
}

describe.each([
  ['an arbitrary event', false],
  ['a list of arbitrary events', true]
])('%s with an arbitrary mapping', (_what, isList) => {
  it.each(subjects)('ends the same way by the runner and by the framework: $name', async (subject) => {
    const kinds = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        payloads(isList),
        mappingChanges(subject.fields),
        subscribes,
        fc.boolean(),
        async (payload, changes, subscribe, keepExchanges) => {
          const fates = await compare(subject, payload, changes, subscribe, keepExchanges)
          fates.forEach((fate) => kinds.add(fate))
        }
      ),
      { numRuns: CASES }
    )
    expect([...kinds].sort()).toEqual(['delivered', 'failed', 'not taken'])
  })
})

async function compare(
  { vendor, action, mapping: own }: Subject,
  payload: JSONObject | JSONObject[],
  changes: JSONObject,
  subscribe: string,
  keepExchanges: boolean
): Promise<string[]> {
  const { sandbox, agent } = vendors
  // The framework ignores the Integrations object. The runner's own tests cover it.
  const withoutIntegrations = [payload].flat().map(({ integrations: _integrations, ...event }) => event)
  const delivery: Delivery = {
    vendor,
    agent,
    payload: Array.isArray(payload) ? withoutIntegrations : withoutIntegrations[0],
    subscription: { name: 'Arbitrary', subscribe, partnerAction: action, mapping: { ...own, ...changes } }
  }
  sandbox.reset(vendor)
  const framework = await byFramework(delivery)
  sandbox.reset(vendor)
  const runner = await byRunner(delivery, { keepExchanges }).catch((error: unknown) => error as Error)
  if (runner instanceof Error) expectRefusedMapping(runner, framework)
  else expectAgreement(runner, framework)
  return framework.fates.map(({ kind }) => kind)
}

/** The runner reports a wrong mapping once, before any event. The framework reports it for each event that is taken. */
function expectRefusedMapping(error: Error, { fates, requests }: Delivered): void {
  expect(error).toBeInstanceOf(BadCallError)
  expect(requests).toEqual([])
  for (const { kind, errorClass } of fates) {
    if (kind !== 'not taken') expect(errorClass).toBe('AggregateError')
  }
}
