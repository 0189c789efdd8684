import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AbortError, Arrival, FetchError, headersOfAnswer, Response } from '../classes'
import type { Headers, Request } from '../classes'
import { decoderOf } from './decode'
import { afterHeaders, beforeHeaders } from './node-errors'

/**
 * The most bytes of an answer, as it comes and unpacked, unless its request allows fewer. Vendors answer an event with
 * some kilobytes. With sixteen requests at a time, even the largest answers leave a process below a gigabyte.
 */
export const LARGEST_ANSWER = 32 * 1024 * 1024

/** Answers without a body, whatever their headers say. */
const BODILESS = new Set([204, 304])

/** Of these, Node keeps the first one if there are several. It joins those of other names. */
const SINGLE = new Set(
  (
    'age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since ' +
    'last-modified location max-forwards proxy-authorization referer retry-after server user-agent'
  ).split(' ')
)

type Controller = Dispatcher.DispatchController

/** What a request says besides its answer or error. */
export interface ExchangeListener {
  /** It failed because the server said `100 Continue` without being asked. */
  onContinue: () => void
  /** It asked whether it may start, now that its connection is ready. */
  onAsked: (mayStart: boolean) => void
}

/** One request on its way, and its answer. undici calls it. */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller?: Controller
  /** Why the request was given up before undici sent it. */
  private reason?: Error
  private readonly arrival = new Arrival(() => this.abort(new AbortError()))
  private readonly limit: number
  private chunks: Buffer[] = []
  private length = 0
  private answered = false
  private headers?: Headers
  private status = 0
  private readonly timer?: NodeJS.Timeout
  private readonly onAbort = () => this.give(new AbortError())

  /**
   * @param resolve gets the answer as soon as its headers are there
   * @param reject gets the error if they don't come
   * @param hears what else there is to say
   */
  constructor(
    private readonly request: Request,
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: Error) => void,
    private readonly hears: ExchangeListener
  ) {
    this.limit = Math.min(request.size || LARGEST_ANSWER, LARGEST_ANSWER)
    request.signal?.addEventListener('abort', this.onAbort)
    if (request.timeout > 0) this.timer = setTimeout(() => this.giveUpWaiting(), request.timeout)
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller
    if (this.reason) return controller.abort(this.reason)
    if (!this.request.mayStart) return
    const mayStart = this.request.mayStart()
    this.hears.onAsked(mayStart)
    // undici keeps the connection if this throws, and ends it after `abort`.
    if (!mayStart) throw Object.assign(new Error('the connection was ready too late'), { code: 'ETIMEDOUT' })
  }

  onResponseStart(_: Controller, status: number, headers: IncomingHttpHeaders, statusText?: string): void {
    // Before its answer, a server may send notices, such as 103.
    if (status < 200) return
    clearTimeout(this.timer)
    const { url, size, timeout, counter } = this.request
    this.status = status
    this.headers = headersOfAnswer(asNodeReads(headers))
    this.answered = true
    this.resolve(new Response(this.arrival, { url, status, statusText, headers: this.headers, size, timeout, counter }))
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    this.length += chunk.length
    if (this.length > this.limit) this.give(this.tooLarge())
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.finish()
    const body = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks, this.length)
    this.chunks = []
    const decode = this.decoder()
    if (!decode || body.length === 0) afterReuse(() => this.arrival.succeed(body))
    else void this.unpack(decode(body, { maxOutputLength: this.limit }))
  }

  onResponseError(_: Controller, error: NodeJS.ErrnoException): void {
    // undici counts the bytes of these answers, which have none, and then misses those that the headers promise.
    if (BODILESS.has(this.status) && error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return this.onResponseEnd()
    this.finish()
    this.chunks = []
    const { url } = this.request
    if (isUnaskedContinue(error)) this.hears.onContinue()
    if (this.answered) this.arrival.fail(afterHeaders(error, url))
    else this.reject(beforeHeaders(error, url))
  }

  private decoder() {
    const { compress, method } = this.request
    if (!compress || method === 'HEAD' || BODILESS.has(this.status)) return undefined
    return decoderOf(this.headers?.get('content-encoding') ?? null)
  }

  private async unpack(decoding: Promise<Buffer>): Promise<void> {
    try {
      this.arrival.succeed(await decoding)
    } catch (error) {
      const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      this.arrival.fail(isTooLarge ? this.tooLarge() : afterHeaders(error as Error, this.request.url))
    }
  }

  /** Ends the request with an error. */
  private give(error: Error): void {
    this.finish()
    if (this.answered) this.arrival.fail(error)
    else this.reject(error)
    this.abort(error)
  }

  private giveUpWaiting(): void {
    this.give(new FetchError(`network timeout at: ${this.request.url}`, 'request-timeout'))
  }

  private abort(reason: Error): void {
    this.reason = reason
    this.controller?.abort(reason)
  }

  private finish(): void {
    clearTimeout(this.timer)
    this.request.signal?.removeEventListener('abort', this.onAbort)
  }

  private tooLarge(): FetchError {
    return new FetchError(`content size at ${this.request.url} over limit: ${this.limit}`, 'max-size')
  }
}

/** undici ends a connection with this error in no other case, as long as a request is on its way. */
function isUnaskedContinue({ code, message }: NodeJS.ErrnoException): boolean {
  return code === 'UND_ERR_SOCKET' && message === 'bad response'
}

/**
 * Runs something once undici would send the next request on the same connection: at the end of the event loop's round,
 * after what undici itself has put there. A request that follows at once would otherwise open a connection of its own.
 */
function afterReuse(then: () => void): void {
  queueMicrotask(() => setImmediate(then))
}

function asNodeReads(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value) && SINGLE.has(name)) headers[name] = value[0]
  }
  return headers
}
