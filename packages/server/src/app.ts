import type { Sandbox } from '@partner-destinations/sandbox'
import { findVendor } from '@partner-destinations/vendors'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { prettyJSON } from 'hono/pretty-json'
import { browserRoutes } from './browser-routes'
import { isBroken } from './catalogue'
import type { Changes } from './changes'
import { answerError } from './error-answers'
import { guard, testerOrigins } from './guard'
import { previewRoutes } from './preview-routes'
import { rootRoutes } from './root-routes'
import { setupRoutes } from './setup-routes'
import { sandboxRoutes } from './sandbox-routes'
import type { RoutedDestinations } from './routed-destinations'
import { deliveriesPage, testerPage } from './tester-page'
import { destinationRoutes } from './destination-routes'
import type { BrokenEntry, DestinationDetails, DestinationList, WithSamples } from './wire'

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
  /** What an operator of delivery sees and does, if the server delivers. */
  operating?: Hono
  /** Tells pages of changed code. */
  changes: Changes
  /** Is called with a line for each request. */
  log: (line: string) => void
}

/** The local server: its routes, and what all of them have in common. */
export function createApp({ destinations, sandbox, named, browser, operating, changes, log }: AppParts): Hono {
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
    c.json<DestinationList>({
      mode: destinations.mode,
      named,
      delivers: operating ? true : undefined,
      destinations: await destinations.list()
    })
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
  if (operating) {
    app.route('/', deliveriesPage('/deliveries'))
    app.route('/', operating)
  }
  app.route('/', sandboxRoutes(sandbox, destinations))
  app.route('/', previewRoutes(destinations))
  if (browser && sandbox) app.route('/', browserRoutes(sandbox))
  if (named !== undefined) app.route('/', rootRoutes(destinations, named))
  app.route('/', setupRoutes(destinations))
  app.route('/', destinationRoutes(destinations, sandbox))

  app.notFound((c) =>
    c.json({ error: `There is no ${c.req.method} ${c.req.path}. GET /destinations lists what there is.` }, 404)
  )
  app.onError(answerError)
  return app
}

/** Ends an answer that a person reads in a terminal, so that the next prompt is on a line of its own. */
const endLine: MiddlewareHandler = async (c, next) => {
  await next()
  const isJson = c.res.headers.get('content-type')?.startsWith('application/json')
  if (isJson && c.req.query('pretty') !== undefined) c.res = new Response(`${await c.res.text()}\n`, c.res)
}
