import { demoKeys } from '@partner-destinations/sandbox'
import type { JSONObject } from '@segment/actions-core'

/** The settings with which each destination gets into the sandbox, in the form that a customer would enter. */
const demoSettings: Record<string, JSONObject> = {
  refersion: { apiKey: `${demoKeys.refersion.publicKey}.${demoKeys.refersion.secretKey}` },
  wigzo: { orgToken: demoKeys.wigzo.orgToken },
  wishpond: { merchantId: demoKeys.wishpond.merchantId, trackingKey: demoKeys.wishpond.trackingKey }
}

/** The demo settings of a destination folder; none for a destination that the sandbox does not stand in for. */
export function demoSettingsOf(folder: string): JSONObject {
  return demoSettings[folder] ?? {}
}
