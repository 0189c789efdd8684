import type { ServerResponse } from 'node:http'
import { VendorServer } from '../chaos/vendor-server'
import type { Arrival } from '../chaos/vendor-server'

/** What a vendor does with requests: it accepts them, answers 503, or never answers. */
export type Behaviour = 'accepts' | 'refuses' | 'hangs'

/** Stands in for several vendors. It notes when a request arrives, and when it ends. */
export class ArrivalsVendor extends VendorServer {
  readonly arrivals: Required<Arrival>[] = []
  /** The requests that have ended, with or without an answer: when, by `performance.now()`. */
  readonly ends: { host: string; at: number }[] = []
  private readonly behaviours = new Map<string, Behaviour>()
  private readonly hanging = new Map<ServerResponse, string>()

  constructor(readonly hosts: string[]) {
    super()
  }

  /** Changes what becomes of requests to a host. Those that hang are cut off. */
  behave(host: string, behaviour: Behaviour): void {
    this.behaviours.set(host, behaviour)
    for (const [response, of] of this.hanging) if (of === host) response.destroy()
  }

  protected answer({ host, at, body = '' }: Arrival, response: ServerResponse): void {
    this.arrivals.push({ host, at, body })
    response.once('close', () => this.ends.push({ host, at: performance.now() }))
    const behaviour = this.behaviours.get(host) ?? 'accepts'
    if (behaviour === 'hangs') {
      this.hanging.set(response, host)
      response.once('close', () => this.hanging.delete(response))
    } else response.writeHead(behaviour === 'accepts' ? 200 : 503).end('{}')
  }
}
