import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Context } from 'hono'

/** Where `packages/tester` is built. */
const builtPage = path.join(__dirname, '../../../tester/dist')

/** The page runs its own scripts and talks to its own server, and nothing else. Its editor writes its own style sheet. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/**
 * The tester's page at `/`, and its assets. When it is not built, `/` is left to later routes.
 * @param root the folder of the built page
 */
export function testerPage(root = builtPage): Hono {
  const app = new Hono()
  // The names of assets hold a hash of their content; the page itself names the current ones.
  app.get('/assets/*', serveStatic({ root, onFound: headers('public, max-age=31536000, immutable') }))
  app.get('/', serveStatic({ root, path: 'index.html', onFound: headers('no-cache') }))
  return app
}

function headers(cacheControl: string) {
  return (_path: string, c: Context) => {
    c.header('cache-control', cacheControl)
    c.header('content-security-policy', contentSecurityPolicy)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
  }
}
