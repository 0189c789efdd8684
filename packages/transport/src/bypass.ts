import type { Agent as HttpAgent } from 'node:http'
import { Agent } from 'node:https'
import { connect } from 'node:net'
import { Arrival, Body, ForeignBody, Headers, Request, Response } from './classes'
import type { Fetch, Send } from './classes'
import type { SandboxOptions } from './sending/connections'
import { refusalOf } from './sending/connections'
import { beforeHeaders } from './sending/node-errors'

/** Headers that change the connection. undici sets them itself, or doesn't support them. */
const OF_THE_CONNECTION = ['connection', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade']

/** Methods whose empty body undici announces. */
const WITH_BODY = ['POST', 'PUT', 'PATCH']

/**
 * Why a request has to be sent by the framework's own client, in a few words that are the same for all such requests.
 * @returns undefined if the transport can send it
 */
export function bypassReason(request: Request): string | undefined {
  if (request.agent) return 'an agent of its own'
  const content = Body.contentOf(request)
  if (content instanceof ForeignBody || content instanceof Arrival) return 'a body that is a stream, a form or a blob'
  const { method, headers } = request
  if (method === 'CONNECT') return 'the method CONNECT'
  if (Request.targetOf(request).hasCredentials) return 'a user name in the URL'
  const header = OF_THE_CONNECTION.find((name) => headers.has(name))
  if (header !== undefined) return `the header ${header}`
  if (content === null) return headers.has('content-length') ? 'a length without a body' : undefined
  return content.length === 0 && !WITH_BODY.includes(method) ? `an empty body with ${method}` : undefined
}

/**
 * Sends requests by the client that the framework brings. It can't ask `mayStart` when a connection is ready.
 * @param load loads that client; called once it is needed
 * @param sandbox gets these requests as well
 */
export function createBypass(load: () => Fetch, sandbox?: SandboxOptions): Send {
  const toSandbox = sandbox && new SandboxAgent(sandbox.port)
  return async (request) => {
    const refusal = sandbox && refusalOf(sandbox, Request.targetOf(request))
    if (refusal) throw beforeHeaders(refusal, request.url)
    const { method, headers, body, signal, follow, compress, counter, timeout, size, agent } = request
    const own = { follow, compress, counter, timeout, size, agent: toSandbox ?? agent }
    const init = { method, headers: headers.raw(), body, signal, redirect: 'manual' as const, ...own }
    return ours(await load()(request.url, init), request)
  }
}

/** The answer as one of ours: the framework tells by the class what an answer is. */
function ours(response: Response, { size, timeout }: Request): Response {
  const { url, status, statusText, headers } = response
  const arrival = new Arrival()
  response.buffer().then(
    (body) => arrival.succeed(body),
    (error: Error) => arrival.fail(error)
  )
  return new Response(arrival, { url, status, statusText, headers: new Headers(headers), size, timeout })
}

/** Connects Node's own client to the sandbox. */
class SandboxAgent extends Agent {
  constructor(private readonly port: number) {
    super({ keepAlive: true })
    // With a protocol of its own, Node would refuse requests of the other one.
    Object.assign(this, { protocol: undefined })
  }

  createConnection(): ReturnType<HttpAgent['createConnection']> {
    return connect({ host: '127.0.0.1', port: this.port, noDelay: true })
  }

  /** Does nothing: the request client destroys the agent of each request, which would empty the pool each time. */
  destroy(): void {}
}
