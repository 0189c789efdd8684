import os from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { Metrics } from '../metrics'
import { createOperating } from '../operating'
import { FakeEngine, pageParts } from './fake-engine'

const allow: MiddlewareHandler = (_c, next) => next()
const user = os.userInfo().username

function start() {
  const engine = new FakeEngine()
  const lines: string[] = []
  const line = (_values: object, message: string) => void lines.push(message)
  const log = { info: line, warn: line, error: line }
  const parts = { engine, metrics: new Metrics(), ...pageParts(), clock: () => 100_000 }
  const app = createOperating({ ...parts, log, guard: allow })
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await app.request(path, { method, body: body === undefined ? undefined : JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  return { engine, lines, ask, app, filters: jest.spyOn(engine.store, 'failureGroups') }
}

const group = {
  id: 1,
  destination: 'acme',
  subscription: 'Purchases',
  code: 'MESSAGE_REJECTED',
  message: 'The vendor refused it.',
  count: 1,
  firstAt: 1_000,
  lastAt: 1_000
}

describe('failed deliveries', () => {
  it('are shown in groups', async () => {
    expect(await start().ask('GET', '/api/failures')).toEqual({ status: 200, body: [group] })
  })

  it('are listed in pages', async () => {
    const { engine, ask } = start()
    const failures = jest.spyOn(engine.store, 'failures')
    const { body } = await ask('GET', '/api/failures/deliveries?code=MESSAGE_REJECTED&limit=5&before=9')
    expect(body).toMatchObject([{ id: 7 }])
    await ask('GET', '/api/failures/deliveries')
    expect(failures.mock.calls).toEqual([
      [{ code: 'MESSAGE_REJECTED' }, { limit: 5, before: 9 }],
      [{}, { limit: 100, before: undefined }]
    ])
  })

  it.each<[string, object]>([
    ['group=3&destination=acme&subscription=A%20B', { group: 3, destination: 'acme', subscription: 'A B' }],
    ['code=503&user=u1&event=Order%20Completed', { code: '503', user: 'u1', event: 'Order Completed' }],
    ['since=1764230400000&until=2025-11-27T09:00:00Z', { since: 1_764_230_400_000, until: Date.UTC(2025, 10, 27, 9) }],
    ['since=2025-11-27&until=2025-11-27T09:00', { since: Date.UTC(2025, 10, 27), until: Date.UTC(2025, 10, 27, 9) }],
    ['only=properties.total+%3E+10', { only: 'properties.total > 10' }]
  ])('can be narrowed by %s', async (query, filter) => {
    const { ask, filters } = start()
    expect((await ask('GET', `/api/failures?${query}`)).status).toBe(200)
    expect(filters.mock.calls).toEqual([[filter]])
  })

  it.each<[string, string]>([
    [
      'cod=503',
      'There is no parameter "cod". There are: group, destination, subscription, code, since, until, user, event, only.'
    ],
    ['group=x', '"group" must be the id of a group.'],
    ['user=', '"user" must be a userId or an anonymousId.'],
    ['since=yesterday', '"since" must be a time such as 2026-11-27T09:30:00Z, or milliseconds since 1970.'],
    ['only=total+%3E', '"only" must be a condition in FQL, such as properties.total > 10. ']
  ])('cannot be narrowed by %s', async (query, error) => {
    const { ask, filters } = start()
    expect(await ask('GET', `/api/failures?${query}`)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) as unknown }
    })
    expect(filters).not.toHaveBeenCalled()
  })
})

