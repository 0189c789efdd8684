import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { Delivery as DeliveryToVendor } from '@partner-destinations/vendors/faults'
import type { Vendor } from '@partner-destinations/vendors/vendor'

/** Something that Segment has a destination do, and the requests that it takes. */
export interface Delivery extends DeliveryToVendor {
  vendor: VendorName
  table: string
}

export const deliveries: Delivery[] = vendorNames.flatMap((vendor) => {
  const { name, faults }: Vendor = vendors[vendor]
  return faults.deliveries.map((delivery) => ({ table: name, ...delivery, vendor }))
})

export function pathOf({ vendor }: Delivery, call: string): string {
  return vendors[vendor].faults.basePath + call
}

export function nameOf({ of, variant }: Delivery): string {
  return variant === undefined ? of : `${of}, ${variant}`
}
