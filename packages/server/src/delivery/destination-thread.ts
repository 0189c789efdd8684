import type { HostsOnThisMachine } from '@partner-destinations/sandbox'
import { compiledAsIn } from '../clone'
import type { ThreadStart } from './thread-start'

/**
 * The thread that runs the destinations of a folder, as `Engine` and `Rehearsal` start it.
 * @param options.sandbox gets the requests; without it, the vendors do
 */
export function destinationThread({ sandbox, ...start }: ThreadStart): { module: string; data: ThreadStart } {
  // Threads begin with the variables of this process.
  Object.assign(process.env, compiledAsIn(start.directory))
  return {
    module: require.resolve('./destination-thread-main'),
    data: { ...start, sandbox: sandbox && hostsOf(sandbox) }
  }
}

/** Only what another thread can be given. */
function hostsOf({ port, hosts }: HostsOnThisMachine): HostsOnThisMachine {
  return { port, hosts }
}
