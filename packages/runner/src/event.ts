import type { JSONObject } from '@segment/actions-core'
import type { ConnectedDestination } from './connected-destination'
import type { Unmasked } from './masking/masked-outcome'
import { callsOfList, hasBatch } from './subscriptions'
import type { Subscriptions } from './subscriptions'

/** How events are delivered. */
interface Manner {
  /** As in a task of the destination. */
  keepExchanges: boolean
  /** The word for the subscriptions in messages. Default: subscription. */
  kind?: 'subscription' | 'preset'
}

/**
 * Delivers an event, or each event of a list, through every subscription that takes it, one after the other, as Segment
 * would. If the event's Integrations object switches the destination off, no subscription takes it.
 */
export async function deliverEvents(
  connected: ConnectedDestination,
  subscriptions: Subscriptions,
  payload: JSONObject | JSONObject[],
  { keepExchanges, kind }: Manner
): Promise<Unmasked> {
  const isList = Array.isArray(payload)
  const placed = [payload].flat().map((event, place) => ({ event, place, takers: subscriptions.takers(event) }))
  const outcome: Unmasked = { steps: [], mayHoldPasswords: [] }
  const payloads: unknown[] = []
  for (const subscription of subscriptions.all) {
    const { name: preset, partnerAction: action, mapping } = subscription
    const taken = placed.filter(({ takers }) => takers.includes(subscription))
    const calls = isList ? callsOfList(hasBatch(connected.definition, action), taken) : taken
    for (const call of calls) {
      const own = Array.isArray(call) ? call.map(({ event }) => event) : call.event
      if (Array.isArray(own) && own.length === 0) continue
      const one = await connected.run({ action, mapping, payload: own, keepExchanges })
      const events = isList ? { events: [call].flat().map(({ place }) => place) } : {}
      outcome.steps.push(...one.steps.map((step) => ({ preset, action, ...events, ...step })))
      outcome.mayHoldPasswords.push(one.mayHoldPasswords)
      payloads.push(one.payload)
    }
  }
  for (const { event, place } of placed.filter(({ takers }) => takers.length === 0)) {
    const skipped = subscriptions.whyNone(event, kind)
    outcome.steps.push(isList ? { skipped, events: [place] } : { skipped })
  }
  return keepExchanges ? { ...outcome, payload: payloads } : outcome
}
