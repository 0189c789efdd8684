import { Metrics } from '../metrics'
import { createMetricsApp } from '../metrics-port'
import { FakeEngine, pageParts } from './fake-engine'

const silent = () => undefined

function start() {
  const engine = new FakeEngine()
  const app = createMetricsApp({
    engine,
    metrics: new Metrics(),
    ...pageParts(),
    clock: () => 100_000,
    log: { info: silent, warn: silent, error: silent },
    token: 'the-t0ken'
  })
  const ask = async (path: string, authorization?: string, method = 'GET') => {
    return app.request(path, { method, headers: authorization === undefined ? {} : { authorization } })
  }
  return { engine, ask }
}

it.each(['Bearer the-t0ken', 'bearer the-t0ken'])('%s gets the metrics in the format of Prometheus', async (header) => {
  const answer = await start().ask('/metrics', header)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await answer.text()).toContain('\ndelivery_pending{destination="acme"} 2\n')
})

it.each([
  ['no token', undefined],
  ['an empty token', 'Bearer '],
  ['a part of the token', 'Bearer the-t0ke'],
  ['more than the token', 'Bearer the-t0ken2'],
  ['the token of another scheme', 'Basic the-t0ken'],
  ['a token without a scheme', 'the-t0ken']
])('%s gets no metrics, and the store is not asked', async (_what, header) => {
  const { engine, ask } = start()
  const destinations = jest.spyOn(engine, 'destinations')
  const answer = await ask('/metrics', header)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  expect(await answer.json()).toEqual({
    error: 'The token is missing or wrong. Send METRICS_TOKEN as "Authorization: Bearer <token>".'
  })
  expect(destinations).not.toHaveBeenCalled()
})

it('tells everybody that the process lives, also when it is not ready', async () => {
  const { engine, ask } = start()
  engine.reasons = ['The store does not answer: connect ECONNREFUSED 10.1.2.3:5432']
  const answer = await ask('/health')
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
})

it.each([
  ['GET', '/'],
  ['GET', '/ready'],
  ['GET', '/api/counts'],
  ['GET', '/api/deliveries/7'],
  ['POST', '/api/destinations/acme/pause'],
  ['POST', '/api/erase'],
  ['POST', '/metrics'],
  ['GET', '/sandbox/acme']
])('has no %s %s, even for whoever has the token', async (method, path) => {
  const { engine, ask } = start()
  const answer = await ask(path, 'Bearer the-t0ken', method)
  expect([answer.status, await answer.json()]).toEqual([
    404,
    { error: 'There is nothing but GET /health and GET /metrics.' }
  ])
  expect([engine.erased, engine.status.pause]).toEqual([[], undefined])
})
