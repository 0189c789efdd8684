import type { SegmentEvent } from '@segment/actions-core'
import {
  APIError,
  createTestIntegration,
  HTTPError,
  IntegrationError,
  InvalidAuthenticationError,
  RetryableError
} from '@segment/actions-core'
import { inspect } from 'util'
import nock from 'nock'
import destination from '../index'

const orgToken = 'e2a4/c6f8+1b3d=4957~a0c2'
const inQuery = 'e2a4%2Fc6f8%2B1b3d%3D4957%7Ea0c2'
const event: Partial<SegmentEvent> = { type: 'track', event: 'Signed Up', userId: 'user-123' }

function deliver(settings = { orgToken }) {
  return createTestIntegration(destination).testAction('trackEvent', {
    event,
    settings,
    useDefaultMappings: true
  })
}

const wigzo = () => nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken })

async function failure(): Promise<RetryableError | IntegrationError> {
  return deliver().then(
    () => Promise.reject(new Error('The call succeeded.')),
    (error: RetryableError | IntegrationError) => error
  )
}

describe('a call to Wigzo', () => {
  it('is a POST of JSON with the URL-encoded Organization Token in the query', async () => {
    wigzo().reply(200)

    const [{ request, url }] = await deliver()

    expect(url).toBe(`https://app.wigzo.com/rest/v1/learn/event?org_token=${inQuery}`)
    expect(request.method).toBe('POST')
    expect(request.headers.get('content-type')).toBe('application/json')
  })

  it.each([
    ['an empty body', 200, '', 'text/plain'],
    ['no content', 204, '', 'application/json'],
    ['an empty body that claims to be JSON', 200, '', 'application/json'],
    ['JSON that breaks off', 200, '{"status":', 'application/json'],
    ['a page of HTML', 200, '<html></html>', 'text/html'],
    ['null', 200, 'null', 'application/json'],
    ['a number', 201, '1', 'application/json'],
    ['an array', 200, '[]', 'application/json'],
    ['long', 200, 'x'.repeat(1_000_000), 'text/plain']
  ])('has succeeded when the answer is %s', async (_name, status, body, contentType) => {
    wigzo().reply(status, body, { 'content-type': contentType })

    const responses = await deliver()

    expect(responses.map((response) => response.status)).toEqual([status])
  })
})

describe('an error of Wigzo', () => {
  it('is an authentication error with its message when the status is 401', async () => {
    wigzo().reply(401, { message: 'Unknown organization' })

    const error = await failure()

    expect(error).toBeInstanceOf(InvalidAuthenticationError)
    expect(error.status).toBe(401)
    expect(error.message).toBe('Wigzo answered 401: Unknown organization. Check the Organization Token.')
  })

  it.each([400, 403, 404, 409, 413, 422, 501])(
    'is final with its message and status when that is %i',
    async (status) => {
      wigzo().reply(status, { message: 'eventval is too long' })

      const error = await failure()

      expect(error).toBeInstanceOf(APIError)
      expect(error.status).toBe(status)
      expect(error.message).toBe(`Wigzo answered ${status}: eventval is too long`)
    }
  )

  it.each([408, 423, 429, 500, 502, 503, 504, 522])(
    'can be retried, with its message and status, when that is %i',
    async (status) => {
      wigzo().reply(status, { error: 'Try again' })

      const error = await failure()

      expect(error).toBeInstanceOf(RetryableError)
      expect(error.status).toBe(status)
      expect(error.message).toBe(`Wigzo answered ${status}: Try again`)
    }
  )

  it.each([
    ['the key message', { message: 'No user' }, 'No user'],
    ['the key error', { error: 'No user' }, 'No user'],
    ['another form of JSON', { errors: ['No user'] }, '{"errors":["No user"]}'],
    ['a message that is no text', { message: { code: 7 } }, '{"message":{"code":7}}'],
    ['an empty message', { message: '' }, '{"message":""}'],
    ['an array', ['No user'], '["No user"]'],
    ['null', 'null', 'null']
  ])('keeps its reason from %s', async (_name, body, reason) => {
    wigzo().reply(400, body, { 'content-type': 'application/json' })

    expect((await failure()).message).toBe(`Wigzo answered 400: ${reason}`)
  })

  it.each([
    ['text', 'No user', 'text/plain', 'No user'],
    ['JSON that breaks off', '{"message":"No', 'application/json', '{"message":"No'],
    ['nothing but white space', ' \n', 'text/plain', 'Bad Request'],
    ['nothing', '', 'application/json', 'Bad Request']
  ])('has a reason also when its body is %s', async (_name, body, contentType, reason) => {
    wigzo().reply(400, body, { 'content-type': contentType })

    expect((await failure()).message).toBe(`Wigzo answered 400: ${reason}`)
  })

  it('is cut when its body is long', async () => {
    wigzo().reply(502, `<html>${'x'.repeat(1_000_000)}</html>`)

    const { message } = await failure()

    expect(message).toMatch(/^Wigzo answered 502: <html>x+$/)
    expect(message.length).toBeLessThan(400)
  })
})

