import { STATUS_CODES } from 'node:http'
import { Body, readBody } from './body'
import type { HeadersInit } from './headers'
import { Headers } from './headers'

export interface ResponseInit {
  status?: number
  statusText?: string
  headers?: HeadersInit
  url?: string
  size?: number
  timeout?: number
  /** How many redirects led to it. */
  counter?: number
}

/** An answer. A copy shares its body, which is read from the connection once. */
export class Response extends Body {
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly #counter: number

  constructor(body?: unknown, init: ResponseInit = {}) {
    const { content, contentType } = readBody(body)
    super(content, { size: init.size ?? 0, timeout: init.timeout ?? 0 })
    this.url = init.url ?? ''
    this.status = init.status || 200
    this.statusText = init.statusText || STATUS_CODES[this.status] || ''
    this.headers = new Headers(init.headers)
    if (contentType !== undefined && !this.headers.has('content-type')) this.headers.set('Content-Type', contentType)
    this.#counter = init.counter ?? 0
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  get redirected(): boolean {
    return this.#counter > 0
  }

  clone(): Response {
    const { url, status, statusText, headers, size, timeout } = this
    const content = Body.copiedContentOf(this)
    // As bytes, which have no content type by themselves.
    const body = typeof content === 'string' ? Buffer.from(content) : content
    return new Response(body, { url, status, statusText, headers, size, timeout, counter: this.#counter })
  }

  get [Symbol.toStringTag](): string {
    return 'Response'
  }
}
