import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a vendor does with requests: it accepts them, answers 503, or never answers. */
export type Behaviour = 'accepts' | 'refuses' | 'hangs'

/** A request that a vendor got. */
export interface Arrival {
  host: string
  body: string
  /** By `performance.now()`. */
  at: number
}

/** Stands in for several vendors, and notes when each request arrives. */
export class ArrivalsVendor {
  readonly arrivals: Arrival[] = []
  private readonly behaviours = new Map<string, Behaviour>()
  private readonly hanging = new Map<ServerResponse, string>()

  private constructor(private readonly server: Server, readonly hosts: string[]) {}

  static async start(hosts: string[]): Promise<ArrivalsVendor> {
    const server = createServer()
    const vendor = new ArrivalsVendor(server, hosts)
    server.on('request', (request, response) => void vendor.answer(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return vendor
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Changes what becomes of requests to a host. Those that hang are cut off. */
  behave(host: string, behaviour: Behaviour): void {
    this.behaviours.set(host, behaviour)
    for (const [response, of] of this.hanging) if (of === host) response.destroy()
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now()
    const { host = '' } = request.headers
    this.arrivals.push({ host, at, body: await text(request).catch(() => '') })
    const behaviour = this.behaviours.get(host) ?? 'accepts'
    if (behaviour === 'hangs') {
      this.hanging.set(response, host)
      response.once('close', () => this.hanging.delete(response))
    } else response.writeHead(behaviour === 'accepts' ? 200 : 503).end('{}')
  }
}
