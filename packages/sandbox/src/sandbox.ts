import type { Fault } from './faults'

/** What the control API can do. A vendor has the name that its stand-in was given under. */
export interface SandboxControls {
  /** The names of the vendors. */
  readonly vendors: readonly string[]
  /** A copy of the stand-in's data. */
  read(vendor: string): object
  /** Deletes the data, faults and rate-limit windows of one vendor, or of all. */
  reset(vendor?: string): void
  /** The faults that haven't happened yet. */
  faults(vendor: string): Fault[]
  /**
   * Replaces the faults with a `Fault` or a list of them. An empty list clears them.
   *
   * @throws InvalidFaultError
   */
  setFaults(vendor: string, faults: unknown): Fault[]
}

/** A running sandbox. */
export interface Sandbox extends SandboxControls {
  readonly port: number
  /** The hosts that it answers for. */
  readonly hosts: readonly string[]
  /** The address of its control API, `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Stops listening and drops all connections. */
  close(): Promise<void>
}

/** A running sandbox whose types say what the stand-in of each vendor holds. */
export type SandboxOf<States> = { read<Vendor extends keyof States>(vendor: Vendor): States[Vendor] } & Sandbox
