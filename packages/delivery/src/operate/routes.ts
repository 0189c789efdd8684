import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { StoreUnavailableError } from '../store/store'
import { BadQueryError, readDeliveryQuery } from './delivery-query'
import type { History } from './history'
import { maxBodyBytes } from './limits'
import type { Live } from './live'
import type { Metrics } from './metrics'
import { NoSuchDestinationError } from './operated'
import type { Operated } from './operated'

/** What the operating routes are made of. */
export interface OperatingParts {
  engine: Operated
  metrics: Metrics
  history: History
  live: Live
  clock: Clock
  log: Log
}

/** The body of a request is wrong. */
class BadBodyError extends Error {
  readonly name = 'BadBodyError'
}

/** The errors that are answered with their message alone, by their class. */
const statuses = new Map<unknown, 400 | 404 | 503>([
  [BadBodyError, 400],
  [BadQueryError, 400],
  [NoSuchDestinationError, 404],
  [StoreUnavailableError, 503]
])

/**
 * What an operator sees and does: the API, the metrics, and whether the engine lives and is ready. Whoever mounts these
 * routes checks `Host` and `Origin`.
 */
export function operatingRoutes({ engine, metrics, history, live, clock, log }: OperatingParts): Hono {
  const app = new Hono()

  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => {
    const reasons = await engine.unreadiness()
    return reasons.length === 0 ? c.json({ status: 'ready' }) : c.json({ error: reasons.join(' ') }, 503)
  })
  app.get('/metrics', async (c) => {
    const destinations = await engine.destinations().catch((error: Error) => {
      log.warn({ error: error.message }, 'The store did not answer, so its figures are left out of the metrics.')
      return []
    })
    metrics.look(destinations, engine.freeDiskBytes(), clock())
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })

  app.use(
    '/api/*',
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => c.json({ error: `The body is larger than ${maxBodyBytes / 1024} KiB.` }, 413)
    })
  )
  app.get('/api/counts', async (c) => c.json(await engine.counts()))
  app.get('/api/destinations', async (c) => c.json(await engine.destinations()))
  app.post('/api/destinations/:name/pause', async (c) => {
    return c.json(await engine.pause(c.req.param('name'), textOf(await readBody(c), 'reason')))
  })
  app.post('/api/destinations/:name/resume', async (c) => c.json(await engine.resume(c.req.param('name'))))
  app.get('/api/deliveries', async (c) => c.json(await engine.deliveries(readDeliveryQuery(c.req.query()))))
  app.get('/api/deliveries/:id{[0-9]{1,15}}', async (c) => {
    const id = c.req.param('id')
    const delivery = await engine.delivery(Number(id))
    return delivery ? c.json(delivery) : c.json({ error: `There is no delivery ${id}.` }, 404)
  })
  app.get('/api/live', (c) => live.answer(c))
  app.get('/api/history', (c) => c.json(history.since(clock() - readMinutes(c.req.query('minutes')) * 60_000)))
  app.post('/api/erase', async (c) => {
    const person = textOf(await readBody(c), 'person')
    if (person === undefined) {
      throw new BadBodyError('The body must be an object such as {"person": "u1"}: a userId or an anonymousId.')
    }
    return c.json({ events: await engine.erase(person) })
  })

  app.onError((error, c) => {
    const status = statuses.get(error.constructor)
    if (status !== undefined) return c.json({ error: error.message }, status)
    log.error({ error: error.message, path: c.req.path }, 'A request to the operating port failed.')
    return c.json({ error: error.message }, 500)
  })
  return app
}

/** The JSON object of a body; empty if there is no body. */
async function readBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BadBodyError('The body is not valid JSON.')
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new BadBodyError('The body must be a JSON object.')
}

/** The minutes of the history that are asked for. Default: all that are kept. */
function readMinutes(text = '60'): number {
  if (/^([1-9]|[1-5]\d|60)$/.test(text)) return Number(text)
  throw new BadQueryError('"minutes" must be a whole number from 1 to 60.')
}

function textOf(body: Record<string, unknown>, key: string): string | undefined {
  const value = body[key]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new BadBodyError(`"${key}" must be a text that is not empty.`)
}
