import { guardFetchRequests } from './fetch-requests'
import { setOutsideOfCalls } from './guarded-agent'
import type { GuardedAgent } from './guarded-agent'
import { guardHttpRequests } from './http-requests'
import { guardNames } from './names'
import { Patches } from './patches'
import { guardProcesses } from './processes'
import { Refusals } from './refusals'
import { guardDatagrams, guardSockets } from './sockets'

export { GuardedAgent } from './guarded-agent'

/** By the variables of the environment that SDKs of AWS read. At Segment, the machines have a role. */
const inventedCredentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'invented-by-the-sandbox',
  AWS_SESSION_TOKEN: 'invented-by-the-sandbox'
}

interface GuardOptions {
  port: number
  log: (line: string) => void
  outsideOfCalls?: GuardedAgent
}

/**
 * Keeps destinations in the sandbox that don't use Segment's request client. In this process,
 *
 * - HTTP requests go to the sandbox, and the call that they belong to tells them as exchanges;
 * - connections of other kinds, questions to name servers, new processes and threads are refused with an error of code
 *   `ESANDBOX`. The call that they belong to tells them; the log does when they belong to none.
 *
 * SDKs of AWS get invented credentials: they send nothing without any, and should not sign with real ones.
 *
 * A call is one that is run with a `GuardedAgent`. Connections that a process already has, such as the channel to its
 * parent, stay as they are.
 *
 * The guard is against accidents. It replaces parts of Node's modules, and code can find ways around that: it is no
 * security boundary, so don't run code with it that you don't trust.
 *
 * @param options.port where the sandbox listens
 * @param options.log is called with a line for what was refused and belongs to no call
 * @param options.outsideOfCalls sends the HTTP requests that belong to no call. Default: they are refused
 * @returns takes the guard away
 */
export function installConnectionGuard({ port, log, outsideOfCalls }: GuardOptions): () => void {
  const patches = new Patches()
  const refusals = new Refusals(log)
  guardHttpRequests(patches, refusals)
  guardFetchRequests(patches, refusals, port)
  guardSockets(patches, refusals, (host, to) => to === port && ['127.0.0.1', 'localhost'].includes(host))
  guardDatagrams(patches, refusals)
  guardNames(patches, refusals)
  guardProcesses(patches, refusals)
  for (const [name, value] of Object.entries(inventedCredentials)) patches.setVariable(name, value)
  patches.publish()
  setOutsideOfCalls(outsideOfCalls)
  return () => {
    patches.undo()
    setOutsideOfCalls(undefined)
  }
}