describe('an operator can', () => {
  it.each<[object, object]>([
    [
      { ids: [7], by: 'ann' },
      { who: 'ann', what: { deliveries: [7] } }
    ],
    [{ filter: { destination: 'acme' } }, { who: user, what: { destination: 'acme' } }],
    [
      { filter: {}, first: 10 },
      { who: user, what: { first: 10 } }
    ]
  ])('resend %j', async (body, logged) => {
    const { engine, ask } = start()
    expect(await ask('POST', '/api/failures/resend', body)).toEqual({ status: 200, body: { resent: 1, failed: 0 } })
    expect(engine.store.log).toMatchObject([{ action: 'resend', count: 1, ...logged }])
  })

  it.each([
    [{ ids: [7] }, { ids: [7] }, undefined],
    [{ filter: { code: '503' }, first: 10 }, { filter: { code: '503' } }, 10]
  ])('see what would change: %j', async (body, which, first) => {
    const { engine, ask } = start()
    const difference = jest.spyOn(engine.failures, 'difference').mockResolvedValue({ compared: 1, groups: [] })
    expect(await ask('POST', '/api/failures/difference', body)).toEqual({
      status: 200,
      body: { compared: 1, groups: [] }
    })
    expect(difference.mock.calls).toEqual([[which, first]])
  })

  it('discard', async () => {
    const { engine, ask } = start()
    const body = { filter: { code: 'MESSAGE_REJECTED' }, by: 'ann' }
    expect(await ask('POST', '/api/failures/discard', body)).toEqual({ status: 200, body: { discarded: 1 } })
    expect(engine.store.deliveries[0].state).toBe('filtered')
  })

  it('correct an event, also a large one', async () => {
    const { engine, ask } = start()
    const event = { type: 'track', event: 'Sent', userId: 'u1', properties: { text: '"'.repeat(30 * 1024) } }
    expect(await ask('POST', '/api/deliveries/7/correct', { event, by: 'ann' })).toEqual({
      status: 200,
      body: { deliveries: [1000] }
    })
    expect(engine.store.corrections[0].messageId).toBe('m1#2')
  })

  it('export events as lines', async () => {
    const { engine, app } = start()
    const answer = await app.request('/api/failures/export?destination=acme&by=ann')
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    expect(await answer.text()).toBe('{"type":"track","userId":"u1"}\n')
    expect(engine.store.log).toMatchObject([{ who: 'ann', action: 'export', what: { destination: 'acme' }, count: 1 }])
  })

  it('see what operators did', async () => {
    const { ask } = start()
    await ask('POST', '/api/failures/resend', { ids: [7], by: 'ann' })
    await ask('POST', '/api/failures/discard', { filter: {}, by: 'bob' })
    expect((await ask('GET', '/api/operations')).body).toMatchObject([{ who: 'bob' }, { who: 'ann' }])
    expect((await ask('GET', '/api/operations?before=2&limit=1')).body).toMatchObject([{ who: 'ann' }])
  })

  it('say who asks to pause, resume and erase', async () => {
    const { engine, ask } = start()
    await ask('POST', '/api/destinations/acme/pause', { by: 'ann' })
    await ask('POST', '/api/destinations/acme/resume')
    await ask('POST', '/api/erase', { person: 'u1', by: 'bob' })
    expect(engine.askers).toEqual(['ann: pause', `${user}: resume`, 'bob: erase'])
  })
})

describe('it refuses', () => {
  const which = 'The body must have either "ids", such as [7, 8], or "filter", such as {"group": 3}.'
  const ids = '"ids" must be a list of 1 to 1000 ids of deliveries.'

  it.each<[string, object, number, string]>([
    ['/api/failures/resend', {}, 400, which],
    ['/api/failures/discard', { ids: [7], filter: {} }, 400, which],
    ['/api/failures/resend', { filter: [] }, 400, '"filter" must be an object, such as {"group": 3}.'],
    ['/api/failures/resend', { filter: { group: {} } }, 400, '"group" must be the id of a group.'],
    ['/api/failures/resend', { ids: [] }, 400, ids],
    ['/api/failures/resend', { ids: ['7'] }, 400, ids],
    ['/api/failures/resend', { ids: Array<number>(1001).fill(7) }, 400, ids],
    ['/api/failures/resend', { filter: {}, first: 0 }, 400, '"first" must be a whole number above 0.'],
    ['/api/failures/resend', { ids: [8] }, 404, 'There is no delivery 8.'],
    ['/api/failures/resend', { ids: [7], by: '' }, 400, '"by" must be a text that is not empty.'],
    ['/api/deliveries/7/correct', {}, 400, 'The event must be a JSON object.'],
    ['/api/deliveries/8/correct', { event: {} }, 404, 'There is no delivery 8.'],
    ['/api/deliveries/7/correct', { event: 'x'.repeat(257 * 1024) }, 413, 'The body is larger than 256 KiB.']
  ])('POST %s with %j', async (path, body, status, error) => {
    const { engine, ask } = start()
    expect(await ask('POST', path, body)).toEqual({ status, body: { error } })
    expect(engine.store.log).toEqual([])
  })

  it('to change what is not failed any more', async () => {
    const { engine, ask } = start()
    engine.store.deliveries[0].state = 'delivered'
    expect(await ask('POST', '/api/failures/resend', { ids: [7] })).toEqual({
      status: 409,
      body: { error: 'Delivery 7 is delivered. Only failed deliveries can be changed.' }
    })
  })
})

it('cuts an export off that fails, so that nobody takes a part for the whole', async () => {
  const { engine, lines, app } = start()
  engine.store.deliveries.push(
    ...Array.from({ length: 150 }, (_, index) => ({
      ...engine.store.deliveries[0],
      id: 8 + index,
      messageId: `n${index}`
    }))
  )
  let pages = 0
  engine.store.onPage = () => {
    if (++pages === 2) throw new Error('The disk is gone.')
  }
  const answer = await app.request('/api/failures/export')
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow('The disk is gone.')
  expect(lines).toEqual(['An export of failed events was cut off.'])
})
