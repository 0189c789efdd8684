import { Client } from 'pg'
import type { ClientConfig } from 'pg'
import type { Connections, Statement } from './connections'

/** The channel that processes tell each other on that something may be due. */
const channel = 'delivery_changes'

/** Several changes in a row are told together. Milliseconds. */
const tellMs = 25

/** How often to look without being told. Milliseconds. */
const pollMs = 500

/** How long to wait before connecting again. Milliseconds. */
const reconnectMs = 1000

const notify: Statement = { name: 'notify', text: `SELECT pg_notify('${channel}', $1)` }

/**
 * Tells other processes that something may be due, and is told by them. It listens on a connection of its own. If that
 * is lost, the process looks every half a second. So it does through a pooler, which can't pass on what is told.
 */
export class Changes {
  private readonly listeners: (() => void)[] = []
  private client?: Client
  private timer?: NodeJS.Timeout
  private telling?: NodeJS.Timeout
  private isClosed = false

  /** @param worker says who tells, because a process need not be told what it did itself */
  constructor(
    private readonly connections: Connections,
    private readonly config: ClientConfig,
    private readonly worker: string
  ) {}

  /** Begins to listen. */
  onChange(listener: () => void): void {
    this.listeners.push(listener)
    if (this.listeners.length === 1) void this.listen()
  }

  /** Something may be due. Nothing waits for this. */
  tell(): void {
    if (this.telling || this.isClosed) return
    this.telling = setTimeout(() => {
      this.telling = undefined
      // Whoever misses it looks by itself.
      this.connections.query(notify, [this.worker]).catch(() => undefined)
    }, tellMs)
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    clearTimeout(this.telling)
    await this.client?.end().catch(() => undefined)
  }

  private async listen(): Promise<void> {
    if (this.isClosed) return
    if (this.connections.isPooled) return this.poll()
    const client = new Client(this.config)
    client.on('notification', ({ payload }) => payload !== this.worker && this.announce())
    client.on('error', () => undefined)
    client.once('end', () => this.listenAgain(client))
    this.client = client
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      // Something may have happened meanwhile.
      this.announce()
    } catch {
      this.listenAgain(client)
    }
  }

  private listenAgain(client: Client): void {
    if (this.client !== client || this.isClosed) return
    this.client = undefined
    void client.end().catch(() => undefined)
    const until = performance.now() + reconnectMs
    const look = () => {
      this.announce()
      if (performance.now() >= until) void this.listen()
      else this.timer = setTimeout(look, pollMs)
    }
    this.timer = setTimeout(look, pollMs)
  }

  private poll(): void {
    this.timer = setInterval(() => this.announce(), pollMs)
  }

  private announce(): void {
    for (const listener of this.listeners) listener()
  }
}
