import { APIError, createRequestClient, InvalidAuthenticationError, RetryableError } from '@segment/actions-core'
import nock from 'nock'
import { deliver, identify, refersionAnswers, settings, toRefersion } from './__helpers__/refersion'
import type { Answer } from './__helpers__/refersion'
import { changeStatus, checkCredentials, searchAffiliates } from '../api'
import { credentialHeaders } from '../api-key'

const taken: Answer = ['new', { errors: ['The email you have entered is taken by another Affiliate.'] }, 422]
const found: Answer = ['search', { total: 1, results: [{ id: 'a3y7', status: 'ACTIVE', email: 'jane@example.com' }] }]
const got: Answer = ['get', { id: '37569297', first_name: 'Jane', last_name: 'Kim', email: 'jane@example.com' }]

const create = () => identify({ email: 'jane@example.com', name: 'Jane Kim' }, { custom_fields: { 12: true } })
const update = () => identify({ email: 'jane@example.com', phone: '+1 555 0100' })
const remove = (mapping = {}) =>
  deliver('deleteAffiliate', { type: 'delete', traits: { email: 'jane@example.com' } }, mapping)

/** Each request that an action sends, with what Refersion answered before. */
const requests: { when: string; call: string; before: Answer[]; run: () => Promise<unknown> }[] = [
  { when: 'creating', call: 'new', before: [], run: create },
  { when: 'setting custom fields', call: 'get', before: [['new', { id: 'a3y7' }]], run: create },
  { when: 'setting custom fields', call: 'edit', before: [['new', { id: 'a3y7' }], got], run: create },
  { when: 'updating after 422', call: 'search', before: [taken], run: create },
  { when: 'updating after 422', call: 'get', before: [taken, found], run: create },
  { when: 'updating after 422', call: 'edit', before: [taken, found, got], run: create },
  { when: 'updating without a name', call: 'search', before: [], run: update },
  { when: 'updating without a name', call: 'get', before: [found], run: update },
  { when: 'updating without a name', call: 'edit', before: [found, got], run: update },
  { when: 'deleting by email', call: 'search', before: [], run: remove },
  { when: 'deleting by email', call: 'get', before: [found], run: remove },
  { when: 'deleting by email', call: 'status_change', before: [found, got], run: remove },
  { when: 'deleting by code', call: 'get', before: [], run: () => remove({ affiliate_code: 'a3y7' }) },
  { when: 'deleting by id', call: 'get', before: [], run: () => remove({ affiliate_id: 37569297 }) }
]

interface Failure {
  body: unknown
  status: number
  error: typeof APIError | typeof InvalidAuthenticationError | typeof RetryableError
  /** The status of the error, when it is another one. */
  reported?: number
  reason?: string
}

const failures: Failure[] = [
  // Published: a field is not valid. HTTP clients drop the body of a 204.
  { body: '', status: 204, error: APIError, reported: 400, reason: '204: Refersion refused a field' },
  // Errors can stand in any answer.
  { body: { error: 'Invalid field X' }, status: 200, error: APIError, reported: 400, reason: '200: Invalid field X' },
  { body: { errors: ['No.', 'No!'] }, status: 201, error: APIError, reported: 400, reason: '201: No. No!' },
  { body: { id: 'a3y7', errors: 'No.' }, status: 200, error: APIError, reported: 400, reason: '200: No.' },
  {
    body: { error: 'Missing required field X' },
    status: 400,
    error: APIError,
    reason: '400: Missing required field X'
  },
  { body: { error: 'Invalid API credentials (error 2).' }, status: 401, error: InvalidAuthenticationError },
  { body: '', status: 403, error: APIError, reason: '403' },
  // Published: the request has no body. It does not say that there is no such affiliate.
  { body: { error: 'Bad request, no body' }, status: 404, error: APIError, reason: '404: Bad request, no body' },
  { body: { error: ['Bad request, no body'] }, status: 404, error: APIError, reason: '404: Bad request, no body' },
  // A list of answers
  { body: [{ error: 'No.' }, { errors: ['No!'] }], status: 404, error: APIError, reason: '404: No. No!' },
  { body: [{ error: 'No.' }], status: 200, error: APIError, reported: 400, reason: '200: No.' },
  { body: [{ error: 'Busy.' }], status: 503, error: RetryableError, reason: '503: Busy.' },
  { body: { errors: null }, status: 408, error: RetryableError, reason: '408' },
  { body: { error: 'Slow down.' }, status: 429, error: RetryableError, reason: '429: Slow down.' },
  // Published: the request is too long, and would be the next time, too.
  {
    body: { error: 'Max number of elements on attribute (50) reached.' },
    status: 429,
    error: APIError,
    reported: 400,
    reason: '429: Max number of elements on attribute (50) reached.'
  },
  { body: '<h1>Oops</h1>', status: 500, error: RetryableError, reason: '500' },
  { body: '', status: 501, error: APIError, reason: '501' },
  { body: '{"error":"Back', status: 503, error: RetryableError, reason: '503' },
  { body: '', status: 520, error: RetryableError, reason: '520' }
]

