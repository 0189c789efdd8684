import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

/** Tells pages of changed code, by server-sent events: one named `change` each time that changed code was loaded. */
export class Changes {
  private readonly listeners = new Set<() => void>()

  /** Tells every page that listens. */
  announce(): void {
    for (const tell of this.listeners) tell()
  }

  routes(): Hono {
    const app = new Hono()
    app.get('/changes', (c) =>
      streamSSE(c, async (stream) => {
        // Browsers drop an event without data.
        const tell = () => void stream.writeSSE({ event: 'change', data: 'loaded' })
        this.listeners.add(tell)
        await stream.write(': listening\n\n') // sends the headers, so that the page knows it is connected
        await new Promise<void>((resolve) => stream.onAbort(resolve))
        this.listeners.delete(tell)
      })
    )
    return app
  }
}
