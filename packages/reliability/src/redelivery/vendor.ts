import type { Sandbox, VendorName, VendorState } from '@partner-destinations/sandbox'
import { SandboxAgent, startSandbox } from '@partner-destinations/sandbox'
import type { JSONObject } from '@segment/actions-core'
import { Connection } from '../connection'

/** A sandbox for the tests of one file, which tells what a vendor holds after a sequence of events. */
export function useVendors() {
  let sandbox: Sandbox
  let agent: SandboxAgent

  beforeAll(async () => {
    sandbox = await startSandbox()
    agent = new SandboxAgent(sandbox.port)
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
