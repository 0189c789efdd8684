import type { VendorName } from '@partner-destinations/vendors'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { ContraryEvents, RedeliveredEvent, RedeliveryFacts } from '@partner-destinations/vendors/redelivery'
import type { JsonObject, Vendor } from '@partner-destinations/vendors/vendor'

type OfVendor<Row> = Row & { vendor: VendorName }

/** An event for every preset that a customer gets who adds a destination, and what a further delivery does. */
export const redeliveredEvents = rowsOf<RedeliveredEvent>(({ events }) => events)

/** Events whose order doesn't matter. */
export const independentEvents = rowsOf<{ before: JsonObject[]; events: Record<string, JsonObject> }>(
  ({ independent }) => (independent ? [{ before: [], ...independent }] : [])
)

/** Events that set the same value. */
export const contraryEvents = rowsOf<ContraryEvents>(({ contrary = [] }) => contrary)

function rowsOf<Row>(read: (facts: RedeliveryFacts) => Row[]): OfVendor<Row>[] {
  return vendorNames.flatMap((vendor) => {
    const { redelivery }: Vendor = vendors[vendor]
    return redelivery ? read(redelivery).map((row) => ({ ...row, vendor })) : []
  })
}
