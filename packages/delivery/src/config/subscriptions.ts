import { defaultMapping, presetSubscriptions } from '@partner-destinations/runner'
import type { Definition, Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { SubscriptionEntry } from './schema'

/** A config's subscription as the runner has it: with the default mapping of its action below its own. */
export function wholeSubscription(
  definition: Definition,
  { name, action, subscribe, mapping }: SubscriptionEntry
): Subscription {
  return { name, subscribe, partnerAction: action, mapping: wholeMapping(definition, action, mapping as JSONObject) }
}

export function wholeMapping(definition: Definition, action: string, mapping: JSONObject): JSONObject {
  return { ...defaultMapping(definition, action), ...mapping }
}

/**
 * The subscriptions that are switched on when a customer adds the destination. A name tells a subscription from the
 * others, so the second preset of one name gets a number.
 */
export function namedPresets(definition: Definition): Subscription[] {
  const taken = new Map<string, number>()
  return presetSubscriptions(definition).map((subscription) => {
    const count = (taken.get(subscription.name) ?? 0) + 1
    taken.set(subscription.name, count)
    return count === 1 ? subscription : { ...subscription, name: `${subscription.name} (${count})` }
  })
}
