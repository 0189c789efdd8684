import { Agent } from 'node:http'
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { RequestOptions } from 'node:https'
import { Socket } from 'node:net'
import { readNotice, SandboxAgent } from '@partner-destinations/sandbox'
import { callUnderWay } from './guarded-agent'
import type { Patches } from './patches'
import type { Refusals } from './refusals'
import { ToldExchange } from './told-exchange'

type AddRequest = (this: Agent, request: ClientRequest, options: RequestOptions) => void

/**
 * Turns requests of `http` and `https` to the sandbox, whatever agent they were given. They keep their URL and their
 * Host header.
 */
export function guardHttpRequests(patches: Patches, refusals: Refusals): void {
  // Node's types leave this method out; agents of packages inherit it.
  const prototype = Agent.prototype as unknown as { addRequest: AddRequest }
  patches.replace(
    prototype,
    'addRequest',
    (addRequest) =>
      function (request, options) {
        if (this instanceof SandboxAgent) return addRequest.call(this, request, options)
        const call = callUnderWay()
        if (!call || call.agent.sendsNothing || options.socketPath) {
          const what = options.socketPath ? `a request to ${options.socketPath}` : `a request to ${options.host}`
          // Node emits the error on the request once it has a socket.
          const failing = request as unknown as { onSocket: (socket: Socket, error: Error) => void }
          return failing.onSocket(new Socket(), refusals.refuse({ did: 'sent', what }))
        }
        tell(request, new ToldExchange(call.followed, beginningOf(request)))
        call.agent.addRequest(request, options)
      }
  )
}

function beginningOf(request: ClientRequest) {
  const host = request.getHeader('host') ?? request.host
  return {
    method: request.method,
    url: `${request.protocol}//${String(host)}${request.path}`,
    headers: textHeaders(request.getHeaders())
  }
}

/** Sees what goes out and what comes in, without taking it from the destination. */
function tell(request: ClientRequest, exchange: ToldExchange): void {
  for (const method of ['write', 'end'] as const) {
    const original = request[method].bind(request) as (...args: unknown[]) => unknown
    const seen = (...args: unknown[]) => {
      exchange.addSent(args[0])
      return original(...args)
    }
    Object.assign(request, { [method]: seen })
  }
  request.on('information', ({ headers }) => {
    const { fault } = readNotice(headers)
    if (fault !== undefined) exchange.befall(fault)
  })
  // With a listener of its own, a request whose answer nobody reads would wait for ever.
  const emit: (...args: [string | symbol, ...unknown[]]) => boolean = request.emit.bind(request)
  request.emit = function (event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'response') tellAnswer(args[0] as IncomingMessage, exchange)
    return emit(event, ...args)
  }
}

function tellAnswer(answer: IncomingMessage, exchange: ToldExchange): void {
  exchange.answer(answer.statusCode ?? 0, textHeaders(answer.headers))
  const push = answer.push.bind(answer)
  answer.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) exchange.addAnswered(chunk)
    return push(chunk, encoding)
  }
}

function textHeaders(headers: OutgoingHttpHeaders | IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))
}
