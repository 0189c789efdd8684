import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestClient } from '@segment/actions-core'
import { APIError, RetryableError } from '@segment/actions-core'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { Call, Definition } from '../call'
import { isExchange } from '../wire'
import { run } from '../run'

let sandbox: Sandbox
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await startVendorSandbox()
  agent = new SandboxAgent(sandbox)
})
afterAll(async () => {
  agent.close()
  await sandbox.close()
})

type Send = (request: RequestClient) => Promise<unknown>

/** A destination that does the same in each of its functions. */
function definitionOf(send: Send): Definition {
  return {
    name: 'Acme',
    mode: 'cloud',
    authentication: {
      scheme: 'custom',
      fields: { apiKey: { label: 'Key', description: 'Key', type: 'password' } },
      testAuthentication: send
    },
    extendRequest: () => ({ headers: { authorization: 'Bearer s3cret' } }),
    onDelete: send,
    actions: {
      act: {
        title: 'Act',
        description: 'Acts',
        fields: {},
        // No type of the framework knows which fields there are here.
        dynamicFields: { list: async (request: RequestClient) => ({ choices: [await send(request)] }) } as never,
        perform: send,
        performBatch: send
      }
    }
  }
}

const elsewhere = 'https://api.example.com/v1/events'
const post = (request: RequestClient) => request(elsewhere, { method: 'post', json: { a: 1 } })

const error = {
  statusCode: 421,
  errorClass: 'NoStandInError',
  message:
    "The sandbox doesn't imitate api.example.com. Nothing was sent there. Use --live to send to the real vendor, or add the vendor to packages/vendors.",
  retry: false,
  noStandIn: 'api.example.com',
  requestError: true
}

const calls: [string, Call][] = [
  ['an action', { kind: 'action', action: 'act', payload: { type: 'track' }, settings: {} }],
  ['a batch', { kind: 'action', action: 'act', payload: [{ type: 'track' }, { type: 'track' }], settings: {} }],
  ['a test of the authentication', { kind: 'authenticate', settings: {} }],
  ['a deletion', { kind: 'delete', payload: { userId: 'u1' }, settings: {} }]
]

describe('a vendor that the sandbox does not imitate', () => {
  it.each<[string, Send]>([
    ['lets the error pass', post],
    [
      'calls it retryable',
      (request) =>
        post(request).catch(() => {
          throw new RetryableError('Acme could not be reached', 503)
        })
    ],
    [
      'calls it an error of the API',
      (request) =>
        post(request).catch(() => {
          throw new APIError('Acme refused', 400)
        })
    ],
    ['swallows it', (request) => post(request).catch(() => undefined)],
    ['does not wait for it', async (request) => void post(request).catch(() => undefined)]
  ])('is told when the destination %s, for each kind of call', async (_what, send) => {
    for (const [what, call] of calls) {
      const { steps } = await run(definitionOf(send), call, agent)
      expect([what, steps.filter((step) => !isExchange(step))]).toEqual([what, [error]])
      expect(steps[0]).toMatchObject({ request: { method: 'POST', url: elsewhere }, response: null })
    }
  })

  it.each([
    ['without HTTPS', 'http://api.example.com/v1', 'api.example.com'],
    ['of a known vendor without HTTPS', 'http://api.refersion.com/v2/affiliate/list', 'http://api.refersion.com'],
    ['of this machine', 'https://127.0.0.1:9/v1', '127.0.0.1']
  ])('may be one %s', async (_what, url, noStandIn) => {
    const { steps } = await run(
      definitionOf((request) => request(url)),
      calls[0][1],
      agent
    )
    expect(steps[1]).toMatchObject({ errorClass: 'NoStandInError', noStandIn })
  })

  it('may be one that a redirect leads to', async () => {
    sandbox.setFaults('wigzo', { status: 307, location: elsewhere })
    const send: Send = (request) => request('https://app.wigzo.com/rest/v1/learn/event', { method: 'post' })
    const { steps } = await run(definitionOf(send), calls[0][1], agent)
    expect(steps[1]).toEqual(error)
  })

  it('may be one that the Host header names, which the sandbox answers with 421', async () => {
    const send: Send = (request) =>
      request('https://app.wigzo.com/rest/v1/learn/event', { method: 'post', headers: { host: 'api.example.com' } })
    const { steps } = await run(definitionOf(send), calls[0][1], agent)
    expect(steps[1]).toEqual(error)
  })

  it('is told for each event that a preset takes', async () => {
    const definition = definitionOf(post)
    definition.presets = [{ name: 'All', subscribe: 'type = "track"', partnerAction: 'act', type: 'automatic' }]
    const { steps } = await run(definition, { kind: 'event', payload: { type: 'track' }, settings: {} }, agent)
    expect(steps[1]).toEqual({ preset: 'All', action: 'act', ...error })
  })

  it('is told by a dynamic field, which has no choices then', async () => {
    const call: Call = { kind: 'field', action: 'act', field: 'list', payload: {}, settings: {} }
    const { steps, result } = await run(definitionOf(post), call, agent)
    expect(steps).toEqual([expect.objectContaining({ response: null }), error])
    expect(result).toBeUndefined()
  })

  it('is told with its secrets hidden', async () => {
    const send: Send = (request) => request('https://s3cret.example.com/')
    const call = { ...calls[0][1], settings: { apiKey: 's3cret' } } as Call
    const { steps } = await run(definitionOf(send), call, agent)
    expect(steps[1]).toMatchObject({ noStandIn: '<masked>.example.com' })
    expect(JSON.stringify(steps)).not.toContain('s3cret')
  })

  it('is no matter for who answers for every host', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const open = new SandboxAgent({ port: (server.address() as AddressInfo).port, hosts: 'all' })
    const { steps } = await run(definitionOf(post), calls[0][1], open)
    open.close()
    server.close()
    server.closeAllConnections()
    expect(steps).toEqual([expect.objectContaining({ response: expect.objectContaining({ statusCode: 200 }) })])
  })
})

