import type { ServerResponse } from 'node:http'
import { VendorServer } from '../chaos/vendor-server'
import type { Arrival } from '../chaos/vendor-server'
import { indexOf, users } from './events-file'

/** Stands in for Wishpond, and counts how often each event came. */
export class CountingVendor extends VendorServer {
  readonly hosts = ['api.wishpond.com']
  /** By the index of the event. */
  readonly arrivals: Uint8Array
  /** Events that came for the first time after a later event of the same user. */
  disorder = 0
  private readonly latest = new Int32Array(users).fill(-1)

  constructor(events: number) {
    super()
    this.arrivals = new Uint8Array(events)
  }

  protected answer({ body }: Arrival, response: ServerResponse): void {
    if (body === undefined) return
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
