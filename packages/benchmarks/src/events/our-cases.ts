import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { BenchCase } from '@partner-destinations/vendors/bench'
import { defaultSubscription, presetSubscription } from './case'
import type { Case } from './case'
import * as events from './segment-events'

/** Every cloud-mode action of this project. */
export const ourCases: Case[] = vendorNames.flatMap((vendor) =>
  vendors[vendor].bench.cases.map((benchCase) => caseOf(vendor, benchCase))
)

function caseOf(vendor: VendorName, { what, subscription: given, event, mapping, answers = {} }: BenchCase): Case {
  const { name, standIn, bench } = vendors[vendor]
  const definition = manifest[vendor] as Definition
  const subscription =
    typeof given === 'string'
      ? presetSubscription(definition, given)
      : defaultSubscription(definition, given.action, given.subscribe, {})
  return {
    name: `${name} ${what}`,
    definition,
    host: standIn.host,
    settings: bench.settings,
    subscription: { ...subscription, mapping: { ...subscription.mapping, ...mapping } },
    event: events[event],
    answers
  }
}
