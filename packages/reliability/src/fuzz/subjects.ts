import { manifest } from '@partner-destinations/destination-actions'
import type { VendorName } from '@partner-destinations/vendors'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'

/** One action of a destination, with what Segment keeps for it. */
export interface Subject {
  /** The vendor and the key of the action. */
  name: string
  vendor: VendorName
  action: string
  settings: JSONObject
  mapping: JSONObject
  fields: string[]
}

/** Every cloud-mode action. A vendor may have a device-mode destination only. */
export const subjects: Subject[] = vendorNames.flatMap((vendor) =>
  Object.entries(manifest[vendor]?.actions ?? {}).map(([action, { fields }]) => ({
    name: `${vendor} ${action}`,
    vendor,
    action,
    settings: vendors[vendor].demoSettings,
    mapping: defaultValues(fields),
    fields: Object.keys(fields)
  }))
)
