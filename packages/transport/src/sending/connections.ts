import { connect } from 'node:net'
import { Agent, Client } from 'undici'
import type { buildConnector, Dispatcher } from 'undici'

/** What answers for the vendors on this machine. */
export interface SandboxOptions {
  /** Its port on 127.0.0.1. */
  port: number
  /** The hosts whose requests it gets. */
  hosts: readonly string[] | 'all'
}

/** Milliseconds. The request client stops waiting earlier, and a connection must not be tried for minutes after that. */
const CONNECT_LIMIT = 30_000

/** Milliseconds for which a connection waits for the one request that it was opened for. Most servers wait for a minute. */
const PATIENCE = 60_000

/** The code of the errors for requests that the sandbox refuses, as everywhere in its tools. */
const REFUSED = 'ESANDBOX'

/**
 * The connections to all hosts. Each carries one request at a time and is kept for the next one. A server's `Keep-Alive`
 * header says for how long; without it, four seconds.
 */
export function openConnections(sandbox?: SandboxOptions): Agent {
  return new Agent(connectionOptions(sandbox))
}

/** Opens a connection for one request that comes later. If that fails, the request tries again, and fails by itself. */
export function openAhead(origin: string, sandbox?: SandboxOptions): Client {
  const client = new Client(origin, { ...connectionOptions(sandbox), keepAliveTimeout: PATIENCE })
  client.dispatch({ origin, path: '/', method: 'GET' }, nothing)
  return client
}

/** A request that ends as soon as its connection is ready. It sends nothing. */
const nothing: Dispatcher.DispatchHandler = {
  onRequestStart: () => {
    throw new Error('There is nothing to send.')
  },
  onResponseError: () => undefined
}

function connectionOptions(sandbox: SandboxOptions | undefined) {
  const connect = sandbox ? connectTo(sandbox) : { timeout: CONNECT_LIMIT }
  return { connect, pipelining: 1, allowH2: false }
}

/**
 * Why the sandbox can't get a request, in the words of its own agent.
 * @returns undefined if it can
 */
export function refusalOf(
  { hosts }: SandboxOptions,
  { hostname, protocol = '' }: { hostname: string; protocol?: string }
): Error | undefined {
  if (hosts === 'all' || (hosts.includes(hostname) && protocol === 'https:')) return undefined
  const host = hosts.includes(hostname) ? `${protocol}//${hostname}` : hostname
  const imitated = `It imitates ${hosts.join(', ')}, over HTTPS.`
  const error = new Error(`The sandbox doesn't imitate ${host}, so nothing was sent. ${imitated}`)
  return Object.assign(error, { code: REFUSED })
}

function connectTo(sandbox: SandboxOptions): buildConnector.connector {
  return (options, callback) => {
    const refusal = refusalOf(sandbox, options)
    if (refusal) return callback(refusal, null)
    const socket = connect({ host: '127.0.0.1', port: sandbox.port, noDelay: true })
    const fail = (error: Error) => callback(error, null)
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      callback(null, socket)
    })
  }
}
