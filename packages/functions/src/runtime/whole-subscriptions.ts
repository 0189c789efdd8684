import { defaultMapping } from '@partner-destinations/runner'
import type { Definition, Subscription } from '@partner-destinations/runner'
import type { ShortSubscription } from '../short-subscriptions'

/** Completes subscriptions with the default mappings, which are in the destination's own code. */
export function wholeSubscriptions(definition: Definition, subscriptions: ShortSubscription[]): Subscription[] {
  return subscriptions.map(({ fields, own, ...rest }) => {
    const all = { ...defaultMapping(definition, rest.partnerAction), ...own }
    return {
      ...rest,
      mapping: Object.fromEntries(fields.map((field) => [field, all[field]]))
    }
  })
}
