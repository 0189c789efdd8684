import { FetchError } from './errors'
import { Headers } from './headers'
import { Request } from './request'
import type { RequestInit } from './request'
import type { Response } from './response'
import { Body, ForeignBody } from './body'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** What only the host that it was made for may get. */
const CONFIDENTIAL = ['authorization', 'www-authenticate', 'cookie', 'cookie2']

/**
 * The request that follows a redirect, by the rules of node-fetch 2; undefined if the answer is the last one. With
 * `redirect: 'manual'`, the address in the answer becomes absolute.
 * @throws FetchError if the redirect can't or may not be followed
 */
export function redirected(request: Request, { status, headers }: Response): Request | undefined {
  if (!REDIRECTS.has(status)) return undefined
  const location = headers.get('location')
  const url = location === null ? null : absolute(location, request)
  if (request.redirect === 'error') {
    const words = 'uri requested responds with a redirect, redirect mode is set to error'
    throw new FetchError(`${words}: ${request.url}`, 'no-redirect')
  }
  if (request.redirect === 'manual') {
    if (url !== null) headers.set('Location', url)
    return undefined
  }
  if (url === null) return undefined
  if (request.counter >= request.follow) {
    throw new FetchError(`maximum redirect reached at: ${request.url}`, 'max-redirect')
  }
  if (status !== 303 && Body.contentOf(request) instanceof ForeignBody) {
    throw new FetchError('Cannot follow redirect with body being a readable stream', 'unsupported-redirect')
  }
  return new Request(url, following(request, url, status))
}

function following(request: Request, url: string, status: number): RequestInit {
  const { follow, counter, agent, compress, method, body, signal, timeout, size } = request
  const headers = new Headers(request.headers)
  if (!isSameSite(request.url, url)) CONFIDENTIAL.forEach((name) => headers.delete(name))
  const shared = { headers, follow, counter: counter + 1, agent, compress, signal, timeout, size }
  if (status === 303 || (status <= 302 && method === 'POST')) {
    headers.delete('content-length')
    return { ...shared, method: 'GET' }
  }
  return { ...shared, method, body }
}

function absolute(location: string, { url, redirect }: Request): string | null {
  try {
    return new URL(location, url).toString()
  } catch {
    if (redirect === 'manual') return null
    throw new FetchError(`uri requested responds with an invalid redirect URL: ${location}`, 'invalid-redirect')
  }
}

/** Whether the new address has the same protocol, and its host is the old one or above it. */
function isSameSite(from: string, to: string): boolean {
  const [original, next] = [new URL(from), new URL(to)]
  const isAbove = original.hostname === next.hostname || original.hostname.endsWith(`.${next.hostname}`)
  return isAbove && original.protocol === next.protocol
}
