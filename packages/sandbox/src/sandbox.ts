import type { Fault } from './faults'

/**
 * What the control API can do. A vendor has the name under which its stand-in was given. With an echo, every other name
 * is a destination's whose vendor has no stand-in.
 */
export interface SandboxControls {
  /** The names of the vendors with a stand-in. */
  readonly vendors: readonly string[]
  /** Whether the sandbox answers for hosts without a stand-in. */
  readonly hasEcho: boolean
  /** A copy of what a stand-in holds, or of what the echo received: then an `EchoState`. */
  read(name: string): object
  /** Forgets data, requests, faults and rate-limit windows: of one name, or of all. */
  reset(name?: string): void
  /** The faults that haven't happened yet. */
  faults(name: string): Fault[]
  /**
   * Replaces the faults with a `Fault` or a list of them. An empty list clears them.
   *
   * @throws InvalidFaultError
   */
  setFaults(name: string, faults: unknown): Fault[]
}

/** A running sandbox. */
export interface Sandbox extends SandboxControls {
  readonly port: number
  /** The hosts that it answers for: with an echo, all. */
  readonly hosts: readonly string[] | 'all'
  /** The hosts that a stand-in answers for. */
  readonly standInHosts: readonly string[]
  /** The address of its control API, `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Stops listening and drops all connections. */
  close(): Promise<void>
}

/** A running sandbox whose types say what the stand-in of each vendor holds. */
export type SandboxOf<States> = { read<Vendor extends keyof States>(vendor: Vendor): States[Vendor] } & Sandbox
