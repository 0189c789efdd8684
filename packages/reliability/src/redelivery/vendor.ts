import { SandboxAgent } from '@partner-destinations/sandbox'
import type { VendorName, VendorState } from '@partner-destinations/vendors'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { JSONObject } from '@segment/actions-core'
import { Connection } from '../connection'

/** A sandbox for the tests of one file, which tells what a vendor holds after a sequence of events. */
export function useVendors() {
  let sandbox: VendorSandbox
  let agent: SandboxAgent

  beforeAll(async () => {
    sandbox = await startVendorSandbox()
    agent = new SandboxAgent(sandbox)
  })
  afterAll(async () => {
    agent.close()
    await sandbox.close()
  })

  /** Delivers events to an empty sandbox, each through all presets, one after the other. */
  return async function after(vendor: VendorName, events: JSONObject[]): Promise<VendorState> {
    sandbox.reset()
    const connection = new Connection(vendor, agent)
    for (const event of events) await connection.event(event)
    return sandbox.read(vendor)
  }
}
