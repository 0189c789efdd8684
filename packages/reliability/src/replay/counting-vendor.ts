import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { indexOf, users } from './events-file'

/** Stands in for Wishpond, and counts how often each event came. It survives the engine. */
export class CountingVendor {
  readonly hosts = ['api.wishpond.com']
  /** By the index of the event. */
  readonly arrivals: Uint8Array
  /** Events that came for the first time after a later event of the same user. */
  disorder = 0
  private readonly latest = new Int32Array(users).fill(-1)

  private constructor(private readonly server: Server, events: number) {
    this.arrivals = new Uint8Array(events)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  static async start(events: number): Promise<CountingVendor> {
    const server = createServer()
    const vendor = new CountingVendor(server, events)
    server.on('request', (request, response) => void vendor.answer(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return vendor
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body: string
    try {
      body = await text(request)
    } catch {
      return // the engine was killed while it sent the request
    }
    this.count(indexOf((JSON.parse(body) as { event: string }).event))
    response.end('{}')
  }

  private count(index: number): void {
    if (this.arrivals[index]++ > 0) return
    const user = index % users
    if (index < this.latest[user]) this.disorder++
    else this.latest[user] = index
  }
}
