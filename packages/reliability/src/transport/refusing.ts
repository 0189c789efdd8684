import { Socket } from 'node:net'

type Connect = (this: Socket, ...given: unknown[]) => Socket

/** Nothing listens there. */
const CLOSED = { host: '127.0.0.1', port: 1 }

let isRefusing = false

/** From now on connections to other machines are refused in this process, and all new ones if it is asked for. */
export function prepareToRefuse(): void {
  const { prototype } = Socket as unknown as { prototype: { connect: Connect } }
  const { connect } = prototype
  prototype.connect = function (...given) {
    return isRefusing || !isLocal(given) ? connect.call(this, CLOSED) : connect.apply(this, given)
  }
}

/** Refuses new connections to this machine as well, or lets them through again. */
export function refuseConnections(refuse: boolean): void {
  isRefusing = refuse
}

/** Node itself hands over a list of what `connect` is given. */
function isLocal(given: unknown[]): boolean {
  const [first] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given
  return typeof first === 'object' && first !== null && (first as { host?: string }).host === CLOSED.host
}
