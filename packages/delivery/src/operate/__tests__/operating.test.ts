import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { StoreUnavailableError } from '../../store/store'
import { Metrics } from '../metrics'
import { createOperating } from '../operating'
import { FakeEngine, pageParts } from './fake-engine'

const allow: MiddlewareHandler = (_c, next) => next()

function start({ guard = allow, routes }: { guard?: MiddlewareHandler; routes?: Hono } = {}) {
  const engine = new FakeEngine()
  const lines: string[] = []
  const line = (_values: object, message: string) => void lines.push(message)
  const log = { info: line, warn: line, error: line }
  const clock = () => 100_000
  const page = pageParts(clock)
  const app = createOperating({ engine, metrics: new Metrics(), ...page, clock, log, guard, routes })
  const ask = async (method: string, path: string, body?: unknown) => {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const answer = await app.request(path, { method, body: text })
    const json = answer.headers.get('content-type')?.startsWith('application/json')
    return { status: answer.status, body: (json ? await answer.json() : await answer.text()) as unknown }
  }
  return { engine, history: page.history, lines, ask }
}

const acme = {
  name: 'acme',
  destination: 'acme-mail',
  counts: { pending: 2, inFlight: 1, delivered: 30, filtered: 4, failed: 5 },
  oldestReceivedAt: 40_000
}

describe('an operator can', () => {
  it('see the counts of all destinations, also of removed ones', async () => {
    expect(await start().ask('GET', '/api/counts')).toEqual({
      status: 200,
      body: {
        acme: { pending: 2, inFlight: 1, delivered: 30, filtered: 4, failed: 5 },
        removed: { pending: 2, inFlight: 1, delivered: 30, filtered: 4, failed: 9 }
      }
    })
  })

  it('see the configured destinations', async () => {
    expect(await start().ask('GET', '/api/destinations')).toEqual({ status: 200, body: [acme] })
  })

  it.each([
    [undefined, 'Paused by hand.'],
    ['', 'Paused by hand.'],
    [{}, 'Paused by hand.'],
    [{ reason: 'Acme moves its servers.' }, 'Acme moves its servers.']
  ])('pause a destination with the body %j, and resume it', async (body, reason) => {
    const { ask } = start()
    expect(await ask('POST', '/api/destinations/acme/pause', body)).toEqual({
      status: 200,
      body: { ...acme, pause: { by: 'operator', reason } }
    })
    expect(await ask('POST', '/api/destinations/acme/resume')).toEqual({ status: 200, body: acme })
  })

  it('look at one delivery with its event', async () => {
    const { status, body } = await start().ask('GET', '/api/deliveries/7')
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: 7, state: 'failed', event: { type: 'track', userId: 'u1' }, attemptRows: [] })
  })

  it('see what became of deliveries lately', async () => {
    const { history, ask } = start()
    history.settled('acme', 'delivered')
    const { status, body } = await ask('GET', '/api/history?minutes=1')
    expect(status).toBe(200)
    expect(body).toMatchObject({ bucketMs: 10_000, from: 40_000, buckets: 7 })
    expect(body).toMatchObject({ series: { acme: { delivered: [0, 0, 0, 0, 0, 0, 1] } } })
    expect((await ask('GET', '/api/history')).body).toMatchObject({ buckets: 360 })
  })

  it('erase a person', async () => {
    const { engine, ask } = start()
    expect(await ask('POST', '/api/erase', { person: 'u1' })).toEqual({ status: 200, body: { events: 3 } })
    expect(engine.erased).toEqual(['u1'])
  })

  it('see that it is alive, also when it is not ready', async () => {
    const { engine, ask } = start()
    engine.reasons = ['It is stopping.']
    expect(await ask('GET', '/health')).toEqual({ status: 200, body: { status: 'ok' } })
  })

  it.each([
    [[], 200, { status: 'ready' }],
    [['It is starting.'], 503, { error: 'It is starting.' }],
    [
      ['The disk is nearly full.', 'The backlog is full.'],
      503,
      { error: 'The disk is nearly full. The backlog is full.' }
    ]
  ])('see whether it is ready: %j', async (reasons, status, body) => {
    const { engine, ask } = start()
    engine.reasons = reasons
    expect(await ask('GET', '/ready')).toEqual({ status, body })
  })

  it('use the routes that are handed in', async () => {
    const routes = new Hono().get('/sandbox/acme', (c) => c.json({ people: [] }))
    expect(await start({ routes }).ask('GET', '/sandbox/acme')).toEqual({ status: 200, body: { people: [] } })
  })
})

describe('the list of deliveries', () => {
  it.each([
    ['', { limit: 100 }],
    ['?destination=acme', { limit: 100, destination: 'acme' }],
    ['?state=inFlight&limit=5', { limit: 5, state: 'inFlight' }],
    ['?messageId=m%201&code=MESSAGE_REJECTED', { limit: 100, messageId: 'm 1', code: 'MESSAGE_REJECTED' }],
    ['?before=7&limit=500', { limit: 500, before: 7 }]
  ])('takes %j', async (query, expected) => {
    const { engine, ask } = start()
    const { status, body } = await ask('GET', `/api/deliveries${query}`)
    expect(status).toBe(200)
    expect(body).toMatchObject([{ id: 7, messageId: 'm1' }])
    expect(engine.queries).toEqual([expected])
  })

  it.each([
    [
      'stat=failed',
      'There is no parameter "stat". There are: destination, state, messageId, code, replay, limit, before.'
    ],
    [
      'toString=1',
      'There is no parameter "toString". There are: destination, state, messageId, code, replay, limit, before.'
    ],
    ['state=Failed', '"state" must be one of pending, inFlight, delivered, filtered, failed.'],
    ['destination=', '"destination" must be the name of a destination.'],
    ['limit=0', '"limit" must be a whole number from 1 to 500.'],
    ['limit=501', '"limit" must be a whole number from 1 to 500.'],
    ['limit=1e2', '"limit" must be a whole number from 1 to 500.'],
    ['before=-1', '"before" must be the id of a delivery.'],
    ['before=99999999999999999', '"before" must be the id of a delivery.']
  ])('refuses %s', async (query, error) => {
    const { engine, ask } = start()
    expect(await ask('GET', `/api/deliveries?${query}`)).toEqual({ status: 400, body: { error } })
    expect(engine.queries).toEqual([])
  })
})

