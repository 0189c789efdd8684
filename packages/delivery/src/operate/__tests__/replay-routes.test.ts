import type { MiddlewareHandler } from 'hono'
import { StoreUnavailableError } from '../../store/store'
import { Metrics } from '../metrics'
import { createOperating } from '../operating'
import { FakeEngine, pageParts } from './fake-engine'

const allow: MiddlewareHandler = (_c, next) => next()

function start() {
  const engine = new FakeEngine()
  const silent = () => undefined
  const log = { info: silent, warn: silent, error: silent }
  const parts = { engine, metrics: new Metrics(), ...pageParts(), clock: () => 0 }
  const app = createOperating({ ...parts, log, guard: allow })
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await app.request(path, { method, body: typeof body === 'string' ? body : JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  return { engine, ask }
}

const files = { contents: 'c0ffee', title: 'e.ndjson', totalBytes: 10, source: 'shop', by: 'ada' }
const beginning = { file: 0, record: 0, bytes: 0 }
const next = { file: 0, record: 2, bytes: 10 }
const events = [{ body: { type: 'track', messageId: 'a', userId: 'u' } }, { messageId: 'b', body: { type: 'track' } }]
const records = { at: beginning, events, skipped: 1, bad: 2, next, isLast: false }

it('starts a replay, stores events, and shows it', async () => {
  const { engine, ask } = start()
  expect(await ask('POST', '/api/replays', files)).toMatchObject({
    status: 200,
    body: { isNew: true, replay: { id: 1 } }
  })
  const stored = await ask('POST', '/api/replays/1/events', records)
  expect(stored).toMatchObject({
    status: 200,
    body: { id: 1, position: next, records: { accepted: 2, duplicates: 0, skipped: 1, bad: 2 } }
  })
  expect(engine.replayed.stored.map(({ messageId }) => messageId)).toEqual(['a', 'b'])
  expect(await ask('GET', '/api/replays/1')).toEqual(stored)
  expect(await ask('GET', '/api/replays')).toEqual({ status: 200, body: [stored.body] })
  expect(await ask('POST', '/api/replays', files)).toMatchObject({ body: { isNew: false, replay: { id: 1 } } })
})

it('replays what the store holds', async () => {
  const { engine, ask } = start()
  engine.replayed.live = [{ id: 5, source: 'shop', messageId: 'm5', receivedAt: -1, body: '{"type":"track"}' }]
  expect(await ask('POST', '/api/replays/stored', { by: 'ada' })).toMatchObject({ body: { isNew: true } })
  expect(await ask('POST', '/api/replays/1/advance', {})).toMatchObject({
    status: 200,
    body: { state: 'stored', records: { accepted: 1 } }
  })
})

it('shows the events of a period that the store holds', async () => {
  const { engine, ask } = start()
  const event = (id: number) => ({ id, source: 'shop', messageId: `m${id}`, receivedAt: id * 10, body: '{}' })
  engine.replayed.live = Array.from({ length: 600 }, (_, index) => event(index + 1))
  const first = await ask('GET', '/api/replays/stored')
  expect(first.body).toMatchObject({ events: { length: 500 }, next: 500 })
  const second = await ask('GET', '/api/replays/stored?after=500&to=5030')
  expect(second).toEqual({ status: 200, body: { events: [event(501), event(502)] } })
  expect(await ask('GET', '/api/replays/stored?from=now')).toEqual({
    status: 400,
    body: { error: '"from" is wrong: Invalid input: expected number, received NaN.' }
  })
})

it('takes bodies that are larger than others', async () => {
  const { ask } = start()
  await ask('POST', '/api/replays', files)
  const large = Array.from({ length: 100 }, (_, index) => ({
    body: { type: 'track', messageId: `m${index}`, properties: { text: 'x'.repeat(40_000) } }
  }))
  expect((await ask('POST', '/api/replays/1/events', { ...records, events: large })).status).toBe(200)
  const tooLarge = `{"x":"${'x'.repeat(8 * 1024 * 1024)}"}`
  expect(await ask('POST', '/api/replays/1/events', tooLarge)).toEqual({
    status: 413,
    body: { error: 'The body is larger than 8192 KiB.' }
  })
})

describe('it refuses', () => {
  it.each([
    ['/api/replays', { by: 'ada' }, 400, '"contents" is wrong: Invalid input: expected string, received undefined.'],
    ['/api/replays', { ...files, by: '' }, 400, '"by" is wrong: Too small: expected string to have >=1 characters.'],
    [
      '/api/replays',
      { ...files, source: 'shp' },
      400,
      'There is no source "shp"; there are: shop, blog. Did you mean "shop"?'
    ],
    ['/api/replays', '{', 400, 'The body is not valid JSON.'],
    ['/api/replays/stored', { by: 'ada', only: 'x' }, 400, /^The condition x can't be used\./],
    [
      '/api/replays/1/events',
      { ...records, at: { file: 0 } },
      400,
      '"at.record" is wrong: Invalid input: expected number, received undefined.'
    ],
    [
      '/api/replays/1/events',
      { ...records, events: Array.from({ length: 501 }, () => events[0]) },
      400,
      /^"events" is wrong: Too big/
    ],
    ['/api/replays/2/events', records, 404, 'There is no replay 2.'],
    ['/api/replays/2/advance', {}, 404, 'There is no replay 2.'],
    ['/api/replays/1/advance', { limit: 501 }, 400, /^"limit" is wrong: Too big/]
  ])('POST %s with %j', async (path, body, status, error) => {
    const { engine, ask } = start()
    await ask('POST', '/api/replays', files)
    const answer = await ask('POST', path, body)
    expect(answer).toEqual({
      status,
      body: { error: typeof error === 'string' ? error : expect.stringMatching(error) }
    })
    expect(engine.replayed.stored).toEqual([])
  })

  it('events while the backlog is full, or the store is unavailable', async () => {
    const { engine, ask } = start()
    await ask('POST', '/api/replays', files)
    engine.replayed.isFull = true
    expect(await ask('POST', '/api/replays/1/events', records)).toEqual({
      status: 429,
      body: { error: '20 deliveries wait, which is the limit ("maxBacklog").' }
    })
    engine.replayed.storeReplayed = async () => {
      throw new StoreUnavailableError('The disk is full.')
    }
    expect(await ask('POST', '/api/replays/1/events', records)).toEqual({
      status: 503,
      body: { error: 'The disk is full.' }
    })
  })

  it('a replay that does not exist', async () => {
    expect(await start().ask('GET', '/api/replays/7')).toEqual({
      status: 404,
      body: { error: 'There is no replay 7.' }
    })
  })
})