describe('what a fault does', () => {
  const call = calls[0][1]
  const send: Send = (request) =>
    request('https://app.wigzo.com/rest/v1/learn/event', {
      method: 'post',
      json: { b: 's3cret' },
      timeout: 500,
      skipResponseCloning: true
    })

  it.each([
    [{ status: 422, body: 'not-json' }, 'answered with status 422 instead of doing the call and sent an HTML page'],
    [{ body: 'truncated' }, "cut the answer's body short"],
    [{ body: { status: 'success' }, status: 200 }, "replaced the answer's body"],
    [{ delay: 5 }, 'waited 5 ms'],
    [{ delay: 5000 }, 'waited 5000 ms'],
    [{ stall: 5 }, "stopped for 5 ms in the middle of the answer's body"],
    [{ reset: 'before' }, 'closed the connection without an answer'],
    [{ reset: 'during' }, 'closed the connection in the middle of the answer']
  ])('is told in its exchange: %j', async (fault, words) => {
    sandbox.setFaults('wigzo', fault)
    const { steps } = await run(definitionOf(send), call, agent)
    expect(steps[0]).toMatchObject({ fault: expect.stringContaining(words) })
    const [after] = (await run(definitionOf(send), call, agent)).steps
    expect(after).not.toHaveProperty('fault')
  })

  it('is told in the exchange that it befell, and in no other', async () => {
    sandbox.setFaults('wigzo', { status: 500, path: '/rest/v1/learn/event' })
    const both: Send = async (request) => {
      await request('https://app.wigzo.com/rest/v1/learn/identify', { method: 'post', throwHttpErrors: false })
      await send(request)
    }
    const { steps } = await run(definitionOf(both), call, agent)
    expect(steps[0]).not.toHaveProperty('fault')
    expect(steps[1]).toMatchObject({
      fault: 'The sandbox answered with status 500 instead of doing the call.',
      response: { statusCode: 500 }
    })
  })

  it('shows in no header of the request or the answer', async () => {
    sandbox.setFaults('wigzo', { delay: 1 })
    const { steps } = await run(definitionOf(send), call, agent)
    const [{ request, response }] = steps.filter(isExchange)
    expect(JSON.stringify([request.headers, response?.headers])).not.toContain('sandbox')
  })
})
