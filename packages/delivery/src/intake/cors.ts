import type { IncomingHttpHeaders } from 'node:http'

/** The headers that Segment's browser library sends. Its users can add others, which are allowed when asked for. */
const usualHeaders = ['authorization', 'content-encoding', 'content-type', 'x-retry-count']

/** What a header name can have; anything else is not repeated in the answer. */
const headerNames = /^[\w-]+( *, *[\w-]+)*$/

/** A day. Browsers cap it: Chromium at two hours. */
const maxAgeSeconds = 86_400

/**
 * The headers that let a page of any origin read an answer, errors too. Write keys are public in browsers, and nothing
 * here depends on cookies; a page that sends them all the same (`credentials: 'include'`) needs its own origin named.
 */
export function corsHeaders({ origin }: IncomingHttpHeaders): Record<string, string> {
  if (origin === undefined) return {}
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
    Vary: 'Origin'
  }
}

/** The further headers of the answer to a preflight. */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const asked = headers['access-control-request-headers'] ?? ''
  const further = headerNames.test(asked) ? asked.toLowerCase().split(/ *, */) : []
  return {
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': [...new Set([...usualHeaders, ...further])].join(', '),
    'Access-Control-Max-Age': String(maxAgeSeconds),
    // A public page asks for these before it may call an address of a private network or of its own machine.
    ...(headers['access-control-request-private-network'] && { 'Access-Control-Allow-Private-Network': 'true' }),
    ...(headers['access-control-request-local-network'] && { 'Access-Control-Allow-Local-Network': 'true' })
  }
}
