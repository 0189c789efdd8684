import { Readable } from 'node:stream'
import { Arrival } from './arrival'
import { FetchError } from './errors'
import type { Headers } from './headers'

/** Milliseconds for the rest of an answer whose request has no time limit. */
const LONGEST_BODY = 60_000

/** A body whose bytes are not known yet: a stream, or a form of the package `form-data`. */
export class ForeignBody {
  constructor(readonly foreign: object) {}
}

/** What the body of a request or an answer is kept as. */
export type Content = null | string | Buffer | Arrival | ForeignBody

/** The limits of a body. 0 means that there is none, as in node-fetch. */
export interface BodyLimits {
  /** Bytes. */
  size: number
  /** Milliseconds for the request, and again for the rest of the answer. */
  timeout: number
}

/** What requests and answers have in common. Copies share the content. */
export abstract class Body {
  abstract readonly url: string
  abstract readonly headers: Headers
  readonly size: number
  readonly timeout: number
  #content: Content
  #isUsed = false

  constructor(content: Content, { size, timeout }: BodyLimits) {
    this.#content = content
    this.size = size
    this.timeout = timeout
  }

  /** What the body is kept as. */
  static contentOf(body: Body): Content {
    return body.#content
  }

  /**
   * The same for a copy.
   * @throws Error if the body was read
   */
  static copiedContentOf(body: Body): Content {
    if (body.#isUsed) throw new Error('cannot clone body after it is used')
    return body.#content
  }

  /** The bytes, or what they come from; null if there are none. */
  get body(): null | object {
    const content = this.#content
    if (content === null) return null
    if (typeof content === 'string') return (this.#content = Buffer.from(content))
    if (content instanceof Arrival)
      return Readable.from(
        once(() => this.#whole(content)),
        { objectMode: false }
      )
    return content instanceof ForeignBody ? content.foreign : content
  }

  get bodyUsed(): boolean {
    return this.#isUsed
  }

  async text(): Promise<string> {
    const content = this.#use()
    return typeof content === 'string' ? content : (await this.#read(content)).toString()
  }

  async json(): Promise<unknown> {
    const text = await this.text()
    try {
      return JSON.parse(text) as unknown
    } catch (error) {
      const reason = (error as Error).message
      throw new FetchError(`invalid json response body at ${this.url} reason: ${reason}`, 'invalid-json')
    }
  }

  /** Not in the standard, but in node-fetch. */
  async buffer(): Promise<Buffer> {
    return this.#read(this.#use())
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = await this.buffer()
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  }

  async blob(): Promise<Blob> {
    const type = this.headers.get('content-type')?.toLowerCase()
    return new Blob([await this.arrayBuffer()], { type })
  }

  #use(): Content {
    if (this.#isUsed) throw new TypeError(`body used already for: ${this.url}`)
    this.#isUsed = true
    return this.#content
  }

  async #read(content: Content): Promise<Buffer> {
    if (content === null) return Buffer.alloc(0)
    if (typeof content === 'string') return Buffer.from(content)
    if (content instanceof Arrival) return this.#whole(content)
    return content instanceof ForeignBody ? readAll(content.foreign) : content
  }

  #whole(arrival: Arrival): Promise<Buffer> {
    const limit = this.timeout || LONGEST_BODY
    const words = `Response timeout while trying to fetch ${this.url} (over ${limit}ms)`
    return arrival.whole(limit, () => new FetchError(words, 'body-timeout'))
  }
}

/** A body as it was given, and the content type that it has by itself. */
export interface ReadBody {
  content: Content
  contentType?: string
}

/** Takes a body apart as node-fetch does: what it doesn't know is sent as text. */
export function readBody(body: unknown): ReadBody {
  if (body === undefined || body === null) return { content: null }
  if (typeof body === 'string') return { content: body, contentType: 'text/plain;charset=UTF-8' }
  if (body instanceof URLSearchParams) {
    return { content: body.toString(), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' }
  }
  if (Buffer.isBuffer(body) || body instanceof Arrival || body instanceof ForeignBody) return { content: body }
  if (ArrayBuffer.isView(body)) return { content: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }
  if (body instanceof ArrayBuffer) return { content: Buffer.from(body) }
  if (isForm(body)) {
    return { content: new ForeignBody(body), contentType: `multipart/form-data;boundary=${body.getBoundary()}` }
  }
  if (body instanceof Blob) return { content: new ForeignBody(body), contentType: body.type || undefined }
  if (isStream(body)) return { content: new ForeignBody(body) }
  return { content: `${body as string}`, contentType: 'text/plain;charset=UTF-8' }
}

function isForm(body: unknown): body is { getBoundary: () => string } {
  return typeof (body as { getBoundary?: unknown }).getBoundary === 'function'
}

function isStream(body: unknown): body is object {
  return typeof body === 'object' && body !== null && 'pipe' in body
}

async function readAll(foreign: object): Promise<Buffer> {
  if (foreign instanceof Blob) return Buffer.from(await foreign.arrayBuffer())
  const chunks: Buffer[] = []
  for await (const chunk of foreign as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

async function* once(read: () => Promise<Buffer>): AsyncIterable<Buffer> {
  yield await read()
}
