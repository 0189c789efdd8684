import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import type { ConnectionOptions } from '../connection'
import { Connection } from '../connection'
import type { Failure } from '../faults/outcome'
import { failuresOf } from '../faults/outcome'
import { startVendors } from '../fuzz/property'
import type { Vendors } from '../fuzz/property'

/** What happened to an event: the bodies of the requests in their order, and the error if there was one. */
export interface Outcome {
  bodies: JSONObject[]
  failure?: Failure
}

/**
 * A sandbox for the tests of one file.
 *
 * @returns a function that delivers one event to an empty vendor, through all presets unless the options say otherwise
 */
export function useOutcomes() {
  let vendors: Vendors

  beforeAll(async () => {
    vendors = await startVendors()
  })
  afterAll(() => vendors.close())

  return async (vendor: VendorName, event: JSONObject, options: ConnectionOptions = {}): Promise<Outcome> => {
    vendors.sandbox.reset(vendor)
    const connection = new Connection(vendor, vendors.agent, options)
    const [failure] = await failuresOf(connection.event(event))
    return { bodies: connection.options.map(({ json }) => json as JSONObject), failure }
  }
}
