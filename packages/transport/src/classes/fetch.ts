import { Arrival } from './arrival'
import { Body } from './body'
import { AbortError } from './errors'
import { Headers } from './headers'
import { redirected } from './redirect'
import type { RequestInit } from './request'
import { Request } from './request'
import { Response } from './response'

/**
 * Sends one request, and follows no redirect.
 * @returns the answer as soon as its headers are there
 * @throws FetchError, AbortError
 */
export type Send = (request: Request) => Promise<Response>

/** A fetch with everything that the package `cross-fetch` exports. */
export interface Fetch {
  (input: unknown, init?: RequestInit): Promise<Response>
  fetch: Fetch
  default: Fetch
  ponyfill: true
  Headers: typeof Headers
  Request: typeof Request
  Response: typeof Response
}

/**
 * Makes a `fetch` that behaves as node-fetch 2 does, which the framework uses: same checks, redirects and errors.
 * @param send sends each request
 */
export function createFetch(send: Send): Fetch {
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    // Like cross-fetch, it takes an address without a protocol.
    let request = new Request(typeof input === 'string' && input.startsWith('//') ? `https:${input}` : input, init)
    for (;;) {
      checkTarget(request)
      if (request.signal?.aborted) throw new AbortError()
      const response = await send(request)
      const next = followed(request, response)
      if (!next) return response
      request = next
    }
  }
  const members = { fetch, default: fetch, ponyfill: true, Headers, Request, Response }
  return Object.assign(fetch, members) as unknown as Fetch
}

/** The next request. The body of a redirect is not waited for. */
function followed(request: Request, response: Response): Request | undefined {
  try {
    const next = redirected(request, response)
    if (next) discard(response)
    return next
  } catch (error) {
    discard(response)
    throw error
  }
}

function discard(response: Response): void {
  const content = Body.contentOf(response)
  if (content instanceof Arrival) content.discard()
}

function checkTarget(request: Request): void {
  const { protocol } = Request.targetOf(request)
  if (protocol === undefined) throw new TypeError('Only absolute URLs are supported')
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('Only HTTP(S) protocols are supported')
}
