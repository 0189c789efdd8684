import type { Definition, Subscription } from '@partner-destinations/runner'
import { defaultMapping } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'

/** A subscription without what the destination's own code says. */
export interface ShortSubscription extends Omit<Subscription, 'mapping'> {
  /** The fields of the mapping, in their order. */
  fields: string[]
  /** The mappings of the fields that are not the default ones. */
  own: JSONObject
}

/**
 * Shortens subscriptions: the default mappings are in the destination's code, and can be ten times as large. At run
 * time, `wholeSubscriptions` completes them.
 */
export function shortSubscriptions(definition: Definition, subscriptions: Subscription[]): ShortSubscription[] {
  return subscriptions.map(({ mapping, ...rest }) => {
    const defaults = asJson(defaultMapping(definition, rest.partnerAction))
    const entries = Object.entries(asJson(mapping))
    // The order of keys counts too: a destination may send them in it.
    const own = entries.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]))
    return { ...rest, fields: entries.map(([key]) => key), own: Object.fromEntries(own) }
  })
}

/** As JSON holds it. */
function asJson(value: JSONObject): JSONObject {
  return JSON.parse(JSON.stringify(value)) as JSONObject
}
