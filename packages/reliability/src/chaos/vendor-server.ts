import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request that a vendor got. */
export interface Arrival {
  host: string
  /** Undefined if the sender was killed while it sent the request. */
  body?: string
  /** When it began, by `performance.now()`. */
  at: number
}

/** A server that stands in for vendors. It is in another process than the engine's, so that it survives the engine. */
export abstract class VendorServer {
  /** The hosts that it answers for. */
  abstract readonly hosts: string[]
  private readonly server = createServer((request, response) => {
    const { host = '' } = request.headers
    const at = performance.now()
    void text(request)
      .catch(() => undefined)
      .then((body) => this.answer({ host, body, at }, response))
  })

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Begins to listen on a free port. */
  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return this
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  protected abstract answer(arrival: Arrival, response: ServerResponse): void
}
