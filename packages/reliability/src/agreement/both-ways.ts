import type { Agent } from 'node:https'
import { manifest } from '@partner-destinations/destination-actions'
import { prepare } from '@partner-destinations/runner'
import type { DeliveryOptions, Subscription } from '@partner-destinations/runner'
import { vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject, RequestExtension, SegmentEvent } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import { expectSameFate, fateOfError, frameworkFates, notTaken, runnerFates } from './fate'
import type { Fate, FrameworkResults } from './fate'
import { watch } from './watched-definition'
import type { Deeds } from './watched-definition'

/** What happened to an event, or to each event of a list, and what the destination did. */
export interface Delivered extends Deeds {
  fates: Fate[]
}

/** What to deliver, and how: an event, or a list of events. */
export interface Delivery {
  vendor: VendorName
  subscription: Subscription
  payload: JSONObject | JSONObject[]
  agent: Agent
}

/**
 * Delivers as Segment does: through the framework's `onEvent`, or `onBatch` if the action has a batch call. Without one,
 * the events of a list are delivered one by one.
 */
export async function byFramework({ vendor, subscription, payload, agent }: Delivery): Promise<Delivered> {
  const { partnerAction, subscribe, mapping } = subscription
  const { definition, deeds } = watch(vendor)
  const connected = ((data) => ({ ...definition.extendRequest?.(data), agent })) as RequestExtension<JSONObject>
  const destination = new Destination<JSONObject>({ ...definition, extendRequest: connected })
  const full: JSONObject = { ...vendors[vendor].demoSettings, subscriptions: [{ partnerAction, subscribe, mapping }] }
  const isBatch = Array.isArray(payload) && manifest[vendor].actions[partnerAction].performBatch !== undefined
  const fates: Fate[] = []
  for (const events of isBatch ? [payload] : [payload].flat().map((event) => [event])) {
    const before = deeds.calls
    const delivering = isBatch
      ? destination.onBatch(events as unknown as SegmentEvent[], full)
      : destination.onEvent(events[0] as unknown as SegmentEvent, full)
    const own = await delivering.then(
      (results) => frameworkFates(results as FrameworkResults, events.length),
      async (error: unknown) => {
        const fate = fateOfError(error, deeds.calls > before)
        const probe = { ...full, subscriptions: [{ subscribe, partnerAction: 'none', mapping: {} }] }
        const taken = await Promise.all(events.map((event) => isTaken(destination, probe, event)))
        return taken.map((isOne) => (isOne ? fate : notTaken))
      }
    )
    fates.push(...own)
  }
  return { ...deeds, fates }
}

/**
 * Delivers by the runner.
 * @throws BadCallError when it refuses the mapping
 */
export async function byRunner(
  { vendor, subscription, payload, agent }: Delivery,
  options: DeliveryOptions
): Promise<Delivered> {
  const { definition, deeds } = watch(vendor)
  const destination = prepare(definition, vendors[vendor].demoSettings, [subscription], { agent })
  const outcome = Array.isArray(payload)
    ? await destination.deliverBatch(payload, options)
    : await destination.deliver(payload, options)
  return { ...deeds, fates: runnerFates(outcome, [payload].flat().length) }
}

/** Whether a subscription takes an event. Its action doesn't exist, so the framework does nothing if it does. */
async function isTaken(destination: Destination<JSONObject>, full: JSONObject, event: JSONObject): Promise<boolean> {
  return (await destination.onEvent(event as unknown as SegmentEvent, full)).length === 0
}

/** Makes sure that both did the same and report the same. */
export function expectAgreement(runner: Delivered, framework: Delivered): void {
  expect(runner.requests).toEqual(framework.requests)
  expect(runner.calls).toBe(framework.calls)
  expect(runner.fates).toHaveLength(framework.fates.length)
  runner.fates.forEach((fate, index) => expectSameFate(fate, framework.fates[index]))
}
