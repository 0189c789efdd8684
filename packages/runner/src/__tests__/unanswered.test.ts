import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Agent } from 'node:https'
import { Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { RequestClient } from '@segment/actions-core'
import { APIError, RetryableError } from '@segment/actions-core'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { Followed } from '../agent'
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
const tried = 'a connection to api.example.com:443'

/** Refuses what the sandbox can't answer, and tells it, as the guard of the server does. */
class RefusingAgent extends Agent {
  private readonly underWay = new AsyncLocalStorage<Followed>()

  follow<Result>(followed: Followed, work: () => Result): Result {
    return this.underWay.run(followed, work)
  }

  createConnection(_options: object, callback?: (error: Error, socket: Duplex) => void): undefined {
    this.underWay.getStore()?.refused.push({ tried, message: error.message })
    callback?.(new Error(error.message), new Socket())
  }
}

const error = {
  statusCode: 421,
  errorClass: 'SandboxRefusal',
  message: `This destination opened ${tried}.`,
  retry: false,
  refused: tried,
  requestError: true
}

const calls: [string, Call][] = [
  ['an action', { kind: 'action', action: 'act', payload: { type: 'track' }, settings: {} }],
  ['a batch', { kind: 'action', action: 'act', payload: [{ type: 'track' }, { type: 'track' }], settings: {} }],
  ['a test of the authentication', { kind: 'authenticate', settings: {} }],
  ['a deletion', { kind: 'delete', payload: { userId: 'u1' }, settings: {} }]
]

describe('something that the sandbox refuses', () => {
  const refusing = new RefusingAgent()
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
      const { steps } = await run(definitionOf(send), call, refusing)
      const others = steps.filter((step) => !isExchange(step) && !('multistatus' in step))
      expect([what, others]).toEqual([what, [error]])
      expect(steps[0]).toMatchObject({ request: { method: 'POST', url: elsewhere }, response: null })
    }
  })

  it('is told for each event that a preset takes', async () => {
    const definition = definitionOf(post)
    definition.presets = [{ name: 'All', subscribe: 'type = "track"', partnerAction: 'act', type: 'automatic' }]
    const { steps } = await run(definition, { kind: 'event', payload: { type: 'track' }, settings: {} }, refusing)
    expect(steps[1]).toEqual({ preset: 'All', action: 'act', ...error })
  })

  it('is told by a dynamic field, which has no choices then', async () => {
    const call: Call = { kind: 'field', action: 'act', field: 'list', payload: {}, settings: {} }
    const { steps, result } = await run(definitionOf(post), call, refusing)
    expect(steps).toEqual([expect.objectContaining({ response: null }), error])
    expect(result).toBeUndefined()
  })

  it('is told with its secrets hidden', async () => {
    const call = { ...calls[0][1], settings: { apiKey: 'api.example.com' } } as Call
    const { steps } = await run(definitionOf(post), call, refusing)
    expect(steps[1]).toMatchObject({ refused: 'a connection to <masked>:443' })
    expect(JSON.stringify(steps)).not.toContain('api.example.com')
  })

  it('is nothing that an agent meets that answers for every host', async () => {
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
      timeout: 2_000,
      skipResponseCloning: true
    })

  it.each([
    [{ status: 422, body: 'not-json' }, 'answered with status 422 instead of doing the call and sent an HTML page'],
    [{ body: 'truncated' }, "cut the answer's body short"],
    [{ body: { status: 'success' }, status: 200 }, "replaced the answer's body"],
    [{ delay: 5 }, 'waited 5 ms'],
    [{ delay: 60_000 }, 'waited 60000 ms'],
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