const unreadable = (call: string) => `Refersion's answer to affiliate/${call} doesn't match its API reference.`

describe.each(requests)('when $when, affiliate/$call', ({ call, before, run }) => {
  it.each(failures)('ends with an error after a $status $body', async (failure) => {
    const { body, status, error, reported = status, reason = '' } = failure
    const received = refersionAnswers(...before, [call, body, status])

    const rejection = await run().catch((caught: Error) => caught)

    expect(rejection).toBeInstanceOf(error)
    expect(rejection).toMatchObject({
      status: reported,
      message: expect.stringContaining(`affiliate/${call} with ${reason}`)
    })
    expect(received.map(([sent]) => sent)).toEqual([...before.map(([sent]) => sent), call])
  })

  it.each([
    ['is cut short', '{"id":"a3y7","ids_chan'],
    ['is a web page', '<!doctype html><title>Down for maintenance</title>'],
    ['is a list', '[]'],
    ['is a list without errors', '[{"id":"a3y7"}, null]'],
    ['is null', 'null'],
    ['is a text', '"ok"']
  ])('can be retried after a 200 whose body %s', async (_what, body) => {
    refersionAnswers(...before, [call, body])
    await expect(run()).rejects.toMatchObject({ name: 'RetryableError', message: unreadable(call) })
  })

  it.each([301, 302, 303, 307, 308])('ends with a %i, which is not followed with the keys', async (status) => {
    const received = refersionAnswers(...before)
    toRefersion(call).reply(status, '', { location: 'https://elsewhere.example/' })
    const elsewhere = nock('https://elsewhere.example').get('/').reply(200).post('/').reply(200)

    await expect(run()).rejects.toMatchObject({ name: 'APIError', status })
    expect(received).toHaveLength(before.length)
    expect(elsewhere.pendingMocks()).toHaveLength(2)
    nock.cleanAll()
  })

  it('can be retried after a broken connection', async () => {
    refersionAnswers(...before)
    toRefersion(call).replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))

    await expect(run()).rejects.toMatchObject({
      name: 'RetryableError',
      status: 408,
      message: expect.stringMatching(`Refersion did not answer affiliate/${call}: .*ECONNRESET`)
    })
  })
})

it('can be retried after a time-out', async () => {
  const impatient = createRequestClient({ headers: credentialHeaders(settings.apiKey), timeout: 10 })
  toRefersion('status_change')
    .delay(100)
    .reply(200, { ids_changed: [1] })

  const rejection = expect(changeStatus({ request: impatient, settings }, [1], 'DISABLED')).rejects
  await rejection.toBeInstanceOf(RetryableError)
  await rejection.toMatchObject({ status: 408, message: expect.stringContaining('timed out') })
})

it.each(requests.filter(({ call }) => ['edit', 'status_change'].includes(call)))(
  'affiliate/$call can be retried when its answer lists nothing where ids belong ($when)',
  async ({ call, before, run }) => {
    refersionAnswers(...before, [call, { ids_changed: 42, ids_not_changed: 42 }])
    await expect(run()).rejects.toMatchObject({ name: 'RetryableError', message: unreadable(call) })
  }
)

it.each([
  ['new', {}, create],
  ['new', { id: true }, create],
  ['new', { id: true, error: false, errors: [] }, create],
  ['get', {}, () => remove({ affiliate_code: 'a3y7' })],
  ['get', { id: 'a3y7' }, () => remove({ affiliate_code: 'a3y7' })]
])('affiliate/%s can be retried when its answer has no id that can be one: %j', async (call, body, run) => {
  refersionAnswers([call, body])
  await expect(run()).rejects.toMatchObject({ name: 'RetryableError', message: unreadable(call) })
})

describe('numbers and texts are the same in an answer', () => {
  it('in the code of an affiliate', async () => {
    const received = refersionAnswers(['new', { id: 4711 }], got, ['edit', { ids_changed: ['37569297'] }])
    await create()
    expect(received[1]).toEqual(['get', { affiliate_code: '4711' }])
  })

  it('in the ids that were changed', async () => {
    refersionAnswers(found, got, ['status_change', { ids_changed: ['37569297'], ids_not_changed: [] }])
    await expect(remove()).resolves.toBeDefined()
  })
})

