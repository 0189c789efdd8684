import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'

/** A request as it came over the connection. */
export interface RawRequest {
  /** Method, path and version. */
  line: string
  /** Sorted, without what belongs to the connection. */
  headers: string[]
  body: string
  /** The number of the connection, from 0. */
  connection: number
}

/** Answers a request by writing to its connection. */
export type Answer = (socket: Socket, request: RawRequest) => void

/** A server that reads requests and lets a test write every byte of the answers. */
export class RawServer {
  readonly received: RawRequest[] = []
  answer: Answer = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  private readonly sockets: Socket[] = []

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.read(socket, this.sockets.push(socket) - 1))
  }

  static async start(): Promise<RawServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new RawServer(server)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** How many connections there were. */
  get connections(): number {
    return this.sockets.length
  }

  /** Ends the connections without a word, as a server does that is tired of idle ones. Resolves when the client knows. */
  async endConnections(): Promise<void> {
    const closed = this.sockets.map((socket) => once(socket, 'close'))
    this.sockets.forEach((socket) => socket.end())
    await Promise.all(closed)
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy())
    await new Promise((resolve) => this.server.close(resolve))
  }

  private read(socket: Socket, connection: number): void {
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (;;) {
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        const [line, ...headers] = text.slice(0, end).split('\r\n')
        const length = Number(/^content-length: (\d+)$/im.exec(headers.join('\n'))?.[1] ?? 0)
        const start = end + '\r\n\r\n'.length
        if (text.length < start + length) return
        const body = Buffer.from(text.slice(start, start + length), 'latin1').toString()
        const own = headers.filter((header) => !/^(connection|keep-alive):/i.test(header)).map(withLowerCasedName)
        text = text.slice(start + length)
        const request = { line, headers: own.sort(), body, connection }
        this.received.push(request)
        this.answer(socket, request)
      }
    })
  }
}

function withLowerCasedName(header: string): string {
  return header.replace(/^[^:]+/, (name) => name.toLowerCase())
}
