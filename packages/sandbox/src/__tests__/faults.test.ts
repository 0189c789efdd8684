import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { InvalidFaultError, SandboxAgent } from '..'
import { until, useSandbox } from '../test-client'
import { standIns } from './invented-vendors'

const local = useSandbox({ standIns })

const NEW = '/people/new'
const LIST = '/people/list'
const createJane = (signal?: AbortSignal) =>
  local.raw(
    `https://api.acme.example${NEW}`,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, signal },
    JSON.stringify({ name: 'Jane Kim', email: 'jane@example.com' })
  )
const list = () => local.post(`https://api.acme.example${LIST}`, {})
const janesId = 'p001'

/** Whether a vendor did its work is what matters to a second delivery. */
const janeExists = () => local.sandbox.read('acme').people.length === 1

describe('a status', () => {
  it.each([
    [401, { error: 'Unauthorized' }],
    [422, { errors: ['Unprocessable Entity'] }],
    [429, { error: 'Too Many Requests' }],
    [503, { error: 'Service Unavailable' }],
    [599, { error: 'Status 599' }]
  ])('of %i is answered in the form of the vendor, and the call has no effect', async (status, body) => {
    local.sandbox.setFaults('acme', { status })

    expect(await createJane()).toMatchObject({ status, body })
    expect(janeExists()).toBe(false)
  })

  it.each([
    ['acme', 'https://api.acme.example/people/new', 500, { error: 'Internal Server Error' }],
    ['globex', 'https://api.globex.example/v1/event', 500, { code: 500, reason: 'Internal Server Error' }]
  ] as const)('is answered in the form of %s: %s', async (vendor, url, status, body) => {
    local.sandbox.setFaults(vendor, { status })

    expect(await local.post(url, {})).toMatchObject({ status, body })
  })

  it('of 3xx may redirect', async () => {
    local.sandbox.setFaults('acme', { status: 307, location: 'https://api.acme.example/elsewhere' })

    const { status, headers } = await createJane()
    expect(status).toBe(307)
    expect(headers.location).toBe('https://api.acme.example/elsewhere')
    expect(janeExists()).toBe(false)
  })

  it.each([204, 304])('of %i comes without a body', async (status) => {
    local.sandbox.setFaults('acme', { status })

    expect(await createJane()).toMatchObject({ status, text: '' })
    // The connection is still in order.
    expect((await list()).status).toBe(200)
  })
})

describe('a delay', () => {
  it('holds the answer back, and the call takes effect', async () => {
    local.sandbox.setFaults('acme', { delay: 40 })
    const start = performance.now()
    const { status } = await createJane()

    expect(status).toBe(200)
    // Timers may fire up to a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(39)
    expect(janeExists()).toBe(true)
  })

  it('lets the call take effect also when the client gives up waiting', async () => {
    local.sandbox.setFaults('acme', { delay: 600_000 })
    const client = new AbortController()
    const givenUp = expect(createJane(client.signal)).rejects.toThrow('aborted')
    await until(() => local.sandbox.faults('acme').length === 0)
    client.abort()
    await givenUp

    expect(janeExists()).toBe(true)
    expect((await list()).status).toBe(200)
  })

  it('can be combined with a status', async () => {
    local.sandbox.setFaults('acme', { delay: 40, status: 503 })
    const start = performance.now()

    expect((await createJane()).status).toBe(503)
    expect(performance.now() - start).toBeGreaterThanOrEqual(39)
    expect(janeExists()).toBe(false)
  })
})

describe('a stall', () => {
  it('holds back the second half of the body, and the call takes effect', async () => {
    local.sandbox.setFaults('acme', { stall: 40 })
    const start = performance.now()
    const { status, body } = await createJane()

    expect(status).toBe(200)
    expect(body).toMatchObject({ id: janesId })
    expect(performance.now() - start).toBeGreaterThanOrEqual(39)
    expect(janeExists()).toBe(true)
  })

  it('comes when the headers and the first half are there', async () => {
    local.sandbox.setFaults('acme', { stall: 600_000, body: { id: janesId } })
    const agent = new SandboxAgent(local.sandbox)
    const headers = { 'Content-Type': 'application/json' }
    const request = httpsRequest(`https://api.acme.example${LIST}`, { agent, method: 'POST', headers }).end('{}')
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    const [beginning] = (await once(response, 'data')) as [Buffer]
    request.destroy()
    agent.close()

    expect(response.statusCode).toBe(200)
    expect(beginning.toString()).toBe('{"id":')
  })

  it('can be combined with a status', async () => {
    local.sandbox.setFaults('acme', { stall: 40, status: 503 })

    expect(await createJane()).toMatchObject({ status: 503, body: { error: 'Service Unavailable' } })
    expect(janeExists()).toBe(false)
  })
})

