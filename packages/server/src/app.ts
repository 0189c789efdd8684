import type { Sandbox } from '@partner-destinations/sandbox'
import { findVendor } from '@partner-destinations/vendors'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { prettyJSON } from 'hono/pretty-json'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from './json-input'
import { browserRoutes } from './browser-routes'
import { isBroken } from './catalogue'
import type { Changes } from './changes'
import { guard, testerOrigins } from './guard'
import { previewRoutes } from './preview-routes'
import { rootRoutes } from './root-routes'
import { setupRoutes } from './setup-routes'
import { sandboxRoutes } from './sandbox-routes'
import { BrokenDestinationError, NotFoundError } from './routed-destinations'
import type { RoutedDestinations } from './routed-destinations'
import { testerPage } from './tester-page'
import { destinationRoutes } from './destination-routes'
import type { BrokenEntry, DestinationDetails, DestinationList, RefusedAnswer, WithSamples } from './wire'

/** The largest body that the server reads, in bytes. */
const maxBodySize = 1024 * 1024

/** What the local server is made of. */
export interface AppParts {
  destinations: RoutedDestinations
  /** Takes the vendors' place; none in live mode. */
  sandbox?: Sandbox
  /** The destination whose routes are at the root as well. */
  named?: string
  /** Whether there is the demo page of the device-mode destinations, which needs the sandbox. */
  browser: boolean
  /** Tells pages of changed code. */
  changes: Changes
  /** Is called with a line for each request. */
  log: (line: string) => void
}

/** The errors that are answered with their message alone, by their class. */
const statuses = new Map<unknown, 400 | 404 | 503>([
  [BadInputError, 400],
  [NotFoundError, 404],
  [BrokenDestinationError, 503]
])

/** The local server: its routes, and what all of them have in common. */
export function createApp({ destinations, sandbox, named, browser, changes, log }: AppParts): Hono {
  const app = new Hono()

  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    // A decoded path could move a terminal's cursor, or start a new line.
    const path = c.req.path.replace(/[^!-~]/gu, encodeURIComponent)
    log(`${c.res.status} ${c.req.method} ${path} ${Math.round(performance.now() - start)} ms`)
  })
  app.use(guard(testerOrigins))
  // The guard has refused every origin that may not call.
  app.use(cors({ origin: (origin) => origin }))
  app.use(
    bodyLimit({
      maxSize: maxBodySize,
      onError: (c) => c.json({ error: `The body is larger than ${maxBodySize / 1024 / 1024} MiB.` }, 413)
    })
  )

  app.use(endLine)
  app.use(prettyJSON()) // on `?pretty`

  app.route('/', testerPage())
  app.get('/', (c) => c.redirect('/destinations')) // when the page is not built
  app.route('/', changes.routes())
  app.get('/destinations', async (c) =>
    c.json<DestinationList>({ mode: destinations.mode, named, destinations: await destinations.list() })
  )
  app.get('/destinations/:folder', async (c) => {
    const entry = await destinations.loaded(c.req.param('folder'))
    const { folder } = entry
    const samples = (findVendor(folder)?.samples ?? {}) as WithSamples['samples']
    if (isBroken(entry)) return c.json<BrokenEntry & WithSamples>({ ...entry, samples })
    const hasStandIn = sandbox?.vendors.includes(folder) ?? false
    const demoSettings = destinations.settingsOrDemo(folder, undefined)
    return c.json<DestinationDetails>({ ...entry, samples, hasStandIn, demoSettings })
  })
  app.route('/', sandboxRoutes(sandbox, destinations))
  app.route('/', previewRoutes(destinations))
  if (browser && sandbox) app.route('/', browserRoutes(sandbox))
  if (named !== undefined) app.route('/', rootRoutes(destinations, named))
  app.route('/', setupRoutes(destinations))
  app.route('/', destinationRoutes(destinations, sandbox))

  app.notFound((c) =>
    c.json({ error: `There is no ${c.req.method} ${c.req.path}. GET /destinations lists what there is.` }, 404)
  )
  app.onError((error, c) => {
    if (error instanceof BadCallError) {
      const { message, fields, problems } = error
      return c.json<RefusedAnswer>({ error: message, fields, problems }, 400)
    }
    const status = statuses.get(error.constructor)
    if (status !== undefined) return c.json({ error: error.message }, status)
    if (isBrokenOff(error, c)) return c.json({ error: 'The request ended before its whole body had arrived.' }, 400)
    return c.json({ error: error.message }, 500)
  })
  return app
}

/** Ends an answer that a person reads in a terminal, so that the next prompt is on a line of its own. */
const endLine: MiddlewareHandler = async (c, next) => {
  await next()
  const isJson = c.res.headers.get('content-type')?.startsWith('application/json')
  if (isJson && c.req.query('pretty') !== undefined) c.res = new Response(`${await c.res.text()}\n`, c.res)
}

/** Whether the client went away, or stopped sending valid HTTP. Nobody gets the answer, but the log shows it. */
function isBrokenOff(error: Error & { code?: string }, c: Context): boolean {
  return error.code === 'ECONNRESET' && c.req.raw.signal.aborted
}
