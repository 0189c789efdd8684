import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestClient } from '@segment/actions-core'
import { APIError, MultiStatusResponse, RetryableError } from '@segment/actions-core'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { Definition } from '../call'
import { prepare } from '../prepare'
import type { EventResult, Lost } from '../wire'
import { scripted, useScriptedVendor } from './scripted-vendor'

const vendor = useScriptedVendor()

/** Answers with the head of a response, and half of its body. */
const halfAnswers = createServer((request, response) => {
  response.writeHead(200, { 'content-length': '20' }).write('half of it')
  setTimeout(() => request.socket.destroy(), 20)
})
let half: SandboxAgent
let closed: SandboxAgent

beforeAll(async () => {
  half = new SandboxAgent({ port: await portOf(halfAnswers), hosts: 'all' })
  const gone = createServer()
  closed = new SandboxAgent({ port: await portOf(gone), hosts: 'all' })
  gone.close()
})
afterAll(() => {
  half.close()
  closed.close()
  halfAnswers.close()
})

async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

type Send = (request: RequestClient) => Promise<unknown>

/** The time is up when the vendor has the request, however long that takes. */
const slow: Send = async (request) => {
  const timeout = 10_000
  jest.useFakeTimers()
  try {
    const answer = request(scripted({ delay: 2 * timeout }), { timeout })
    while (vendor.requests.length === 0) await sleep(1)
    jest.advanceTimersByTime(timeout)
    return await answer
  } finally {
    jest.useRealTimers()
  }
}
const reset: Send = (request) => request(scripted('close'))
const good: Send = (request) => request(scripted({}))

/** Hides what happened behind an error of the destination's own, as many do. */
function hidden(send: Send, error: Error = new RetryableError('Acme did not answer.', 408)): Send {
  return (request) =>
    send(request).catch(() => {
      throw error
    })
}

function definitionOf(send: Send): Definition {
  return {
    name: 'Acme',
    mode: 'cloud',
    actions: {
      send: {
        title: 'Send',
        description: 'Sends',
        fields: {},
        perform: send,
        performBatch: async (request) => {
          await send(request).catch(() => undefined)
          const response = new MultiStatusResponse()
          response.pushErrorResponse({ status: 408, errormessage: 'No answer.' })
          response.pushErrorResponse({ status: 400, errormessage: 'No email.' })
          response.pushSuccessResponse({ status: 200, sent: {}, body: {} })
          return response
        }
      }
    }
  }
}

function deliver(send: Send, payload: object | object[], agent = vendor.agent()) {
  const subscription = { name: 'All', subscribe: 'type = "track"', partnerAction: 'send', mapping: {} }
  return prepare(definitionOf(send), {}, [subscription], { agent }).deliverTo('All', payload as never)
}

async function lostOf(send: Send, agent?: SandboxAgent): Promise<Lost | undefined> {
  const { steps } = await deliver(send, { type: 'track' }, agent)
  expect(steps).toHaveLength(1)
  return (steps[0] as { lost?: Lost }).lost
}

describe('the answer is lost', () => {
  it.each<[string, Send]>([
    ['the connection was reset', reset],
    ['the time was up', slow],
    ['the destination hides that it was reset', hidden(reset)],
    ['the destination hides that the time was up', hidden(slow)],
    ['the destination makes it an error that is not retried', hidden(reset, new APIError('No.', 400))],
    [
      'an earlier request was reset',
      async (request) => {
        await reset(request).catch(() => undefined)
        await request(scripted({ status: 500 }))
      }
    ],
    [
      'the destination no longer waits for a request',
      async (request) => {
        void request(scripted({ delay: 300 })).catch(() => undefined)
        throw new RetryableError('Acme took too long.')
      }
    ]
  ])('if %s', async (_what, send) => {
    expect(await lostOf(send)).toBe('answer')
  })

  it('if its body broke off', async () => {
    // With cloning, node-fetch waits for ever, and otherwise until the time is up.
    expect(await lostOf((request) => request(scripted({}), { skipResponseCloning: true, timeout: 200 }), half)).toBe(
      'answer'
    )
  })
})

describe('the request is lost', () => {
  it.each([
    ['no connection came about', good],
    ['the destination hides that', hidden(good)]
  ])('if %s', async (_what, send) => {
    expect(await lostOf(send, closed)).toBe('request')
  })

  it('if its URL is wrong', async () => {
    expect(await lostOf((request) => request('nowhere'))).toBe('request')
  })
})

describe('nothing is lost', () => {
  it.each<[string, Send]>([
    ['the vendor answered with an error', (request) => request(scripted({ status: 503 }))],
    ['the destination makes another error of the answer', hidden((request) => request(scripted({ status: 503 })))],
    [
      'it failed before a request',
      () => {
        throw new RetryableError('Not yet.')
      }
    ]
  ])('if %s', async (_what, send) => {
    expect(await lostOf(send)).toBeUndefined()
  })
})

describe('in a batch', () => {
  it('each event that is retried says so', async () => {
    const { steps } = await deliver(reset, [{ type: 'track' }, { type: 'track' }, { type: 'track' }])
    const { multistatus } = steps[0] as { multistatus: EventResult[] }
    expect(multistatus.map(({ status, lost }) => [status, lost])).toEqual([
      [408, 'answer'],
      [400, undefined],
      [200, undefined]
    ])
  })
})
