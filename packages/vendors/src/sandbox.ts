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
 * @param options as `startSandbox` takes them
 * @throws the system's error when it cannot listen there, such as `EADDRINUSE`
 */
export function startVendorSandbox(options: SandboxOptions = {}): Promise<VendorSandbox> {
  return startSandbox<VendorStates>({ standIns, ...options })
}

// `Object.fromEntries` forgets which stand-in has which name.
const standIns = Object.fromEntries(
  Object.entries(vendors).map(([name, { standIn }]) => [name, standIn])
) as unknown as StandInDefinitions<VendorStates>
