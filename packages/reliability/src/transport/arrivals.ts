import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage, Server } from 'node:http'

/** What Node says on the channel when a request comes in. */
interface Start {
  request: IncomingMessage & { push: (chunk: Buffer | null, encoding?: BufferEncoding) => boolean }
  server: Server
}

/** A request that has come in. */
interface Arriving {
  request: IncomingMessage
  chunks: Buffer[]
}

/** Headers of the connection, not of the message; and the sandbox's own. */
const NOT_COMPARED = ['connection', 'x-sandbox-tell']

/** Writes down every request that comes in to the servers of this process, before a server reads it. */
export class Arrivals {
  private arriving: Arriving[] = []
  private server?: Server

  constructor() {
    diagnostics.subscribe('http.server.request.start', (message) => this.follow(message as Start))
  }

  /** What has come in since the last time: the method, the address, the headers as a set, and the body. */
  take(): string[] {
    const taken = this.arriving.map(({ request, chunks }) => {
      const { method, url, headers } = request
      const compared = Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name))
      const lines = compared.map(([name, value]) => `${name}: ${[value ?? ''].flat().join(', ')}`).sort()
      return [`${method} ${url}`, ...lines, '', withoutPassword(Buffer.concat(chunks).toString('latin1'))].join('\n')
    })
    this.arriving = []
    // Requests that are sent at once come in in any order.
    return taken.sort()
  }

  /** Ends the connections that nothing uses. */
  endIdleConnections(): void {
    this.server?.closeIdleConnections()
  }

  private follow({ request, server }: Start): void {
    this.server = server
    const arriving: Arriving = { request, chunks: [] }
    this.arriving.push(arriving)
    const push = request.push.bind(request)
    request.push = (chunk: Buffer | null, encoding) => {
      if (chunk) arriving.chunks.push(chunk)
      return push(chunk, encoding)
    }
  }
}

/** A destination may make one, another one each time. */
function withoutPassword(body: string): string {
  return body.replace(/("password":)"(?:[^"\\]|\\.)*"/g, '$1…')
}
