import type { Server } from 'node:http'
import { Hono } from 'hono'
import { isSame } from '../intake/secrets'
import { serverOf } from './operating'
import { operatingRoutes } from './routes'
import type { OperatingParts } from './routes'

/** The app of the metrics port is made of these. */
export interface MetricsApp extends OperatingParts {
  /** Whoever reads the metrics sends it as `Authorization: Bearer <token>`. */
  token: string
}

/**
 * The app of the metrics port: whether the process lives, and its metrics. It may face a network: it shows
 * no events and no reasons of errors, and changes nothing. It asks the store only if the request has the token.
 */
export function createMetricsApp({ token, ...parts }: MetricsApp): Hono {
  const routes = operatingRoutes(parts)
  const app = new Hono()
  app.get('/health', () => routes.request('/health'))
  app.get('/metrics', (c) => {
    const [, given] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (given !== undefined && isSame(given, token)) return routes.request('/metrics')
    const error = 'The token is missing or wrong. Send METRICS_TOKEN as "Authorization: Bearer <token>".'
    return c.json({ error }, 401, { 'WWW-Authenticate': 'Bearer' })
  })
  app.notFound((c) => c.json({ error: 'There is nothing but GET /health and GET /metrics.' }, 404))
  return app
}

/** The server of the metrics port. It is not listening yet. */
export function createMetricsServer(app: MetricsApp): Server {
  return serverOf(createMetricsApp(app))
}
