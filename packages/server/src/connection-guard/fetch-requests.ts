import net from 'node:net'
import { ASK, readNotice } from '@partner-destinations/sandbox'
import { callUnderWay } from './guarded-agent'
import type { Patches } from './patches'
import type { Refusals } from './refusals'
import { ToldExchange } from './told-exchange'

/** Where `fetch` and every copy of undici look for what sends their requests. */
const place = Symbol.for('undici.globalDispatcher.1')

/** The parts of undici's interface that matter here. Node has no types for its own copy. */
interface Dispatcher {
  dispatch: (options: DispatchOptions, handler: Handler) => boolean
  close: () => Promise<void>
}

interface DispatchOptions {
  origin: string | URL
  path: string
  method: string
  headers?: HeadersInput
  body?: unknown
}

/** A flat list, pairs, or an object. */
type HeadersInput = string[] | Iterable<[string, string]> | Record<string, string> | null

/** Methods that hear of an answer, by the names of undici 6 or of undici 7. */
type Handler = Record<string, (...args: unknown[]) => unknown>

type Connect = (options: unknown, callback: (error: Error | null, socket?: net.Socket) => void) => void

type Guarded = typeof globalThis & { [place]: Dispatcher }

/** Turns requests of `fetch` and undici to the sandbox. They keep their URL and their Host header. */
export function guardFetchRequests(patches: Patches, refusals: Refusals, port: number): void {
  void globalThis.Response // Node makes the dispatcher with the first of its classes
  if (!(place in globalThis)) return // its connections are refused then
  patches.replace(globalThis as Guarded, place, (original) => {
    const Agent = original.constructor as new (options: { connect: Connect }) => Dispatcher
    const toSandbox = new Agent({ connect: connectTo(port) })
    const dispatch: Dispatcher['dispatch'] = (options, handler) => {
      const call = callUnderWay()
      const url = new URL(options.path, options.origin)
      if (!call || call.agent.sendsNothing) throw refusals.refuse({ did: 'sent', what: `a request to ${url.host}` })
      const headers = Object.fromEntries(pairs(options.headers))
      const exchange = new ToldExchange(call.followed, { method: options.method, url: url.href, headers })
      const told = { ...headers, [ASK]: encodeURIComponent(call.agent.destination) }
      const body = seen(options.body, exchange)
      return toSandbox.dispatch({ ...options, headers: told, body }, observed(handler, exchange))
    }
    return new Proxy(toSandbox, {
      get: (target, key) => {
        if (key === 'dispatch') return dispatch
        const value = Reflect.get(target, key) as unknown
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      }
    })
  })
}

/** Connects without TLS, whatever the URL says. */
function connectTo(port: number): Connect {
  return (_options, callback) => {
    const socket = net.connect({ host: '127.0.0.1', port, noDelay: true })
    socket.once('connect', () => callback(null, socket)).once('error', callback)
  }
}

function pairs(headers: HeadersInput = null): [string, string][] {
  if (headers === null) return []
  if (!Array.isArray(headers)) return Symbol.iterator in headers ? [...headers] : Object.entries(headers)
  return headers.flatMap((value, index) => (index % 2 === 0 ? [[value, headers[index + 1]]] : []))
}

/** The body, seen as it goes out. */
function seen(body: unknown, exchange: ToldExchange): unknown {
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) {
    exchange.addSent(body)
    return body
  }
  const chunks = body as AsyncIterable<unknown>
  return (async function* () {
    for await (const chunk of chunks) {
      exchange.addSent(chunk)
      yield chunk
    }
  })()
}

/** A handler that is told what the one of `fetch` is told. */
function observed(handler: Handler, exchange: ToldExchange): Handler {
  const begin = (status: number, headers: Record<string, string>) => {
    if (status >= 200) return exchange.answer(status, headers)
    const { fault } = readNotice(headers)
    if (fault !== undefined) exchange.befall(fault)
  }
  const hears: Handler = {
    onHeaders: (status, raw) => begin(status as number, fromRaw(raw as Buffer[])),
    onResponseStart: (_controller, status, headers) => begin(status as number, headers as Record<string, string>),
    onData: (chunk) => exchange.addAnswered(chunk as Buffer),
    onResponseData: (_controller, chunk) => exchange.addAnswered(chunk as Buffer)
  }
  return new Proxy(handler, {
    get: (target, key: string) => {
      const method = Reflect.get(target, key) as unknown
      if (typeof method !== 'function') return method
      return (...args: unknown[]) => {
        hears[key]?.(...args)
        return Reflect.apply(method, target, args) as unknown
      }
    }
  })
}

/** Names and values in turn. */
function fromRaw(raw: Buffer[] = []): Record<string, string> {
  const texts = (raw ?? []).map(String)
  return Object.fromEntries(pairs(texts).map(([name, value]) => [name.toLowerCase(), value]))
}