describe('it refuses', () => {
  it.each([
    ['POST', '/api/destinations/nope/pause', undefined, 404, 'There is no destination "nope".'],
    ['POST', '/api/destinations/nope/resume', undefined, 404, 'There is no destination "nope".'],
    ['POST', '/api/destinations/acme/pause', '{', 400, 'The body is not valid JSON.'],
    ['POST', '/api/destinations/acme/pause', [], 400, 'The body must be a JSON object.'],
    ['POST', '/api/destinations/acme/pause', { reason: 1 }, 400, '"reason" must be a text that is not empty.'],
    [
      'POST',
      '/api/erase',
      undefined,
      400,
      'The body must be an object such as {"person": "u1"}: a userId or an anonymousId.'
    ],
    ['POST', '/api/erase', { person: ' ' }, 400, '"person" must be a text that is not empty.'],
    ['POST', '/api/erase', { person: 'x'.repeat(17 * 1024) }, 413, 'The body is larger than 16 KiB.'],
    ['GET', '/api/history?minutes=0', undefined, 400, '"minutes" must be a whole number from 1 to 60.'],
    ['GET', '/api/history?minutes=61', undefined, 400, '"minutes" must be a whole number from 1 to 60.'],
    ['GET', '/api/history?minutes=x', undefined, 400, '"minutes" must be a whole number from 1 to 60.'],
    ['GET', '/api/deliveries/8', undefined, 404, 'There is no delivery 8.'],
    ['GET', '/api/deliveries/x', undefined, 404, 'There is no GET /api/deliveries/x.'],
    ['GET', '/nothing', undefined, 404, 'There is no GET /nothing.']
  ])('%s %s with the body %j', async (method, path, body, status, error) => {
    const { engine, ask } = start()
    expect(await ask(method, path, body)).toEqual({ status, body: { error } })
    expect(engine.erased).toEqual([])
  })

  it('everything that the guard refuses', async () => {
    const { engine, ask } = start({ guard: async (c) => c.json({ error: 'Foreign.' }, 403) })
    for (const path of ['/api/counts', '/metrics', '/health', '/ready', '/nothing']) {
      expect(await ask('GET', path)).toEqual({ status: 403, body: { error: 'Foreign.' } })
    }
    expect(await ask('POST', '/api/erase', { person: 'u1' })).toEqual({ status: 403, body: { error: 'Foreign.' } })
    expect(engine.erased).toEqual([])
  })
})

describe('when the store fails', () => {
  it('says that it is unavailable', async () => {
    const { engine, lines, ask } = start()
    engine.failure = new StoreUnavailableError('The disk is full.')
    expect(await ask('GET', '/api/counts')).toEqual({ status: 503, body: { error: 'The disk is full.' } })
    expect(lines).toEqual([])
  })

  it('logs what nobody expects', async () => {
    const { engine, lines, ask } = start()
    engine.failure = new Error('no such table: delivery')
    expect(await ask('GET', '/api/counts')).toEqual({ status: 500, body: { error: 'no such table: delivery' } })
    expect(lines).toEqual(['A request to the operating port failed.'])
  })

  it('still has metrics', async () => {
    const { engine, lines, ask } = start()
    engine.failure = new StoreUnavailableError('The disk is full.')
    const { status, body } = await ask('GET', '/metrics')
    expect(status).toBe(200)
    expect(body).toContain('\ndelivery_thread_kills_total 0\n')
    expect(body).not.toContain('delivery_pending{')
    expect(lines).toEqual(['The store did not answer, so its figures are left out of the metrics.'])
  })
})

describe('the metrics', () => {
  it.each([
    [[], 1],
    [['The disk is nearly full.'], 0]
  ])('tell whether it is ready: %j', async (reasons, value) => {
    const { engine, ask } = start()
    engine.reasons = reasons
    expect((await ask('GET', '/metrics')).body).toContain(`\ndelivery_ready ${value}\n`)
  })

  it('tell the state of each destination', async () => {
    const { engine, ask } = start()
    engine.free = 5_000
    await ask('POST', '/api/destinations/acme/pause')
    const { body } = await ask('GET', '/metrics')
    const lines = (body as string).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'delivery_pending{destination="acme"} 2',
        'delivery_in_flight{destination="acme"} 1',
        'delivery_oldest_pending_age_seconds{destination="acme"} 60',
        'delivery_paused{destination="acme"} 1',
        'delivery_disk_free_bytes 5000'
      ])
    )
    await ask('POST', '/api/destinations/acme/resume')
    expect((await ask('GET', '/metrics')).body).toContain('\ndelivery_paused{destination="acme"} 0\n')
  })
})
