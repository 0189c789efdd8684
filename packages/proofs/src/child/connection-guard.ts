import { Socket } from 'node:net'
import type { SocketConnectOpts } from 'node:net'

type Connect = (this: Socket, ...given: unknown[]) => Socket

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

/**
 * Refuses every connection that leaves this machine.
 * @param onRefused hears of each, with the host
 */
export function refuseConnections(onRefused: (host: string) => void): void {
  const { prototype } = Socket as unknown as { prototype: { connect: Connect } }
  const { connect } = prototype
  prototype.connect = function (...given) {
    const host = hostOf(given)
    if (host === undefined || LOOPBACK.includes(host)) return connect.apply(this, given)
    onRefused(host)
    process.nextTick(() => this.destroy(new Error(`The proof refuses connections; this one was for ${host}.`)))
    return this
  }
}

/** The host among the parameters of `connect`, which Node itself hands over as a list. Undefined for a pipe. */
function hostOf(given: unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given
  if (typeof first === 'object' && first !== null) {
    const { path, host = 'localhost' } = first as SocketConnectOpts & { path?: string; host?: string }
    return path === undefined || path === null ? host : undefined
  }
  return typeof second === 'string' ? second : 'localhost'
}
