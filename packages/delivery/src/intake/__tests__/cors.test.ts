import { BacklogFullError, StoreUnavailableError } from '../../store/store'
import { basic, openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'

let intake: OpenIntake
beforeAll(async () => {
  intake = await openIntake()
})
beforeEach(() => intake.reset())
afterAll(() => intake.close())

const origin = 'https://shop.example'
const readable = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'Retry-After',
  vary: 'Origin'
}
const event = { type: 'track', event: 'Signed Up', userId: 'ada' }

describe('a preflight', () => {
  it.each(['/v1/t', '/v1/b', '/v1/m', '/v1/track', '/v1/batch', '/webhooks/shop', '/health', '/v1/other', '*'])(
    'is answered for %s',
    async (path) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-custom'
      }
      const answer = await intake.send(path, '', headers, 'OPTIONS')
      expect(answer).toMatchObject({ status: 204, body: undefined })
      expect(answer.headers).toMatchObject({
        ...readable,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-encoding, content-type, x-retry-count, x-custom',
        'access-control-max-age': '86400'
      })
      expect(answer.headers).not.toHaveProperty('access-control-allow-private-network')
    }
  )

  it.each(['private', 'local'])('lets a public page call a %s network', async (network) => {
    const asked = { origin, [`access-control-request-${network}-network`]: 'true' }
    const { headers } = await intake.send('/v1/t', '', asked, 'OPTIONS')
    expect(headers).toMatchObject({ [`access-control-allow-${network}-network`]: 'true' })
  })

  it('repeats nothing that is no name of a header', async () => {
    const asked = { origin, 'access-control-request-headers': 'x-a, <script>' }
    const { headers } = await intake.send('/v1/t', '', asked, 'OPTIONS')
    expect(headers['access-control-allow-headers']).toBe('authorization, content-encoding, content-type, x-retry-count')
  })
})

describe('a page of any origin can read', () => {
  it('that its event was taken', async () => {
    const { status, headers } = await intake.send('/v1/t', event, { ...basic('shop-key'), origin })
    expect(status).toBe(200)
    expect(headers).toMatchObject(readable)
  })

  it.each([
    ['broken JSON', 400, '/v1/t', '{', 'shop-key'],
    ['a wrong write key', 401, '/v1/t', event, 'other'],
    ['a wrong path', 404, '/v1/other', event, 'shop-key'],
    ['a body that is too large', 400, '/v1/t', 'x'.repeat(40_000), 'shop-key']
  ])('that it was refused for %s', async (_why, status, path, body, key) => {
    const answer = await intake.send(path, body, { ...basic(key), origin })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({ ...readable, 'content-type': 'application/json' })
    expect(answer.body).toEqual({ error: expect.any(String) })
  })

  it.each([
    ['too many events wait', new BacklogFullError(5), 429, '60'],
    ['the disk is full', new StoreUnavailableError('The disk is full.'), 429, '60']
  ])('when to retry, because %s', async (_why, error, status, retryAfter) => {
    intake.state.accept = () => Promise.reject(error)
    const answer = await intake.send('/v1/t', event, { ...basic('shop-key'), origin })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({ ...readable, 'retry-after': retryAfter })
    expect(intake.state.received).toEqual([])
  })

  it('that something else went wrong, and not what', async () => {
    intake.state.accept = () => Promise.reject(new Error('SQL: INSERT "ada"'))
    const answer = await intake.send('/v1/t', event, { ...basic('shop-key'), origin })
    expect(answer.status).toBe(500)
    expect(answer.headers).toMatchObject(readable)
    expect(JSON.stringify([answer.body, intake.state.warnings])).not.toContain('ada')
    expect(intake.state.warnings).toMatchObject([
      { values: { name: 'Error', at: expect.stringContaining('cors.test') } }
    ])
  })
})

it('a request without an origin gets no such headers', async () => {
  const { headers } = await intake.send('/v1/t', event)
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})
