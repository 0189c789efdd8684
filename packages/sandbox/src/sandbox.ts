import type { Fault } from './faults'
import type { VendorName } from './vendor-names'
import type { RefersionState } from './vendors/refersion'
import type { WigzoState } from './vendors/wigzo'
import type { WishpondState } from './vendors/wishpond'

/** What each stand-in holds. */
export interface VendorStates {
  refersion: RefersionState
  wigzo: WigzoState
  wishpond: WishpondState
}

export type VendorState = VendorStates[VendorName]

/** What the control API does, too. */
export interface SandboxControls {
  /** A copy of what a stand-in holds. */
  read<Vendor extends VendorName>(vendor: Vendor): VendorStates[Vendor]
  /** Forgets data, faults and rate-limit windows: of one vendor, or of all. */
  reset(vendor?: VendorName): void
  /** The faults that are still to befall a call. */
  faults(vendor: VendorName): Fault[]
  /**
   * Puts a `Fault`, or a list of them, in the place of those that there are; an empty list clears them.
   *
   * @throws InvalidFaultError
   */
  setFaults(vendor: VendorName, faults: unknown): Fault[]
}

/** A running sandbox. */
export interface Sandbox extends SandboxControls {
  readonly port: number
  /** The address of its control API, `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Stops listening and drops all connections. */
  close(): Promise<void>
}
