import { vendorNames } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { prettyJSON } from 'hono/pretty-json'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from './json-input'
import { browserRoutes } from './browser-routes'
import { isBroken } from './catalogue'
import type { Changes } from './changes'
import { guard } from './guard'
import { previewRoutes } from './preview-routes'
import { rootRoutes } from './root-routes'
import { sandboxRoutes } from './sandbox-routes'
import { BrokenDestinationError, NotFoundError } from './served'
import type { Served } from './served'
import { testerPage } from './tester-page'
import { vendorRoutes } from './vendor-routes'

/** The largest body that the server reads, in bytes. */
const maxBodySize = 1024 * 1024

/**
 * The local server.
 * @param sandbox the stand-ins for the vendors; none in live mode
 * @param named the destination whose routes are at the root as well
 * @param browser whether there is the demo page of the device-mode destinations, which needs the sandbox
 * @param changes tells pages of changed code
 * @param log is called with a line for each request
 */
export function createApp(
  served: Served,
  sandbox: Sandbox | undefined,
  named: string | undefined,
  browser: boolean,
  changes: Changes,
  log: (line: string) => void
): Hono {
  const app = new Hono()

  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    // Decoded it may hold what moves a terminal's cursor, or begins another line.
    const path = c.req.path.replace(/[^!-~]/gu, encodeURIComponent)
    log(`${c.res.status} ${c.req.method} ${path} ${Math.round(performance.now() - start)} ms`)
  })
  app.use(guard)
  // The guard has refused every origin that may not call.
  app.use(cors({ origin: (origin) => origin }))
  app.use(
    bodyLimit({
      maxSize: maxBodySize,
      onError: (c) => c.json({ error: `The body is larger than ${maxBodySize / 1024 / 1024} MiB.` }, 413)
    })
  )

  app.use(prettyJSON()) // on `?pretty`

  app.route('/', testerPage())
  app.get('/', (c) => c.redirect('/destinations')) // when the page is not built
  app.route('/', changes.routes())
  app.get('/destinations', async (c) => {
    const catalogue = await served.catalogue()
    const destinations = catalogue.map((entry) => {
      if (isBroken(entry)) return entry
      const { manifest: _manifest, ...description } = entry
      return {
        ...description,
        hasStandIn: sandbox !== undefined && (vendorNames as readonly string[]).includes(entry.folder),
        demoSettings: served.settingsOrDemo(entry.folder, undefined)
      }
    })
    return c.json({ mode: served.mode, destinations })
  })
  app.route('/', sandboxRoutes(sandbox))
  app.route('/', previewRoutes(served))
  if (browser && sandbox) app.route('/', browserRoutes(sandbox))
  if (named !== undefined) app.route('/', rootRoutes(served, named))
  app.route('/', vendorRoutes(served))

  app.notFound((c) =>
    c.json({ error: `There is no ${c.req.method} ${c.req.path}. GET /destinations lists what there is.` }, 404)
  )
  app.onError((error, c) => {
    if (error instanceof BadInputError) return c.json({ error: error.message }, 400)
    if (error instanceof BadCallError) {
      const { message, fields, problems } = error
      return c.json({ error: message, fields, problems }, 400)
    }
    if (error instanceof NotFoundError) return c.json({ error: error.message }, 404)
    if (error instanceof BrokenDestinationError) return c.json({ error: error.message }, 503)
    if (isBrokenOff(error, c)) return c.json({ error: 'The request broke off before its body was whole.' }, 400)
    return c.json({ error: error.message }, 500)
  })
  return app
}

/** Whether the client went away, or what it sent stopped to be HTTP: nobody hears the answer, but the log tells it. */
function isBrokenOff(error: Error & { code?: string }, c: Context): boolean {
  return error.code === 'ECONNRESET' && c.req.raw.signal.aborted
}