describe('the messages of Refersion', () => {
  it.each([
    ['one error', { error: 'Missing required field X' }, 'Missing required field X'],
    ['several errors', { errors: ['Too short.', 'Too plain.'] }, 'Too short. Too plain.'],
    ['errors that are no texts', { errors: [{ field: 'zip' }, 7] }, '{"field":"zip"} 7'],
    ['the status, when there are no errors', { errors: [null] }, 'Bad Request'],
    ['the status, when the answer is a web page', '<h1>Bad</h1>', 'Bad Request']
  ])('reach the reader: %s', async (_what, body, words) => {
    refersionAnswers(['new', body, 400])
    await expect(create()).rejects.toMatchObject({ message: `Refersion answered affiliate/new with 400: ${words}` })
  })
})

it('an error says so when there is no reason at all, as HTTP/2 sends no status text', async () => {
  const answer = { status: 400, statusText: '', content: '' }
  const request = () => Promise.resolve(answer as never)

  await expect(checkCredentials({ request, settings })).rejects.toMatchObject({
    name: 'APIError',
    message: 'Refersion answered affiliate/list with 400: no reason given'
  })
})

it.each([
  ['empty lists', { errors: [] }],
  ['an empty object', { errors: {} }],
  ['nothing', { error: null, errors: '' }],
  ['that there is no error', { error: false }],
  ['the number of errors', { errors: 0 }]
])('an answer is no refusal for saying %s', async (_what, nothing) => {
  refersionAnswers(['get', { id: 37569297, status: 'DISABLED', ...nothing }])
  await expect(remove({ affiliate_code: 'a3y7' })).resolves.toBeDefined()
})

describe('what is secret', () => {
  it('is masked where Refersion repeats the key', async () => {
    refersionAnswers(['new', { error: 'No such key: pub_1a2b3c4d5e6f, sec_6f5e4d3c2b1a.' }, 401])
    await expect(create()).rejects.toThrow('401: No such key: ***, ***.')
  })

  it('is masked in a refusal with 200, too', async () => {
    refersionAnswers(['new', { error: 'No such key: pub_1a2b3c4d5e6f, sec_6f5e4d3c2b1a.' }])
    await expect(create()).rejects.toThrow('200: No such key: ***, ***.')
  })

  it('does not change what an answer means', async () => {
    const request = jest.fn().mockResolvedValue({
      status: 422,
      statusText: '',
      content: JSON.stringify({ errors: ['Could not find affiliates with this keyword.'] })
    })
    await expect(searchAffiliates({ request, settings: { apiKey: 'a.b' } }, 'jane@example.com')).resolves.toEqual([])
  })

  it('is masked inside JSON', async () => {
    const password = 'Inv3nted"\\Password'
    refersionAnswers(['new', { errors: [{ password }] }, 400])
    const delivery = identify({ email: 'jane@example.com', name: 'Jane Kim' }, { password })
    await expect(delivery).rejects.toThrow('400: {"password":"***"}')
  })

  it('is masked where Refersion repeats the password', async () => {
    toRefersion('new').reply((_uri, body) => [400, { error: `Too weak: ${(body as { password: string }).password}` }])
    await expect(create()).rejects.toThrow(/400: Too weak: \*\*\*$/)
  })
})

describe('after a 200 with an empty body', () => {
  it.each(requests.filter(({ call }) => ['new', 'edit', 'status_change'].includes(call)))(
    'affiliate/$call counts as done when $when',
    async ({ call, before, run }) => {
      refersionAnswers(...before, [call, ''])
      await expect(run()).resolves.toBeDefined()
    }
  )

  it.each(requests.filter(({ call, when }) => ['search', 'get'].includes(call) && when !== 'deleting by id'))(
    'affiliate/$call can be retried when $when, as it answers the question for nobody',
    async ({ call, before, run }) => {
      refersionAnswers(...before, [call, ''])
      await expect(run()).rejects.toBeInstanceOf(RetryableError)
    }
  )

  it('nothing but white space is as empty', async () => {
    refersionAnswers(['new', ' \n'])
    await expect(create()).resolves.toBeDefined()
  })

  it('an affiliate whose id is known is disabled all the same', async () => {
    const received = refersionAnswers(['get', ''], ['status_change', ''])
    await remove({ affiliate_id: 37569297 })
    expect(received[1]).toEqual(['status_change', { ids: [37569297], status: 'DISABLED' }])
  })
})
