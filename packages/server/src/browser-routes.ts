import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { demoFiles } from '@partner-destinations/browser-destinations'
import type { Sandbox } from '@partner-destinations/sandbox'
import { vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import { Hono } from 'hono'
import { isLocalHost } from './guard'
import { NotFoundError } from './routed-destinations'

const withScripts = Object.values<Vendor>(vendors).flatMap(({ standIn: { host, scripts } }) =>
  scripts
    ? [{ api: `https://${host}`, urls: Object.keys(scripts.files).map((path) => `https://${scripts.host}${path}`) }]
    : []
)

/**
 * Besides its own files the page may ask for the scripts of vendors, and for their APIs. Its service worker has those
 * requests answered here.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${["'self'", ...withScripts.flatMap(({ urls }) => urls)].join(' ')}`,
  `connect-src ${["'self'", ...withScripts.map(({ api }) => api)].join(' ')}`,
  "worker-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:'
].join('; ')

/** The demo page of the device-mode destinations, and the way from it to the sandbox. */
export function browserRoutes(sandbox: Sandbox): Hono {
  const app = new Hono()

  app.get('/browser', (c) => c.redirect('/browser/'))

  app.get('/browser/:file{[\\w.-]*}', async (c) => {
    const file = demoFiles.get(c.req.param('file'))
    if (!file) throw new NotFoundError(`The demo page has no file ${c.req.param('file')}; it is at /browser/.`)
    return c.body(await file.text(), 200, {
      'Content-Type': file.type,
      'Content-Security-Policy': contentSecurityPolicy,
      'Cache-Control': 'no-store'
    })
  })

  // What the page asked of https://<host>/<path>. An echo would hide that the page asks for something it shouldn't.
  app.all('/browser/vendors/:host{[\\w.-]+}/:path{.+}', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    const host = c.req.param('host')
    if (isLocalHost(host)) throw new NotFoundError('The control API of the sandbox is at /sandbox, not here.')
    if (!sandbox.standInHosts.includes(host)) {
      const error = `The sandbox doesn't imitate "${host}". It imitates ${sandbox.standInHosts.join(', ')}.`
      return c.json({ error }, 421)
    }
    const type = c.req.header('content-type')
    // Not by `fetch`, which sends no other Host than that of the URL.
    const outgoing = request({
      host: '127.0.0.1',
      port: sandbox.port,
      method: c.req.method,
      path: pathname.slice(`/browser/vendors/${host}`.length) + search,
      headers: { Host: host, ...(type === undefined ? {} : { 'Content-Type': type }) }
    }).end(await c.req.text())
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    return c.body(await buffer(answer), answer.statusCode as 200, {
      'Content-Type': answer.headers['content-type'] ?? 'text/plain'
    })
  })

  return app
}
