import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import nock from 'nock'
import { inspect } from 'util'
import { track } from '../api'
import destination from '../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }
const json = { 'content-type': 'application/json; charset=utf-8' }

const wishpond = () => nock('https://api.wishpond.com').post(/^\/api\/v1\/tracking\/(identify|track)$/)

describe.each(['identifyLead', 'trackEvent'])('%s', (actionKey) => {
  const send = (keys = settings) =>
    createTestIntegration(destination).testAction(actionKey, {
      event: createTestEvent({ type: actionKey === 'identifyLead' ? 'identify' : 'track' }),
      settings: keys,
      useDefaultMappings: true
    })

  it.each([
    ['an object', 200, '{"id":1}', json],
    ['nothing', 200, '', {}],
    ['nothing, said to be JSON', 200, '', json],
    ['no content', 204, '', {}],
    ['truncated JSON', 201, '{"lead":{"id":', json],
    ['a JSON null', 200, 'null', json],
    ['a JSON string', 200, '"ok"', json],
    ['a web page', 200, '<html></html>', { 'content-type': 'text/html' }],
    ['a body of a megabyte', 200, JSON.stringify({ text: 'x'.repeat(1024 * 1024) }), json]
  ])('takes the event as delivered when the answer is a success with %s', async (_body, status, body, headers) => {
    wishpond().reply(status, body, headers)

    expect(await send()).toHaveLength(1)
  })

  it('asks for other keys when they are refused', async () => {
    wishpond().reply(401, { error: 'Invalid write key' })

    await expect(send()).rejects.toMatchObject({
      name: 'InvalidAuthenticationError',
      status: 401,
      message:
        'Wishpond refused the keys (status 401: Invalid write key). Compare Merchant ID and Tracking Key with the API Keys dialog in Wishpond.'
    })
  })

  it.each([
    ['one attribute', { errors: { email: ['is already taken'] } }, 'email is already taken'],
    [
      'several attributes',
      { errors: { email: ['is invalid', 'is already taken'], phone_number: ['is too short'] } },
      'email is invalid, is already taken; phone_number is too short'
    ],
    [
      'an attribute, rather than its general words',
      { error: 'Unprocessable', errors: { email: ['is already taken'] } },
      'email is already taken'
    ],
    ['one text', { errors: { email: 'is already taken' } }, 'email is already taken'],
    ['a nested attribute', { errors: { address: { city: ['is unknown'] } } }, 'address {"city":["is unknown"]}'],
    ['a list of them', { errors: ['Email is already taken'] }, '{"errors":["Email is already taken"]}'],
    ['none of them', { message: 'Unknown merchant' }, '{"message":"Unknown merchant"}']
  ])("repeats Wishpond's own words about %s", async (_what, body, words) => {
    wishpond().reply(422, body)

    await expect(send()).rejects.toMatchObject({
      name: 'APIError',
      status: 422,
      message: `Wishpond refused the event (status 422: ${words}). Correct the event or the mapping.`
    })
  })

  it('asks for a Tracking Key that is empty without an answer of Wishpond', async () => {
    await expect(send({ ...settings, trackingKey: '' })).rejects.toThrow(
      'Tracking Key must be a text, but it is empty.'
    )
  })

  it('leaves the rate limit to be tried again, with its status', async () => {
    wishpond().reply(429, { error: 'Rate Limit Exceeded' })

    await expect(send()).rejects.toMatchObject({
      name: 'RetryableError',
      status: 429,
      message: 'Wishpond could not accept the event now (status 429: Rate Limit Exceeded). Segment retries it.'
    })
  })

  it.each([408, 423, 500, 502, 503, 504, 520])(
    'leaves status %d to be tried again, with its status',
    async (status) => {
      wishpond().reply(status)

      await expect(send()).rejects.toMatchObject({ name: 'RetryableError', status })
    }
  )

  it.each([400, 403, 404, 409, 413, 501])('does not leave status %d to be tried again', async (status) => {
    wishpond().reply(status)

    await expect(send()).rejects.toMatchObject({ name: 'APIError', status })
  })

  it.each([
    ['text', 'Unknown merchant\n', { 'content-type': 'text/plain' }, 'Unknown merchant'],
    ['a web page', '<html>Bad Request</html>', { 'content-type': 'text/html' }, '<html>Bad Request</html>'],
    ['truncated JSON', '{"errors":{"email":[', json, '{"errors":{"email":['],
    ['a JSON null', 'null', json, 'null'],
    ['a list', '["email is already taken"]', json, '["email is already taken"]'],
    ['errors of null', '{"errors":null}', json, '{"errors":null}'],
    ['no errors', '{"errors":{}}', json, '{"errors":{}}'],
    ['an error that is no text', '{"error":{"code":7}}', json, '{"error":{"code":7}}'],
    ['an empty error', '{"error":""}', json, '{"error":""}'],
    ['nothing', '', {}, 'Bad Request'],
    ['nothing but white space', ' \n', json, 'Bad Request']
  ])('repeats a refusal that says %s', async (_body, body, headers, words) => {
    wishpond().reply(400, body, headers)

    await expect(send()).rejects.toMatchObject({
      name: 'APIError',
      status: 400,
      message: `Wishpond refused the event (status 400: ${words}). Correct the event or the mapping.`
    })
  })

  it('repeats only the beginning of a long answer', async () => {
    wishpond().reply(502, `<html>${'x'.repeat(1024 * 1024)}</html>`)

    const error = await send().catch((thrown: Error) => thrown)

    expect(error).toMatchObject({ message: expect.stringMatching(/^Wishpond could not accept .*<html>x+\)/) })
    expect((error as Error).message.length).toBeLessThan(450)
  })

  it.each([
    ['its words', 400, { error: `Unknown key ${settings.trackingKey}` }],
    ['an attribute', 422, { errors: { writeKey: [`${settings.trackingKey} is unknown`] } }],
    ['the request', 500, { request: { merchantId: settings.merchantId, writeKey: settings.trackingKey } }],
    ['the place where they are cut', 401, { error: 'x'.repeat(295) + settings.trackingKey }]
  ])('does not show the Tracking Key that the answer has in %s', async (_place, status, body) => {
    wishpond().reply(status, body)

    const error = await send().catch((thrown: Error) => thrown)

    expect(error).toMatchObject({ status, message: expect.stringContaining('***') })
    expect((error as Error).message).not.toContain(settings.trackingKey.slice(0, 3))
  })

  it.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT'])(
    'leaves a connection that ends with %s to be tried again',
    async (code) => {
      wishpond().replyWithError(Object.assign(new Error(`broken: ${code}`), { code }))

      await expect(send()).rejects.toMatchObject({
        name: 'RetryableError',
        status: 408,
        message: expect.stringMatching(`^Wishpond did not answer: .*broken: ${code}. Segment retries the event.$`)
      })
    }
  )

  it('leaves a time-out to be tried again, and does not show the request, which holds the Tracking Key', async () => {
    const setTimeoutNow = global.setTimeout
    // Only the framework's own wait of ten seconds is cut short.
    const wait = jest
      .spyOn(global, 'setTimeout')
      .mockImplementation((callback: () => void, ms?: number) => setTimeoutNow(callback, ms === 10_000 ? 0 : ms))
    wishpond().delay(5_000).reply(200)

    const error = await send().catch((thrown: Error) => thrown)

    wait.mockRestore()
    nock.abortPendingRequests()
    expect(error).toMatchObject({
      name: 'RetryableError',
      status: 408,
      message: 'Wishpond did not answer: Request timed out after 10000ms. Segment retries the event.'
    })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(settings.trackingKey)
  })

  it('does not follow a redirect, which would take the keys along', async () => {
    wishpond().reply(307, '', { location: 'https://elsewhere.example/' })
    const elsewhere = nock('https://elsewhere.example').post('/').reply(200)

    await expect(send()).rejects.toMatchObject({ name: 'APIError', status: 307 })
    expect(elsewhere.isDone()).toBe(false)
    nock.cleanAll()
  })
})

it('says so when a refusal gives no reason at all, as HTTP/2 sends no status text', async () => {
  const answer = { ok: false, status: 400, statusText: '', content: '', data: undefined }
  const request = (async () => answer) as unknown as RequestClient

  await expect(track(request, settings, { cid: 'user-1', event: 'Signed Up', properties: {} })).rejects.toThrow(
    'Wishpond refused the event (status 400: no reason given). Correct the event or the mapping.'
  )
})
