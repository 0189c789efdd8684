import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { SSEStreamingApi } from 'hono/streaming'
import type { Log } from '../log'
import type { History } from './history'
import type { LiveEvents } from './live-wire'

type Looked = Omit<LiveEvents, 'history'>

/** Looks at what is told, by the names of the events. */
export type Looks = { [Name in keyof Looked]: () => Promise<Looked[Name]> }

/** Between two looks; until a comment shows that the connection lives; and until a page that lost it tries again. */
const defaultPauses = { lookMs: 1000, commentMs: 15_000, reconnectMs: 1000 }

/** What was seen last, as JSON, with a number that no other one has. */
interface Seen {
  id: number
  text: string
}

/** A page that is told. */
interface Listener {
  stream: SSEStreamingApi
  wake: () => void
}

/**
 * Tells pages what changes, by server-sent events. They share one look a second, and while no page listens, nobody looks.
 * A page that reads slowly gets what is newest when it reads on, so nothing piles up for it.
 */
export class Live {
  private readonly listeners = new Set<Listener>()
  private readonly seen = new Map<string, Seen>()
  private ids = 0
  private timer?: NodeJS.Timeout
  private isLooking = false
  private isClosed = false
  private readonly failing = new Set<string>()

  constructor(
    private readonly looks: Looks,
    private readonly history: History,
    private readonly log: Log,
    private readonly pauses = defaultPauses
  ) {}

  /** Answers a request with everything, and then with what changes. */
  answer(c: Context): Response {
    return streamSSE(c, (stream) => this.tell(stream))
  }

  /** Ends all streams. */
  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    for (const { stream, wake } of this.listeners) {
      // Also of a page that doesn't read, for which a write never ends.
      stream.abort()
      wake()
    }
  }

  private async tell(stream: SSEStreamingApi): Promise<void> {
    const listener: Listener = { stream, wake: () => undefined }
    stream.onAbort(() => listener.wake())
    this.listeners.add(listener)
    try {
      await stream.write(`retry: ${this.pauses.reconnectMs}\n\n`)
      if (!this.isLooking) void this.look()
      await this.tellChanges(listener)
    } finally {
      this.listeners.delete(listener)
    }
  }

  private async tellChanges(listener: Listener): Promise<void> {
    const { stream } = listener
    const told = new Map<string, number>()
    let history = ''
    let historyUntil = 0
    let writtenAt = performance.now()
    const write = async (event: string, text: string, id: number) => {
      await stream.writeSSE({ event, data: text, id: String(id) })
      writtenAt = performance.now()
    }
    while (!stream.aborted && !this.isClosed) {
      const looked = new Promise<void>((resolve) => (listener.wake = resolve))
      for (const [event, { id, text }] of this.seen) {
        if (told.get(event) === id) continue
        told.set(event, id)
        await write(event, text, id)
      }
      const lately = this.history.since(historyUntil)
      const text = JSON.stringify(lately)
      if (text !== history) {
        historyUntil = lately.from + (lately.buckets - 1) * lately.bucketMs
        history = JSON.stringify(this.history.since(historyUntil))
        await write('history', text, ++this.ids)
      }
      if (performance.now() - writtenAt > this.pauses.commentMs) {
        await stream.write(': listening\n\n')
        writtenAt = performance.now()
      }
      await looked
    }
  }

  /** Looks at everything, tells it, and does so again in a second if anybody listens. */
  private async look(): Promise<void> {
    this.isLooking = true
    await Promise.all(Object.entries(this.looks).map(([name, look]) => this.lookAt(name, look)))
    for (const { wake } of this.listeners) wake()
    this.timer = setTimeout(() => {
      this.isLooking = false
      if (this.listeners.size > 0 && !this.isClosed) void this.look()
    }, this.pauses.lookMs)
  }

  private async lookAt(name: string, look: () => Promise<unknown>): Promise<void> {
    try {
      const text = JSON.stringify(await look())
      if (this.seen.get(name)?.text !== text) this.seen.set(name, { id: ++this.ids, text })
      this.failing.delete(name)
    } catch (error) {
      // A page keeps what it has. Every second would fill the log.
      if (!this.failing.has(name)) this.log.warn({ error: (error as Error).message }, `The page gets no new ${name}.`)
      this.failing.add(name)
    }
  }
}
