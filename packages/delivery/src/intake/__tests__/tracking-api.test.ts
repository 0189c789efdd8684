import { gzipSync } from 'node:zlib'
import { deliveryConfig } from '../../__tests__/invented-config'
import { basic, now, openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'

let intake: OpenIntake
beforeAll(async () => {
  intake = await openIntake()
})
beforeEach(() => intake.reset())
afterAll(() => intake.close())

const success = { status: 200, body: { success: true } }
const track = (fields: object = {}) => ({ type: 'track', event: 'Signed Up', userId: 'ada', ...fields })

describe('the path says the type', () => {
  it.each([
    ['/v1/identify', 'identify'],
    ['/v1/track', 'track'],
    ['/v1/page', 'page'],
    ['/v1/screen', 'screen'],
    ['/v1/group', 'group'],
    ['/v1/alias', 'alias'],
    ['/v1/i', 'identify'],
    ['/v1/t', 'track'],
    ['/v1/p', 'page'],
    ['/v1/s', 'screen'],
    ['/v1/g', 'group'],
    ['/v1/a', 'alias']
  ])('%s takes %s', async (path, type) => {
    expect(await intake.send(path, { userId: 'ada', event: 'Signed Up', type: 'other' })).toMatchObject(success)
    expect(intake.stored()).toMatchObject([{ type, userId: 'ada' }])
    expect(intake.state.received).toEqual(['shop accepted'])
  })
})

describe('a batch', () => {
  it.each(['/v1/batch', '/v1/import', '/v1/b'])('is taken in its order by %s', async (path) => {
    const batch = [track(), { type: 'identify', userId: 'ada' }, { type: 'page', anonymousId: 'a1' }]
    expect(await intake.send(path, { batch })).toMatchObject(success)
    expect(intake.stored().map(({ type }) => type)).toEqual(['track', 'identify', 'page'])
  })

  it('gives its context and integrations to each event, whose own win', async () => {
    await intake.send('/v1/batch', {
      context: { ip: '192.0.2.1', library: { name: 'acme-sdk', version: '1' } },
      integrations: { All: false, Acme: true },
      batch: [
        track({ context: { ip: '192.0.2.2', locale: 'en' }, integrations: { Acme: false } }),
        track(),
        track({ context: 'none', integrations: null })
      ]
    })
    const common = { ip: '192.0.2.1', library: { name: 'acme-sdk', version: '1' } }
    expect(intake.stored().map(({ context, integrations }) => ({ context, integrations }))).toEqual([
      { context: { ...common, ip: '192.0.2.2', locale: 'en' }, integrations: { All: false, Acme: false } },
      { context: common, integrations: { All: false, Acme: true } },
      { context: common, integrations: { All: false, Acme: true } }
    ])
  })

  it('without events stores nothing', async () => {
    expect(await intake.send('/v1/batch', { batch: [] })).toMatchObject(success)
    expect(intake.state.events).toEqual([])
  })

  it('takes 2,500 events, and not one more', async () => {
    const batch = Array.from({ length: 2501 }, () => ({ type: 'page', userId: 'a' }))
    expect(await intake.send('/v1/batch', { batch: batch.slice(1) })).toMatchObject(success)
    expect(intake.state.events).toHaveLength(2500)
    expect(await intake.send('/v1/batch', { batch })).toMatchObject({
      status: 400,
      body: { error: 'The batch has more than 2500 events.' }
    })
    expect(intake.state.events).toHaveLength(2500)
  })
})

describe('the write key', () => {
  const wrong = { status: 401, body: { error: expect.stringContaining('The write key is missing or wrong.') } }

  it.each([
    ['as the user name', basic('shop-key'), {}, 'shop'],
    ['of another source', basic('blog-key'), {}, 'blog'],
    ['without a colon', { authorization: `Basic ${Buffer.from('shop-key').toString('base64')}` }, {}, 'shop'],
    ['with a password', { authorization: `Basic ${Buffer.from('shop-key:pw').toString('base64')}` }, {}, 'shop'],
    ['in the body', {}, { writeKey: 'blog-key' }, 'blog'],
    ['in the body beside a token', { authorization: 'Bearer abc' }, { writeKey: 'blog-key' }, 'blog'],
    ['in both', basic('shop-key'), { writeKey: 'shop-key' }, 'shop']
  ])('%s finds the source', async (_how, headers, fields, source) => {
    expect(await intake.send('/v1/track', track(fields), headers)).toMatchObject(success)
    expect(intake.state.events.map((event) => event.source)).toEqual([source])
    expect(intake.state.events[0].body).not.toContain('-key')
  })

  it.each([
    ['missing', {}, {}],
    ['wrong as the user name', basic('shop-keys'), {}],
    ['wrong as the user name and right in the body', basic('other'), { writeKey: 'shop-key' }],
    ['wrong in the body', {}, { writeKey: 'Shop-key' }],
    ['empty', basic(''), { writeKey: '' }],
    ['no text', {}, { writeKey: ['shop-key'] }],
    ['the name of a source', {}, { writeKey: 'shop' }],
    ['no Base64', { authorization: 'Basic §§' }, {}]
  ])('that is %s is refused', async (_how, headers, fields) => {
    expect(await intake.send('/v1/track', track(fields), headers)).toMatchObject(wrong)
    expect(intake.state.events).toEqual([])
  })

  it('is no longer known after the config was reloaded without it', async () => {
    intake.state.config = deliveryConfig({ sources: [{ name: 'shop', writeKey: 'new-key' }] })
    expect(await intake.send('/v1/track', track())).toMatchObject(wrong)
    expect(await intake.send('/v1/track', track(), basic('new-key'))).toMatchObject(success)
  })

  it('is not asked for with the figures of the browser library, which are dropped', async () => {
    expect(await intake.send('/v1/m', { series: [] }, {})).toMatchObject(success)
    expect(intake.state.events).toEqual([])
  })
})

describe('the body', () => {
  it.each([
    ['as plain text', { 'content-type': 'text/plain' }],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['as JSON', { 'content-type': 'application/json; charset=utf-8' }],
    ['as nothing', {}]
  ])('is JSON when it is declared %s', async (_what, headers) => {
    expect(await intake.send('/v1/track', track(), { ...basic('shop-key'), ...headers })).toMatchObject(success)
    expect(intake.stored()).toMatchObject([track()])
  })

  it.each([
    ['gzip', gzipSync(JSON.stringify(track()))],
    ['X-GZIP', gzipSync(JSON.stringify(track()))],
    ['identity', JSON.stringify(track())]
  ])('is unpacked when it is encoded as %s', async (encoding, body) => {
    const headers = { ...basic('shop-key'), 'content-encoding': encoding }
    expect(await intake.send('/v1/track', body, headers)).toMatchObject(success)
    expect(intake.stored()).toMatchObject([track()])
  })

  it('may start with a byte order mark', async () => {
    expect(await intake.send('/v1/track', `\uFEFF${JSON.stringify(track())}`)).toMatchObject(success)
  })

  it.each([
    ['broken', '{"event": "Signed', 'The body is not valid JSON.'],
    ['empty', '', 'The body is not valid JSON.'],
    ['an array', '[]', 'The body must be a JSON object.'],
    ['null', 'null', 'The body must be a JSON object.'],
    ['a text', '"track"', 'The body must be a JSON object.']
  ])('that is %s is refused', async (_what, body, error) => {
    expect(await intake.send('/v1/track', body)).toMatchObject({ status: 400, body: { error } })
    expect(intake.state.events).toEqual([])
  })

  it.each([{}, { batch: {} }, { batch: 'all' }, { batch: null }])('%j is no batch', async (body) => {
    expect(await intake.send('/v1/batch', body)).toMatchObject({
      status: 400,
      body: { error: '"batch" must be an array of events.' }
    })
  })
})

describe('when events are not taken', () => {
  it('a request is told to retry on another connection', async () => {
    intake.state.isReady = false
    const answer = await intake.send('/v1/track', track())
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '5', connection: 'close' } })
    expect(await intake.send('/health', '', {}, 'GET')).toMatchObject({ status: 503 })
    expect(intake.state.events).toEqual([])
  })

  it('/health says when they are', async () => {
    expect(await intake.send('/health', '', {}, 'GET')).toMatchObject({ status: 200, body: { status: 'ready' } })
    expect(await intake.send('/health', '', {}, 'HEAD')).toMatchObject({ status: 200, body: undefined })
  })
})

it('answers only when the events are stored', async () => {
  let store: () => void = () => undefined
  intake.state.accept = async (events) => {
    await new Promise<void>((resolve) => (store = resolve))
    return events.map(() => 'accepted')
  }
  let isAnswered = false
  const answer = intake.send('/v1/track', track()).then((got) => {
    isAnswered = true
    return got
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isAnswered).toBe(false)
  store()
  expect(await answer).toMatchObject(success)
})

it('keeps the time on its own clock', async () => {
  await intake.send('/v1/track', track())
  expect(intake.state.events[0].receivedAt).toBe(now)
  expect(intake.stored()[0].receivedAt).toBe('2026-03-01T12:00:00.000Z')
})
