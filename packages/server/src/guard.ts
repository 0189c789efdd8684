import type { MiddlewareHandler } from 'hono'

/** The pages of Segment's hosted Actions Tester, which talk to a server on the person's own machine. */
export const testerOrigins = [
  'https://app.segment.com',
  'https://eu1.app.segment.com',
  'https://app.segment.build',
  'https://eu1.app.segment.build',
  'http://localhost:8000'
]

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i
/** A URL of this machine. It has no user and password, because a `Request` can't have them. */
const loopbackUrl = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\//

/** Whether a Host header names this machine. A page whose own name resolves to 127.0.0.1 sends that name instead. */
export function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && loopback.test(host)
}

/**
 * Whether a page may use the server. No Origin means no page.
 * @param others the origins that may, besides the server's own
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  others: readonly string[]
): boolean {
  if (origin === undefined || others.includes(origin)) return true
  return isLocalHost(host) && origin === `http://${host}`
}

/**
 * Refuses requests with a foreign Host, or from a page of a foreign origin, before it reads them.
 * @param others the origins whose pages may use the server, besides its own
 */
export function guard(others: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')
    const origin = c.req.header('origin')
    // If the request line has a whole URL, its host counts and not the header.
    if (!isLocalHost(host) || !loopbackUrl.test(c.req.url)) {
      return c.json(
        { error: 'This server answers only under localhost and 127.0.0.1; the request names another host.' },
        403
      )
    }
    if (!isAllowedOrigin(origin, host, others)) {
      return c.json({ error: 'Pages of this origin may not use this server.' }, 403)
    }
    // A public page asks for this before it may call loopback.
    if (c.req.header('access-control-request-private-network')) c.header('Access-Control-Allow-Private-Network', 'true')
    if (c.req.header('access-control-request-local-network')) c.header('Access-Control-Allow-Local-Network', 'true')
    await next()
  }
}
