import type { JSONObject } from '@segment/actions-core'
import type { ConnectedDestination, Task } from './connected-destination'
import type { Unmasked } from './masking/masked-outcome'
import { callsOfList, hasBatch } from './subscriptions'
import type { Subscription, Subscriptions } from './subscriptions'

/** How events are delivered. */
type Manner = Pick<Task, 'keepExchanges' | 'beforeRequest'>

/**
 * Delivers an event, or each event of a list, through every subscription that takes it, one after the other, as Segment
 * would. If the event's Integrations object switches the destination off, no subscription takes it.
 * @param kind the word for the subscriptions in messages
 */
export async function deliverEvents(
  connected: ConnectedDestination,
  subscriptions: Subscriptions,
  payload: JSONObject | JSONObject[],
  { kind, ...manner }: Manner & { kind?: 'subscription' | 'preset' }
): Promise<Unmasked> {
  const isList = Array.isArray(payload)
  const placed = [payload].flat().map((event, place) => ({ event, place, takers: subscriptions.takers(event) }))
  const outcome: Unmasked = { steps: [], mayHoldPasswords: [] }
  const payloads: unknown[] = []
  for (const subscription of subscriptions.all) {
    const taken = placed.filter(({ takers }) => takers.includes(subscription))
    for (const call of isList
      ? callsOfList(hasBatch(connected.definition, subscription.partnerAction), taken)
      : taken) {
      if (Array.isArray(call) && call.length === 0) continue
      const own = Array.isArray(call) ? call.map(({ event }) => event) : call.event
      const events = isList ? [call].flat().map(({ place }) => place) : undefined
      const one = await deliverThrough(connected, subscription, own, manner, events)
      outcome.steps.push(...one.steps)
      outcome.mayHoldPasswords.push(one.mayHoldPasswords)
      payloads.push(one.payload)
    }
  }
  for (const { event, place } of placed.filter(({ takers }) => takers.length === 0)) {
    const skipped = subscriptions.whyNone(event, kind)
    outcome.steps.push(isList ? { skipped, events: [place] } : { skipped })
  }
  return manner.keepExchanges === true ? { ...outcome, payload: payloads } : outcome
}

/**
 * Delivers an event, or a list of events by the batch call, through one subscription, whatever its FQL and the event's
 * Integrations object say.
 * @param places the indices of the events in a longer list
 */
export async function deliverThrough(
  connected: ConnectedDestination,
  { name: preset, partnerAction: action, mapping }: Subscription,
  payload: JSONObject | JSONObject[],
  { keepExchanges, beforeRequest }: Manner,
  places?: number[]
): Promise<Unmasked> {
  const outcome = await connected.run({ action, mapping, payload, keepExchanges, beforeRequest })
  if (outcome.steps.length === 0) return outcome
  const events = places && { events: places }
  return { ...outcome, steps: outcome.steps.map((step) => ({ preset, action, ...events, ...step })) }
}