describe('a reset', () => {
  it('before the answer has no effect', async () => {
    local.sandbox.setFaults('acme', { reset: 'before' })

    await expect(createJane()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(janeExists()).toBe(false)
  })

  it('during the answer comes when the call has taken effect', async () => {
    local.sandbox.setFaults('acme', { reset: 'during' })

    await expect(createJane()).rejects.toMatchObject({ code: 'ECONNRESET', status: 200 })
    expect(janeExists()).toBe(true)
  })

  it('leaves the next call alone', async () => {
    local.sandbox.setFaults('acme', { reset: 'before' })
    await expect(list()).rejects.toMatchObject({ code: 'ECONNRESET' })

    expect((await list()).status).toBe(200)
  })
})

describe('a body', () => {
  const link = `https://acme.example/people/${janesId}`
  const message = 'The person p001 has been created.'
  const whole = JSON.stringify({ id: janesId, link, message })

  it.each([
    ['empty', 'application/json', ''],
    ['truncated', 'application/json', whole.slice(0, whole.length / 2)],
    ['not-json', 'text/html', expect.stringMatching(/^<html>/)],
    ['wrong-type', 'application/json', '{"id":42,"link":42,"message":42}'],
    [null, 'application/json', 'null'],
    [['list'], 'application/json', '["list"]'],
    [{ id: janesId }, 'application/json', '{"id":"p001"}']
  ])('may be %j; the call takes effect', async (body, type, text) => {
    local.sandbox.setFaults('acme', { body })

    const answer = await createJane()
    expect(answer).toMatchObject({ status: 200, text })
    expect(answer.headers['content-type']).toBe(type)
    expect(janeExists()).toBe(true)
  })

  it('may be correct and 10 MB long', async () => {
    local.sandbox.setFaults('acme', { body: 'huge' })

    const { text, body } = await createJane()
    expect(text.length).toBeGreaterThan(10 * 1024 * 1024)
    expect(body).toMatchObject({ id: janesId, message })
    expect(janeExists()).toBe(true)
  })

  it('has text in the place of a number', async () => {
    local.sandbox.setFaults('acme', { body: 'wrong-type' })

    expect((await list()).body).toEqual({ total: 'not a number', results: 42 })
  })

  it('can be combined with a status, and then has no effect', async () => {
    local.sandbox.setFaults('acme', { status: 422, body: { errors: ['Of the test.'] } })

    expect(await createJane()).toMatchObject({ status: 422, body: { errors: ['Of the test.'] } })
    expect(janeExists()).toBe(false)
  })
})

describe('faults', () => {
  it('apply to one request by default', async () => {
    local.sandbox.setFaults('acme', { status: 503 })

    expect([(await list()).status, (await list()).status]).toEqual([503, 200])
  })

  it('apply to as many requests as they say', async () => {
    local.sandbox.setFaults('acme', { status: 503, times: 2 })

    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([503, 503, 200])
  })

  it('apply only to requests to their path', async () => {
    local.sandbox.setFaults('acme', { status: 503, path: NEW })

    expect((await list()).status).toBe(200)
    expect((await createJane()).status).toBe(503)
  })

  it('know a path without its query', async () => {
    local.sandbox.setFaults('globex', { status: 503, path: '/v1/event' })

    expect((await local.post('https://api.globex.example/v1/event?token=any', {})).status).toBe(503)
  })

  it('come one after the other, in the order of the list', async () => {
    local.sandbox.setFaults('acme', [{ status: 429 }, { status: 500, path: NEW }, { status: 503 }])

    expect([(await list()).status, (await list()).status, (await createJane()).status]).toEqual([429, 503, 500])
  })

  it('apply only to their vendor', async () => {
    local.sandbox.setFaults('globex', { status: 503 })

    expect((await list()).status).toBe(200)
  })

  it('are not changed by what the caller does to the object afterwards', () => {
    const fault = { status: 503, times: 2 }
    local.sandbox.setFaults('acme', fault)
    fault.status = 200

    expect(local.sandbox.faults('acme')).toEqual([{ status: 503, times: 2 }])
  })
})

describe('setFaults refuses', () => {
  it.each([
    [null, 'A fault is an object, such as {"status": 503}'],
    ['503', 'A fault is an object, such as {"status": 503}'],
    [{}, 'A fault needs at least one of "status", "delay", "stall", "reset" and "body"'],
    [{ times: 2 }, 'A fault needs at least one of'],
    [
      { staus: 503 },
      'A fault can\'t have "staus". It can have path, times, status, location, delay, stall, reset, body'
    ],
    [{ constructor: 1 }, 'A fault can\'t have "constructor"'],
    [{ status: 503, times: 0 }, '"times" must be a whole number from 1'],
    [{ status: '503' }, '"status" must be a whole number from 200 to 599'],
    [{ status: 101 }, '"status" must be a whole number from 200 to 599'],
    [{ delay: -1 }, '"delay" must be whole milliseconds from 0 to 600000'],
    [{ delay: 600_001 }, '"delay" must be whole milliseconds from 0 to 600000'],
    [{ stall: 'long' }, '"stall" must be whole milliseconds from 0 to 600000'],
    [{ reset: true }, '"reset" must be "before" or "during"'],
    [
      { body: 'html' },
      '"body" must be one of "empty", "truncated", "not-json", "wrong-type", "huge", or any JSON except a string'
    ],
    [{ status: 503, path: 7 }, '"path" must be a string'],
    [{ status: 503, path: '/new' }, 'This vendor has no path "/new". It has /people/new, /people/list, /acme.js'],
    [
      { reset: 'before', status: 503 },
      '"reset" can\'t be combined with "status", "stall" or "body", because it leaves no complete answer'
    ],
    [{ reset: 'during', body: 'empty' }, '"reset" can\'t be combined with'],
    [{ reset: 'during', stall: 40 }, '"reset" can\'t be combined with'],
    [{ status: 302, location: 'elsewhere' }, '"location" must be a URL'],
    [{ status: 503, location: 'https://example.com' }, '"location" needs a "status" from 300 to 399'],
    [[{ status: 503 }, { delay: 'long' }], 'Fault 2 of 2: "delay" must be whole milliseconds']
  ])('%j', (fault, message) => {
    const set = () => local.sandbox.setFaults('acme', fault)

    expect(set).toThrow(InvalidFaultError)
    expect(set).toThrow(message)
  })
})
