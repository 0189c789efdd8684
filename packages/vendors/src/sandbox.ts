import { startSandbox } from '@partner-destinations/sandbox'
import type { SandboxOf, SandboxOptions } from '@partner-destinations/sandbox'
import type { StandInDefinitions } from '@partner-destinations/sandbox/stand-in'
import { vendors } from './index'
import type { VendorStates } from './index'

/** A sandbox with the stand-ins of all vendors. */
export type VendorSandbox = SandboxOf<VendorStates>

/**
 * Starts a sandbox with the stand-ins of all vendors.
 *
 * @param options as for `startSandbox`
 * @throws the system's error if it can't listen there, such as `EADDRINUSE`
 */
export function startVendorSandbox(options: SandboxOptions = {}): Promise<VendorSandbox> {
  return startSandbox<VendorStates>({ standIns, ...options })
}

// `Object.fromEntries` forgets which name belongs to which stand-in.
const standIns = Object.fromEntries(
  Object.entries(vendors).map(([name, { standIn }]) => [name, standIn])
) as unknown as StandInDefinitions<VendorStates>
