import type { ReadBody } from './body'
import { Body, readBody } from './body'
import type { HeadersInit } from './headers'
import { Headers } from './headers'
import type { Target } from './url'
import { parseTarget } from './url'

/** How a request treats an answer of 3xx. */
export type Redirect = 'follow' | 'manual' | 'error'

/** The options of a request: those of the standard, and those that node-fetch 2 adds. */
export interface RequestInit {
  method?: string
  headers?: HeadersInit
  body?: unknown
  signal?: AbortSignal | null
  redirect?: Redirect
  /** How many redirects to follow. Default: 20. */
  follow?: number
  /** How many were followed. */
  counter?: number
  /** Whether to ask for a compressed answer. Default: yes. */
  compress?: boolean
  /** Milliseconds until the headers of the answer, and again for the rest of it. Default: 0, which means no limit. */
  timeout?: number | false
  /** The most bytes that the answer may have. Default: 0, which means no limit of the request. */
  size?: number
  /** Node's agent, or a function that returns one. */
  agent?: unknown
  /**
   * Is asked once a connection is ready, before the first byte. If the answer is no, nothing is sent, and the request fails
   * with `ETIMEDOUT`. The connection is kept for the next request. A redirect that is followed does not ask.
   */
  mayStart?: () => boolean
}

/** A request. Copies share the URL, the headers and the body; a change of one's headers doesn't reach the others. */
export class Request extends Body {
  readonly method: string
  readonly headers: Headers
  readonly signal: AbortSignal | null
  readonly redirect: Redirect
  readonly follow: number
  readonly counter: number
  readonly compress: boolean
  readonly agent: unknown
  readonly mayStart: RequestInit['mayStart']
  readonly #target: Target

  /**
   * @param input a URL, or a request to copy
   * @param init replaces parts of it
   * @throws TypeError if the URL, a header or the signal is none, or if a GET or HEAD has a body
   */
  constructor(input: unknown, init: RequestInit | Request = {}) {
    const copied = input instanceof Request ? input : undefined
    const method = (init.method || copied?.method || 'GET').toUpperCase()
    const { content, contentType } = bodyOf(copied, init)
    if (content !== null && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body')
    }
    super(content, { timeout: init.timeout || copied?.timeout || 0, size: init.size || copied?.size || 0 })
    this.#target = copied ? copied.#target : parseTarget(urlOf(input))
    this.method = method
    this.headers = new Headers(init.headers || copied?.headers)
    if (contentType !== undefined && !this.headers.has('content-type')) this.headers.set('Content-Type', contentType)
    const signal = 'signal' in init ? init.signal : copied?.signal
    if (signal !== undefined && signal !== null && !isAbortSignal(signal)) {
      throw new TypeError('Expected signal to be an instanceof AbortSignal')
    }
    this.signal = signal ?? null
    this.redirect = init.redirect || copied?.redirect || 'follow'
    this.follow = init.follow ?? copied?.follow ?? 20
    this.counter = init.counter || copied?.counter || 0
    this.compress = init.compress ?? copied?.compress ?? true
    this.agent = init.agent || copied?.agent
    this.mayStart = init.mayStart ?? copied?.mayStart
  }

  static targetOf(request: Request): Target {
    return request.#target
  }

  get url(): string {
    return this.#target.href
  }

  clone(): Request {
    return new Request(this)
  }

  get [Symbol.toStringTag](): string {
    return 'Request'
  }
}

function bodyOf(copied: Request | undefined, init: RequestInit | Request): ReadBody {
  if (init.body !== undefined && init.body !== null) return readBody(init.body)
  // Its headers already have the content type, unless somebody deleted it.
  return { content: copied ? Body.copiedContentOf(copied) : null }
}

function urlOf(input: unknown): string {
  const { href } = (input ?? {}) as { href?: unknown }
  return typeof href === 'string' && href ? href : `${input as string}`
}

/** By its name, as node-fetch does: another thread of the runtime may have made it. */
function isAbortSignal(signal: object): boolean {
  return (Object.getPrototypeOf(signal) as object | null)?.constructor.name === 'AbortSignal'
}
