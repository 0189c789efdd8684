import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers for every vendor, with the same status and an empty object each time. */
export class AnyVendor {
  readonly hosts = 'all'
  /** The status of the answers. */
  status = 200
  private readonly server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}')
    })
  })

  private constructor() {
    // Nothing else listens to it.
  }

  static async start(): Promise<AnyVendor> {
    const vendor = new AnyVendor()
    vendor.server.listen(0, '127.0.0.1')
    await once(vendor.server, 'listening')
    return vendor
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
  }
}
