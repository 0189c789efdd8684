import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import * as limits from './limits'
import { operatingRoutes } from './routes'
import type { OperatingParts } from './routes'

/** The app of the operating port is also made of these. */
export interface OperatingApp extends OperatingParts {
  /** Refuses requests with a foreign `Host` or `Origin`, before anything is read. */
  guard: MiddlewareHandler
  /** What else the port serves, such as the sandbox. */
  routes?: Hono
}

/** The app of the operating port. It has no other protection than the guard, so it must listen on loopback only. */
export function createOperating({ guard, routes, ...parts }: OperatingApp): Hono {
  const app = new Hono()
  app.use(guard)
  app.route('/', operatingRoutes(parts))
  if (routes) app.route('/', routes)
  app.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}.` }, 404))
  return app
}

/** The server of the operating port. It is not listening yet. */
export function createOperatingServer(app: OperatingApp): Server {
  return serverOf(createOperating(app))
}

/** A server that protects itself from slow clients, and from many. It is not listening yet. */
export function serverOf(app: Hono): Server {
  const { headersTimeoutMs: headersTimeout, requestTimeoutMs: requestTimeout, maxConnections } = limits
  const serverOptions = { headersTimeout, requestTimeout, connectionsCheckingInterval: headersTimeout / 2 }
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server
  server.maxConnections = maxConnections
  return server
}
