import type { HostsOnThisMachine } from '@partner-destinations/sandbox'

/** What a destination thread is started with. */
export interface ThreadStart {
  /** The folder of the destinations. */
  directory: string
  /** Takes the vendors' place; without it, requests go to the vendors. */
  sandbox?: HostsOnThisMachine
  /** The `BroadcastChannel` that is told why a request went the framework's own way. */
  bypasses: string
}
