import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { BenchCase } from '@partner-destinations/vendors/bench'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import { defaultSubscription, presetSubscription } from './case'
import type { Case } from './case'
import * as events from './segment-events'

/** A case of this project's own. */
export interface OurCase extends Case {
  /** The folder of the destination. */
  vendor: VendorName
  /** The requests that the vendor's API forces; undefined for any single one. */
  calls?: string[]
  /** Delivery is measured with it. */
  isMain: boolean
}

/** Every cloud-mode action of this project. */
export const ourCases: OurCase[] = vendorNames.flatMap((vendor) => {
  const { bench }: Vendor = vendors[vendor]
  const cases = bench?.cases ?? []
  const main = cases.find(({ isMain }) => isMain) ?? cases[0]
  return cases.map((benchCase) => ({ ...caseOf(vendor, benchCase), isMain: benchCase === main }))
})

/**
 * The destination and the action that memory and tools are measured with: the first that takes a track event.
 *
 * @throws Error when no vendor has a case for such an event
 */
export function trackedDestination(): { vendor: VendorName; action: string } {
  const tracked = ourCases.find(({ event }) => event === events.track)
  if (!tracked) throw new Error('No vendor has a case in bench.ts for the event `track`.')
  return { vendor: tracked.vendor, action: tracked.subscription.partnerAction }
}

function caseOf(
  vendor: VendorName,
  { what, subscription: given, event, mapping, answers = {}, calls }: BenchCase
): Omit<OurCase, 'isMain'> {
  const { name, standIn, bench, demoSettings }: Vendor = vendors[vendor]
  const definition = manifest[vendor] as Definition
  const subscription =
    typeof given === 'string'
      ? presetSubscription(definition, given)
      : defaultSubscription(definition, given.action, given.subscribe, {})
  return {
    name: `${name} ${what}`,
    vendor,
    definition,
    host: standIn.host,
    settings: bench?.settings ?? demoSettings,
    subscription: { ...subscription, mapping: { ...subscription.mapping, ...mapping } },
    event: events[event],
    answers,
    calls
  }
}
