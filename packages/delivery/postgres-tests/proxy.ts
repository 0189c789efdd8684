import net from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** Where a connection breaks: before the server gets a COMMIT, or after it has carried it out. */
export type Cut = 'request' | 'answer'

/** What a client sends to commit. */
const commit = 'COMMIT\0'

/** Passes connections on to a server, and cuts them where a test asks for it. */
export class Proxy {
  private readonly sockets = new Set<Socket>()
  private nextCut?: Cut | 'stall'
  private isRefusing = false
  /** How many connections it has cut. */
  cuts = 0
  /** How many connections it has passed on to the server that it leads to now. */
  passed = 0
  /** What the server has said to the connection of which it passed nothing on. */
  saidToStalled = ''

  private constructor(private readonly server: net.Server, private target: URL) {
    server.on('connection', (client) => this.pass(client))
  }

  static async start(target: string): Promise<Proxy> {
    const server = net.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Proxy(server, new URL(target))
  }

  /** The URL of the target, by this proxy. */
  get url(): string {
    const url = new URL(this.target)
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** Cuts the next connection that commits. */
  cutNextCommit(cut: Cut): void {
    this.nextCut = cut
  }

  /** Passes nothing on that the next connection which commits sends from then on, as if its process was stopped. */
  stallNextCommit(): void {
    this.nextCut = 'stall'
  }

  /** Ends all connections, and refuses further ones. */
  refuse(): void {
    this.isRefusing = true
    for (const socket of this.sockets) socket.destroy()
  }

  /** Passes connections on again. */
  allow(): void {
    this.isRefusing = false
  }

  /** Passes further connections on to another server, as an address does that follows the primary. */
  follow(target: string): void {
    this.target = new URL(target)
    this.passed = 0
  }

  async close(): Promise<void> {
    this.refuse()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private pass(client: Socket): void {
    if (this.isRefusing) return void client.destroy()
    const { target } = this
    const server = net.connect(Number(target.port), target.hostname)
    server.once('connect', () => target === this.target && this.passed++)
    const end = () => [client, server].forEach((socket) => socket.destroy())
    let isCutting = false
    let isStalled = false
    for (const socket of [client, server]) {
      this.sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        this.sockets.delete(socket)
        end()
      })
    }
    client.on('data', (data) => {
      const cut = data.toString('latin1').includes(commit) ? this.nextCut : undefined
      if (cut) {
        this.nextCut = undefined
        this.cuts++
        if (cut === 'request') return end()
        if (cut === 'stall') isStalled = true
        else isCutting = true
      }
      if (isStalled) return
      server.write(data)
    })
    server.on('data', (data) => {
      if (isStalled) this.saidToStalled += data.toString('latin1')
      // The server has answered, so it has carried it out.
      if (isCutting) end()
      else client.write(data)
    })
  }
}
