import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Random } from './random'

/** The event names that a vendor has accepted, in the order in which it did. A name that came twice is there twice. */
export type Ledger = Map<string, string[]>

/** The destinations that are tested, and the hosts that they send to. */
export const hosts = { wigzo: 'app.wigzo.com', wishpond: 'api.wishpond.com' }

/** The hosts, and the member of their bodies that holds the event's name. */
const nameMembers: Record<string, string> = { 'api.wishpond.com': 'event', 'app.wigzo.com': 'eventName' }

/** What the vendor does to a request, and how often. What is left of 1 is the share of good answers. */
const faults: { share: number; accepts: boolean; answer: (response: ServerResponse) => void }[] = [
  { share: 0.02, accepts: false, answer: (response) => response.writeHead(500).end('{}') },
  { share: 0.001, accepts: false, answer: (response) => response.writeHead(429, { 'retry-after': '1' }).end('{}') },
  { share: 0.005, accepts: false, answer: (response) => response.destroy() },
  // The vendor has the event, and the sender can't know.
  { share: 0.005, accepts: true, answer: (response) => response.destroy() },
  { share: 0.01, accepts: true, answer: (response) => void setTimeout(() => response.end('{}'), 300) }
]

/** Stands in for the vendors in another process than the engine's, so that it survives the engine. */
export class UnreliableVendor {
  readonly hosts = Object.keys(nameMembers)
  readonly ledger: Ledger = new Map(this.hosts.map((host) => [host, []]))

  private constructor(private readonly server: Server, private readonly random: Random) {}

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  static async start(random: Random): Promise<UnreliableVendor> {
    const server = createServer()
    const vendor = new UnreliableVendor(server, random)
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
    const fault = this.fault()
    if (fault === undefined || fault.accepts) this.accept(request.headers.host ?? '', body)
    if (fault) fault.answer(response)
    else response.end('{}')
  }

  private accept(host: string, body: string): void {
    const accepted = this.ledger.get(host)
    if (!accepted) throw new Error(`A request went to "${host}".`)
    const { [nameMembers[host]]: name } = JSON.parse(body) as Record<string, string>
    accepted.push(name)
  }

  private fault() {
    let rest = this.random()
    return faults.find(({ share }) => (rest -= share) < 0)
  }
}
