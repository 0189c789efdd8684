import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'

/** Where `packages/tester` is built. */
const builtPage = path.join(__dirname, '../../tester/dist')

/**
 * The page runs its own scripts and talks to its own server, and nothing else. Its editor writes its own style sheet,
 * with images in it.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/**
 * The tester's page at `/`, and its assets. When it is not built, `/` is left to later routes.
 * @param root the folder of the built pages
 */
export function testerPage(root = builtPage): Hono {
  return page('/', 'index.html', root)
}

/**
 * The page that watches deliveries, and its assets. When it is not built, its path is left to later routes.
 * @param path `/deliveries` beside the tester; the page takes that as a sign that there is one
 * @param root the folder of the built pages
 */
export function deliveriesPage(path: '/' | '/deliveries', root = builtPage): Hono {
  return page(path, 'deliveries.html', root)
}

function page(path: string, file: string, root: string): Hono {
  const app = new Hono()
  // The names of assets hold a hash of their content; the page itself names the current ones.
  app.get('/assets/*', headers('public, max-age=31536000, immutable'), serveStatic({ root }))
  app.get(path, headers('no-cache'), serveStatic({ root, path: file }))
  return app
}

/** Adds the headers to a file that was found. */
function headers(cacheControl: string): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (!c.res.ok) return
    c.res.headers.set('cache-control', cacheControl)
    c.res.headers.set('content-security-policy', contentSecurityPolicy)
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('referrer-policy', 'no-referrer')
  }
}
