import { once } from 'node:events'
import { request as httpsRequest } from 'node:https'
import { SandboxAgent } from '..'
import type { Followed } from '..'
import { send, useSandbox } from '../test-client'
import { standIns } from './invented-vendors'

const local = useSandbox({ standIns })
let agent: SandboxAgent

beforeEach(() => {
  agent = new SandboxAgent(local.sandbox)
})
afterEach(() => agent.close())

const event = 'https://api.globex.example/v1/event'
const post = (url = event, headers: Record<string, string> = {}) =>
  send(url, { agent, method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }, '{}')

/** What the agent tells of some requests, be they answered or not. */
async function followed(work: () => Promise<unknown>): Promise<Followed> {
  const told: Followed = { faults: [] }
  await agent.follow(told, async () => work().catch(() => undefined))
  return told
}

describe('who follows a request hears what a fault does to it', () => {
  it.each([
    [{ status: 503 }, 'The sandbox answered with status 503 instead of doing the call.'],
    [{ status: 204 }, 'The sandbox answered with status 204 instead of doing the call.'],
    [
      { status: 307, location: 'https://api.globex.example/elsewhere' },
      'The sandbox redirected with status 307 instead of doing the call.'
    ],
    [{ delay: 5 }, 'The sandbox waited 5 ms.'],
    [{ stall: 5 }, "The sandbox stopped for 5 ms in the middle of the answer's body."],
    [{ reset: 'before' }, 'The sandbox closed the connection without an answer.'],
    [{ reset: 'during' }, 'The sandbox closed the connection in the middle of the answer.'],
    [{ body: 'empty' }, 'The sandbox sent an empty body.'],
    [{ body: 'truncated' }, "The sandbox cut the answer's body short."],
    [{ body: 'not-json' }, 'The sandbox sent an HTML page instead of JSON.'],
    [{ body: 'wrong-type' }, "The sandbox changed the types of the values in the answer's body."],
    [{ body: 'huge' }, "The sandbox added 10 MB to the answer's body."],
    [{ body: { error: 'none' } }, "The sandbox replaced the answer's body."],
    [{ body: null }, "The sandbox replaced the answer's body."],
    [
      { delay: 5, status: 500, body: 'empty' },
      'The sandbox waited 5 ms, answered with status 500 instead of doing the call and sent an empty body.'
    ],
    [{ delay: 5, reset: 'before' }, 'The sandbox waited 5 ms and closed the connection without an answer.']
  ])('%j', async (fault, sentence) => {
    local.sandbox.setFaults('globex', fault)

    expect(await followed(() => post())).toEqual({ faults: [sentence] })
  })

  it('also when it gives up before the answer comes', async () => {
    local.sandbox.setFaults('globex', { delay: 600_000 })
    const impatient = async () => {
      const request = httpsRequest(event, { agent, method: 'POST' }).end('{}')
      await once(request, 'information')
      request.on('error', () => undefined).destroy()
    }

    expect(await followed(impatient)).toEqual({ faults: ['The sandbox waited 600000 ms.'] })
  })

  it('each of several requests for itself, also at the same time and over the same connections', async () => {
    for (const round of [1, 2]) {
      local.sandbox.setFaults('globex', [
        { delay: round, times: 5 },
        { status: 503, times: 5 }
      ])
      const all = await Promise.all(Array.from({ length: 12 }, () => followed(() => post())))
      const faults = all.map((one) => one.faults)

      expect(faults.filter(([first]) => first === `The sandbox waited ${round} ms.`)).toHaveLength(5)
      expect(faults.filter(([first]) => first?.includes('status 503'))).toHaveLength(5)
      expect(faults.filter((none) => none.length === 0)).toHaveLength(2)
    }
  })
})

describe('what a follower hears', () => {
  it('is nothing when there is no fault', async () => {
    expect(await followed(() => post())).toEqual({ faults: [] })
  })

  it('changes nothing in the answer', async () => {
    local.sandbox.setFaults('globex', { body: 'truncated', times: 2 })
    const plain = await post()
    const informed = await agent.follow({ faults: [] }, () => post())

    expect(informed.text).toBe(plain.text)
    expect({ ...informed.headers, date: '' }).toEqual({ ...plain.headers, date: '' })
  })

  it('is sent to nobody who does not follow', async () => {
    local.sandbox.setFaults('globex', { status: 503 })
    const request = httpsRequest(event, { agent, method: 'POST' }).end('{}')
    let informed = false
    request.on('information', () => (informed = true))
    const [response] = (await once(request, 'response')) as [{ resume: () => void }]
    response.resume()

    expect(informed).toBe(false)
  })

  it('of work inside of followed work is told to the inner one', async () => {
    local.sandbox.setFaults('globex', { status: 503 })
    const inner: Followed = { faults: [] }
    const outer = await followed(async () => agent.follow(inner, () => post()))

    expect([outer.faults.length, inner.faults.length]).toEqual([0, 1])
  })
})
