import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Clock } from '../clock'
import { BadEventError, NoSuchDeliveryError, NotFailedError } from '../failures/refused'
import type { Log } from '../log'
import { BadReplayError } from '../replay/names'
import { NoSuchReplayError } from '../replay/replays'
import { BacklogFullError, StoreUnavailableError } from '../store/store'
import { BadBodyError, readBody, textOf } from './body'
import { readDeliveryQuery } from './delivery-query'
import { askerOf, failureRoutes } from './failure-routes'
import type { History } from './history'
import { maxBodyBytes, maxCorrectionBytes } from './limits'
import type { Live } from './live'
import type { Metrics } from './metrics'
import { NoSuchDestinationError } from './operated'
import type { Operated } from './operated'
import { BadQueryError, firstPage, pageParameters, readQuery, wholeNumber } from './query'
import { replayRoutes } from './replay-routes'

/** What the operating routes are made of. */
export interface OperatingParts {
  engine: Operated
  metrics: Metrics
  history: History
  live: Live
  clock: Clock
  log: Log
}

/** The errors that are answered with their message alone, by their class. */
const statuses = new Map<unknown, 400 | 404 | 409 | 429 | 503>([
  [BadBodyError, 400],
  [BadEventError, 400],
  [BadQueryError, 400],
  [BadReplayError, 400],
  [NoSuchDeliveryError, 404],
  [NoSuchDestinationError, 404],
  [NoSuchReplayError, 404],
  [NotFailedError, 409],
  [BacklogFullError, 429],
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
    const isReady = (await engine.unreadiness()).length === 0
    metrics.look({ destinations, isReady, freeDiskBytes: engine.freeDiskBytes() }, clock())
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })

  app.route('/', replayRoutes(engine.replays))
  app.use('/api/*', limitedBody)
  app.get('/api/counts', async (c) => c.json(await engine.counts()))
  app.get('/api/destinations', async (c) => c.json(await engine.destinations()))
  app.post('/api/destinations/:name/pause', async (c) => {
    const body = await readBody(c)
    return c.json(await engine.pause(c.req.param('name'), textOf(body, 'reason'), askerOf(body)))
  })
  app.post('/api/destinations/:name/resume', async (c) => {
    return c.json(await engine.resume(c.req.param('name'), askerOf(await readBody(c))))
  })
  app.get('/api/deliveries', async (c) => c.json(await engine.deliveries(readDeliveryQuery(c.req.query()))))
  app.get('/api/deliveries/:id{[0-9]{1,15}}', async (c) => {
    const id = c.req.param('id')
    const delivery = await engine.delivery(Number(id))
    return delivery ? c.json(delivery) : c.json({ error: `There is no delivery ${id}.` }, 404)
  })
  app.get('/api/live', (c) => live.answer(c))
  app.get('/api/history', (c) => {
    const { minutes = 60 } = readQuery<{ minutes: number }>(c.req.query(), historyParameters)
    return c.json(history.since(clock() - minutes * 60_000))
  })
  app.route('/', failureRoutes(engine.failures, log))
  app.get('/api/operations', async (c) => {
    return c.json(
      await engine.operations({
        ...firstPage,
        ...readQuery<{ limit: number; before: number }>(c.req.query(), pageParameters)
      })
    )
  })
  app.post('/api/erase', async (c) => {
    const body = await readBody(c)
    const person = textOf(body, 'person')
    if (person === undefined) {
      throw new BadBodyError('The body must be an object such as {"person": "u1"}: a userId or an anonymousId.')
    }
    return c.json({ events: await engine.erase(person, askerOf(body)) })
  })

  app.onError((error, c) => {
    const status = statuses.get(error.constructor)
    if (status !== undefined) return c.json({ error: error.message }, status)
    log.error({ error: error.message, path: c.req.path }, 'A request to the operating port failed.')
    return c.json({ error: error.message }, 500)
  })
  return app
}

const historyParameters = {
  minutes: { read: (text: string) => wholeNumber(text, 60), is: 'a whole number from 1 to 60' }
}

/** Most bodies are small. The first path that fits says how large one can be. */
const bodyLimits: [path: RegExp, limit: MiddlewareHandler][] = [
  [/^\/api\/deliveries\/\d+\/correct$/, limitOf(maxCorrectionBytes)],
  [/./, limitOf(maxBodyBytes)]
]

const limitedBody: MiddlewareHandler = (c, next) => {
  const [, limit] = bodyLimits.find(([path]) => path.test(c.req.path)) as typeof bodyLimits[number]
  return limit(c, next)
}

function limitOf(maxSize: number): MiddlewareHandler {
  const error = `The body is larger than ${maxSize / 1024} KiB.`
  return bodyLimit({ maxSize, onError: (c) => c.json({ error }, 413) })
}
