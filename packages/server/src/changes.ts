import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

/**
 * `change`: code was loaded again, with data `loaded`. `holdings`: what the sandbox holds of the vendor, or has received
 * of the destination, in the data. `answers`: canned answers were read again, or can't be read, with data `read`.
 */
type ChangeEvent = 'change' | 'holdings' | 'answers'

/** Milliseconds between two equal events, so that a thousand calls in a row don't tell a page a thousand times. */
const pause = 100

/** Tells pages what has changed, by server-sent events. */
export class Changes {
  private readonly listeners = new Set<(event: ChangeEvent, data: string) => void>()
  /** By event and data: when it may be told again, and whether it has happened meanwhile. */
  private readonly resting = new Map<string, { timer: NodeJS.Timeout; happened: boolean }>()

  /**
   * Tells every page that listens: at once, or at the end of a pause if it was told the same a moment ago.
   * @param data what the event is about; browsers drop an event without data
   */
  announce(event: ChangeEvent, data: string): void {
    const key = `${event} ${data}`
    const resting = this.resting.get(key)
    if (resting) {
      resting.happened = true
      return
    }
    for (const tell of this.listeners) tell(event, data)
    const timer = setTimeout(() => this.endPause(key, event, data), pause)
    timer.unref()
    this.resting.set(key, { timer, happened: false })
  }

  /** Tells nothing more. */
  close(): void {
    for (const { timer } of this.resting.values()) clearTimeout(timer)
    this.resting.clear()
    this.listeners.clear()
  }

  routes(): Hono {
    const app = new Hono()
    app.get('/changes', (c) =>
      streamSSE(c, async (stream) => {
        const tell = (event: ChangeEvent, data: string) => void stream.writeSSE({ event, data })
        this.listeners.add(tell)
        await stream.write(': listening\n\n') // sends the headers, so that the page knows it is connected
        await new Promise<void>((resolve) => stream.onAbort(resolve))
        this.listeners.delete(tell)
      })
    )
    return app
  }

  private endPause(key: string, event: ChangeEvent, data: string): void {
    const happened = this.resting.get(key)?.happened ?? false
    this.resting.delete(key)
    if (happened) this.announce(event, data)
  }
}
