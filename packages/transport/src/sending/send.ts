import type { Agent, Dispatcher } from 'undici'
import type { Send } from '../classes'
import { Body, Request, sentHeaders } from '../classes'
import { Exchange } from './exchange'

/** What requests are sent by. */
export interface SendOptions {
  connections: Agent
  /** Opens a connection for one request that comes later. */
  openAhead: (origin: string) => Dispatcher
  /** Hears of servers that say `100 Continue` without being asked, by their origin. Requests to them fail in undici. */
  onContinue?: (origin: string) => void
}

/** Sends requests by undici. A request is sent once: undici repeats none that it has begun to write. */
export function createSend({ connections, openAhead, onContinue }: SendOptions): Send {
  /**
   * A connection for each request that was too late, until it is sent. The request may come again after a minute, and other
   * connections are kept for seconds. It is known by the function that it asks, which is the same each time.
   */
  const ahead = new WeakMap<() => boolean, Dispatcher>()
  return (request) =>
    new Promise((resolve, reject) => {
      const { origin, path } = Request.targetOf(request)
      const { method, mayStart } = request
      const body = Body.contentOf(request) as string | Buffer | null
      const headers = sentHeaders(request).lines()
      const own = mayStart && ahead.get(mayStart)
      const onAsked = (may: boolean) => {
        const asked = mayStart as () => boolean
        if (!may && !own) ahead.set(asked, openAhead(origin))
        // Closing waits for the request, if that goes by this connection.
        if (may && ahead.delete(asked)) void own?.close()
      }
      const by = own && !hasFree(connections, origin) ? own : connections
      const exchange = new Exchange(request, resolve, reject, { onContinue: () => onContinue?.(origin), onAsked })
      by.dispatch({ origin, path, method, headers, body }, exchange)
    })
}

/** Whether a connection is ready, and carries no request. */
function hasFree({ stats }: Agent, origin: string): boolean {
  const ofOrigin = stats[origin]
  return ofOrigin !== undefined && 'free' in ofOrigin && ofOrigin.free > 0
}
