import type { RequestOptions } from 'node:https'
import { Agent } from 'node:https'
import { connect, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { scriptHosts, vendorHosts } from './vendor-names'

const hosts = [...Object.values(vendorHosts), ...Object.values(scriptHosts)]

/**
 * Puts the sandbox in the place of the vendors: a request to `https://<vendor's host>/…` that is given this agent keeps
 * its URL and its Host header, and goes unencrypted to the sandbox at `port` of 127.0.0.1. A request to any other host
 * fails before anything is sent, so that nothing leaves the machine.
 *
 * Connections are kept alive and pooled for the life of the agent.
 *
 * @example
 * https.request('https://api.refersion.com/v2/affiliate/list', { agent: new SandboxAgent(sandbox.port), method: 'POST' })
 */
export class SandboxAgent extends Agent {
  constructor(private readonly port: number) {
    super({ keepAlive: true })
  }

  createConnection(options: RequestOptions, callback?: (error: Error, socket: Duplex) => void): Duplex | undefined {
    const host = options.host ?? ''
    if (hosts.includes(host)) {
      return connect({ host: '127.0.0.1', port: this.port, noDelay: true })
    }
    const error = new Error(
      `The sandbox has no stand-in for "${host}", so nothing was sent. It stands in for ${hosts.join(', ')}.`
    )
    // Node emits the error on the request; its types ask for a socket all the same.
    callback?.(error, new Socket())
    return undefined
  }

  /** Does nothing: Segment's request client destroys the agent of each request, which would empty the pool each time. */
  destroy(): void {}

  /** Closes the connections, as `destroy()` does for other agents. */
  close(): void {
    super.destroy()
  }
}
