import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { Delivery as DeliveryToVendor, FaultFacts } from '@partner-destinations/vendors/faults'
import type { Vendor } from '@partner-destinations/vendors/vendor'

/** Something that Segment has a destination do, and the requests that it takes. */
export interface Delivery extends DeliveryToVendor {
  vendor: VendorName
  table: string
}

export const deliveries: Delivery[] = vendorNames.flatMap((vendor) => {
  const { name } = vendors[vendor]
  return faultFactsOf(vendor).deliveries.map((delivery) => ({ table: name, ...delivery, vendor }))
})

/** What a vendor's folder says about faults: no deliveries if it says nothing. */
export function faultFactsOf(vendor: VendorName): FaultFacts {
  const { faults = { basePath: '/', deliveries: [] } }: Vendor = vendors[vendor]
  return faults
}

export function pathOf({ vendor }: Delivery, call: string): string {
  return faultFactsOf(vendor).basePath + call
}

export function nameOf({ of, variant }: Delivery): string {
  return variant === undefined ? of : `${of}, ${variant}`
}
