import dgram from 'node:dgram'
import net from 'node:net'
import type { Patches } from './patches'
import type { Refusals } from './refusals'

/** Where a socket is to go: what Node's `connect` takes, in one of its forms. */
type Target = { host?: string; port?: number | string; path?: string }

/**
 * Refuses connections, TLS and HTTP/2 included, which use the sockets of `net`.
 * @param isAllowed whether a connection may be made
 */
export function guardSockets(
  patches: Patches,
  refusals: Refusals,
  isAllowed: (host: string, port: number) => boolean
): void {
  patches.replace(
    net.Socket.prototype,
    'connect',
    (connect) =>
      function (this: net.Socket, ...args: unknown[]): net.Socket {
        const { host = 'localhost', port, path } = targetOf(args)
        if (path === undefined && isAllowed(host, Number(port))) return Reflect.apply(connect, this, args) as net.Socket
        const error = refusals.refuse({ did: 'opened', what: `a connection to ${path ?? `${host}:${port}`}` })
        // Without a listener the error would end the process, and with it the calls of others.
        process.nextTick(() => this.destroy(this.listenerCount('error') > 0 ? error : undefined))
        return this
      }
  )
}

/** Refuses datagrams. */
export function guardDatagrams(patches: Patches, refusals: Refusals): void {
  for (const method of ['send', 'connect'] as const) {
    patches.replace(
      dgram.Socket.prototype,
      method,
      () =>
        function (this: dgram.Socket, ...args: unknown[]): void {
          const error = refusals.refuse({ did: 'sent', what: `a datagram to ${datagramTarget(method, args)}` })
          const callback = args.at(-1)
          process.nextTick(() => {
            if (typeof callback === 'function') (callback as (error: Error) => void)(error)
            else if (this.listenerCount('error') > 0) this.emit('error', error)
          })
        } as never // both methods have many forms
    )
  }
}

/** Node's own callers hand over a list of the options and the callback. */
function targetOf(args: unknown[]): Target {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) return first
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first }
  return { port: first as number | string, ...(typeof second === 'string' && { host: second }) }
}

/** `send(message, [offset, length,] port, address)` or `connect(port, address)`. */
function datagramTarget(method: 'send' | 'connect', args: unknown[]): string {
  const rest = args.slice(method === 'send' ? 1 : 0).filter((arg) => typeof arg !== 'function')
  const address = rest.find((arg) => typeof arg === 'string') ?? 'localhost'
  const port = rest.filter((arg) => typeof arg === 'number').at(-1)
  return port === undefined ? 'the address it is connected to' : `${address}:${port}`
}