// Upstream's local server loads another copy of the framework for the destination than the one that makes requests.
describe('an error of Wigzo, when another copy of the framework makes the request,', () => {
  let framework: { createTestIntegration: typeof createTestIntegration; HTTPError: object }
  jest.isolateModules(() => (framework = jest.requireActual('@segment/actions-core')))

  it.each([
    [401, InvalidAuthenticationError],
    [400, APIError],
    [429, RetryableError],
    [503, RetryableError]
  ])('is told in the same way when its status is %i', async (status, errorClass) => {
    wigzo().reply(status, { message: 'No' })

    const error: unknown = await framework
      .createTestIntegration(destination)
      .testAction('trackEvent', { event, settings: { orgToken }, useDefaultMappings: true })
      .catch((thrown) => thrown)

    expect(framework.HTTPError).not.toBe(HTTPError)
    expect(error).toBeInstanceOf(errorClass)
    expect(error).toMatchObject({ status, message: expect.stringMatching(`^Wigzo answered ${status}: No`) })
  })
})

describe('a call that Wigzo does not answer', () => {
  it.each([
    ['the connection is reset', { code: 'ECONNRESET', message: 'read ECONNRESET' }],
    ['the connection is refused', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }],
    ['the host is not found', { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND app.wigzo.com' }]
  ])('can be retried when %s', async (_name, cause) => {
    wigzo().replyWithError(Object.assign(new Error(cause.message), cause))

    const error = await failure()

    expect(error).toBeInstanceOf(RetryableError)
    expect(error.status).toBe(408)
    expect(error.message).toMatch(/^Wigzo could not be reached: /)
    expect(error.message).toContain(cause.message)
  })

  it('can be retried when it takes too long', async () => {
    wigzo().reply(() => new Promise(() => undefined))
    const wait = jest.spyOn(global, 'setTimeout').mockImplementation((callback, ms) => {
      // The framework's time limit, without the wait.
      if (ms === 10_000) callback()
      return undefined as unknown as NodeJS.Timeout
    })

    const error = await failure().finally(() => wait.mockRestore())

    expect(error).toBeInstanceOf(RetryableError)
    expect(error.status).toBe(408)
    expect(error.message).toBe('Wigzo could not be reached: Request timed out after 10000ms')
  })

  it.each([301, 302, 303, 307, 308])(
    'is refused when it is redirected with %i, which is not followed',
    async (status) => {
      wigzo().reply(status, '', { location: 'https://elsewhere.example/' })
      const elsewhere = nock('https://elsewhere.example').get('/').reply(200).post('/').reply(200)

      const error = await failure()

      expect(error).toBeInstanceOf(APIError)
      expect(error).toMatchObject({ status })
      expect(elsewhere.pendingMocks()).toHaveLength(2)
      nock.cleanAll()
    }
  )
})

describe('the Organization Token', () => {
  const forms = [orgToken, encodeURIComponent(orgToken), inQuery]

  it.each([
    ['an error that repeats it', () => wigzo().reply(400, { message: `No such org_token: ${orgToken}` })],
    ['an error that repeats it in a URL', () => wigzo().reply(500, `Failed: /learn/event?org_token=${inQuery}`)],
    ['an error that repeats it as in a form', () => wigzo().reply(400, { message: `Unknown: ${inQuery}` })],
    ['an error that repeats it percent-encoded', () => wigzo().reply(401, { error: encodeURIComponent(orgToken) })],
    ['an error that repeats it where it is cut', () => wigzo().reply(400, 'x'.repeat(290) + orgToken)],
    ['a broken connection, whose error has the URL', () => wigzo().replyWithError('socket hang up')],
    ['a redirection to nowhere', () => wigzo().reply(307, '', { location: `https://[wigzo]/?org_token=${inQuery}` })]
  ])('does not show in %s', async (_name, answer) => {
    answer()

    const thrown = inspect(await failure(), { depth: 10, showHidden: true })

    expect(thrown).toContain('Wigzo')
    for (const form of [...forms, 'e2a4']) expect(thrown).not.toContain(form)
  })

  it('is refused, as any other, when half a character is in it', async () => {
    nock('https://app.wigzo.com')
      .post('/rest/v1/learn/event')
      .query(true)
      .reply(401, { message: 'Unknown organization e2a4%EF%BF%BD' })

    const error = await deliver({ orgToken: 'e2a4\ud800' }).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(InvalidAuthenticationError)
    expect(error).toMatchObject({
      message: 'Wigzo answered 401: Unknown organization ***. Check the Organization Token.'
    })
  })

  // Upstream's local server does not compare settings with their types.
  it.each([5, true, null, undefined, {}, ['e2a4c6f81b3d4957a0c2']])(
    'is refused before any request when it is %j, which is no text',
    async (token) => {
      const error = await deliver({ orgToken: token as string }).catch((thrown: unknown) => thrown)

      expect(error).toBeInstanceOf(InvalidAuthenticationError)
      expect(error).toMatchObject({
        message: expect.stringMatching(/^The Organization Token must be a text\. Copy it/)
      })
    }
  )

  it.each(['', ' ', 'e2a4 c6f8', 'e2a4\nc6f8'])('is refused before any request when it is %j', async (token) => {
    const error = await deliver({ orgToken: token }).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(InvalidAuthenticationError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^The Organization Token must not be empty or contain white space\. Copy it/)
    })
  })

  it('is sent without the blanks around it', async () => {
    wigzo().reply(200)

    await expect(deliver({ orgToken: ` ${orgToken}\n` })).resolves.toHaveLength(1)
  })

  it.each([undefined, null])('is refused before any request when the settings are %j', async (settings) => {
    const error = await createTestIntegration(destination)
      .testAction('trackEvent', { event, settings: settings as never, useDefaultMappings: true })
      .catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(InvalidAuthenticationError)
  })
})
