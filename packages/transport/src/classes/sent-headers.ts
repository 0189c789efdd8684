import { Body, ForeignBody } from './body'
import { Headers } from './headers'
import type { Request } from './request'

/** The headers that node-fetch adds to those of a request. */
export function sentHeaders(request: Request): Headers {
  const headers = new Headers(request.headers)
  const content = Body.contentOf(request)
  if (!headers.has('accept')) headers.set('Accept', '*/*')
  if (content === null ? /^(POST|PUT)$/.test(request.method) : !(content instanceof ForeignBody)) {
    headers.set('Content-Length', lengthOf(content as string | Buffer | null))
  }
  if (!headers.has('user-agent')) headers.set('User-Agent', 'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)')
  if (request.compress && !headers.has('accept-encoding')) headers.set('Accept-Encoding', 'gzip,deflate')
  return headers
}

function lengthOf(content: string | Buffer | null): number {
  return content === null ? 0 : Buffer.byteLength(content)
}
