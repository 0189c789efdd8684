import type { ServerResponse } from 'node:http'
import type { Random } from './random'
import { VendorServer } from './vendor-server'
import type { Arrival } from './vendor-server'

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

/** Stands in for the vendors, and fails now and then. */
export class UnreliableVendor extends VendorServer {
  readonly hosts = Object.keys(nameMembers)
  readonly ledger: Ledger = new Map(this.hosts.map((host) => [host, []]))

  constructor(private readonly random: Random) {
    super()
  }

  protected answer({ host, body }: Arrival, response: ServerResponse): void {
    if (body === undefined) return
    const fault = this.fault()
    if (fault === undefined || fault.accepts) this.accept(host, body)
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
