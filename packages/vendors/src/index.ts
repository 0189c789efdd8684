import { refersion } from './refersion'
import type { DestinationFacts, JsonObject, Vendor } from './vendor'
import { wigzo } from './wigzo'
import { wishpond } from './wishpond'

/** Every vendor, by the name of its folder and of its cloud-mode destination. This is the only list of vendors. */
export const vendors = { refersion, wigzo, wishpond }

export type VendorName = keyof typeof vendors

/** What each vendor's stand-in holds. */
export type VendorStates = { [Name in VendorName]: StateOf<typeof vendors[Name]> }

export type VendorState = VendorStates[VendorName]

type StateOf<Listed> = Listed extends Vendor<infer State> ? State : never

/** The vendors that have a cloud-mode destination. */
export const vendorNames = (Object.keys(vendors) as VendorName[]).filter((name) => {
  const { destinations }: Vendor = vendors[name]
  return name in destinations
})

/** The vendor of a destination's folder; undefined if it isn't listed. */
export function findVendor(folder: string): Vendor | undefined {
  return Object.entries<Vendor>(vendors).find(([name]) => name === folder)?.[1]
}

/** The settings that the sandbox accepts for a destination; none if its vendor has no stand-in. */
export function demoSettingsOf(folder: string): JsonObject {
  return findVendor(folder)?.demoSettings ?? {}
}

/** What Segment and reviewers want to know of each destination, by its folder, in both modes. */
export const destinationFacts: Record<string, DestinationFacts> = Object.fromEntries(
  Object.values<Vendor>(vendors).flatMap(({ destinations }) => Object.entries(destinations))
)
