import { Agent } from 'node:https'
import type { RequestOptions } from 'node:https'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { VendorServer } from './vendor-server'

/**
 * Connects requests to the vendors' hosts to the local server, with TLS if the server has it. Connections are kept alive.
 */
export class VendorAgent extends Agent {
  constructor(private readonly server: VendorServer) {
    super({ keepAlive: true, ca: server.address.cert })
  }

  createConnection(options: RequestOptions, callback?: (error: Error | null, socket: Duplex) => void) {
    const { port, cert } = this.server.address
    if (cert === undefined) return connect({ host: '127.0.0.1', port, noDelay: true })
    return super.createConnection({ ...options, host: '127.0.0.1', port }, callback)
  }

  /** Does nothing: Segment's request client destroys the agent of each request, which would empty the pool each time. */
  destroy(): void {}

  /** Closes the connections, as `destroy()` does for other agents. */
  close(): void {
    super.destroy()
  }
}
