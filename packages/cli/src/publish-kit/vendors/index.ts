import type { VendorEntry } from '../vendor-entry'
import { refersion } from './refersion'
import { wigzo } from './wigzo'
import { wishpond, wishpondWeb } from './wishpond'

/** What is known beyond the definitions, by destination folder. */
export const vendorEntries: Record<string, VendorEntry> = {
  refersion,
  wigzo,
  wishpond,
  'wishpond-web': wishpondWeb
}
