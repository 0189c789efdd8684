export const vendorNames = ['refersion', 'wigzo', 'wishpond'] as const

export type VendorName = typeof vendorNames[number]

/** The host of each vendor's API: what a destination's URLs name, and what the server tells the vendors apart by. */
export const vendorHosts: Record<VendorName, string> = {
  refersion: 'api.refersion.com',
  wigzo: 'app.wigzo.com',
  wishpond: 'api.wishpond.com'
}

/** The host from which a vendor's script comes onto a page, of those that have one. */
export const scriptHosts: Partial<Record<VendorName, string>> = { wishpond: 'cdn.wishpond.net' }
