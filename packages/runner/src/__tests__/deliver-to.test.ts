import { Agent } from 'node:https'
import type { JSONObject, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import { prepare } from '../prepare'
import type { DeliverToOptions } from '../prepare'
import { isCallError, isExchange } from '../wire'
import { scripted, useScriptedVendor } from './scripted-vendor'
import type { Script } from './scripted-vendor'

const vendor = useScriptedVendor()

interface Payload {
  scripts?: Script[]
  status?: number
}

/** Sends what the event says, one request after the other. */
async function send(request: RequestClient, { payload }: { payload: unknown }): Promise<void> {
  for (const script of (payload as Payload).scripts ?? []) await request(scripted(script))
}

const fields = {
  scripts: { label: 'Scripts', description: 'What to answer', type: 'object', multiple: true },
  status: { label: 'Status', description: 'Of the event in a batch', type: 'integer' }
} as const

const definition: Definition = {
  name: 'Acme',
  mode: 'cloud',
  authentication: {
    scheme: 'custom',
    fields: { apiKey: { label: 'API Key', description: 'A key', type: 'password', required: true } }
  },
  extendRequest: ({ settings: { apiKey } }) => ({ headers: { 'x-key': apiKey as string } }),
  actions: {
    send: { title: 'Send', description: 'One by one', fields, perform: send },
    forgive: {
      title: 'Forgive',
      description: 'Catches every error',
      fields,
      perform: (request, data) => send(request, data).catch(() => undefined)
    },
    connect: {
      title: 'Connect',
      description: 'Has an agent of its own',
      fields,
      perform: (request) => request(scripted({}), { agent: new Agent({ keepAlive: true }) })
    },
    close: { title: 'Close', description: 'Gets no answer', fields, perform: (request) => request(scripted('close')) },
    batch: {
      title: 'Batch',
      description: 'In batches',
      fields,
      perform: send,
      performBatch: async (request, { payload }) => {
        await request(scripted({}))
        const response = new MultiStatusResponse()
        for (const { status = 200 } of payload as Payload[]) {
          if (status < 400) response.pushSuccessResponse({ status, sent: 'all', body: 's3cret' })
          else response.pushErrorResponse({ status, errormessage: 'no s3cret', sent: 'all', body: 's3cret' })
        }
        return response
      }
    }
  }
}

const mapping = { scripts: { '@path': '$.properties.scripts' }, status: { '@path': '$.properties.status' } }

function prepared() {
  const subscriptions = Object.keys(definition.actions).map((partnerAction) => {
    return { name: `To ${partnerAction}`, subscribe: 'type = "page"', partnerAction, mapping }
  })
  return prepare(definition, { apiKey: 's3cret' }, subscriptions, { agent: vendor.agent() })
}

function track(...scripts: Script[]): JSONObject {
  return { type: 'track', event: 'Signed Up', integrations: { All: false }, properties: { scripts } } as JSONObject
}

function inBatch(status?: number): JSONObject {
  return { type: 'track', event: 'Signed Up', properties: { status: status ?? null } }
}

describe('delivering through one subscription', () => {
  it('asks neither FQL nor the Integrations object again', async () => {
    expect(await prepared().deliverTo('To send', track({}))).toEqual({ steps: [] })
    expect(vendor.requests).toHaveLength(1)
  })

  it('goes to no other subscription', async () => {
    await prepared().deliverTo('To forgive', track({ status: 500 }))
    expect(vendor.requests).toHaveLength(1)
  })

  it('names the subscription and the action of a failure', async () => {
    const { steps } = await prepared().deliverTo('To send', track({ status: 503 }))
    expect(steps).toEqual([
      expect.objectContaining({ preset: 'To send', action: 'send', statusCode: 503, retry: true })
    ])
  })

  it("sends requests by the given agent, and not by the destination's own", async () => {
    expect(await prepared().deliverTo('To connect', track())).toEqual({ steps: [] })
    expect(vendor.requests).toHaveLength(1)
  })

  it('sends a list to the batch call', async () => {
    const { steps } = await prepared().deliverTo('To batch', [inBatch(), inBatch(429)])
    expect(vendor.requests).toHaveLength(1)
    expect(steps).toEqual([
      {
        preset: 'To batch',
        action: 'batch',
        multistatus: [
          { status: 200, retry: false },
          expect.objectContaining({ status: 429, retry: true, errormessage: 'no <masked>' })
        ]
      }
    ])
  })

  it('refuses a list for an action without a batch call', async () => {
    const { steps } = await prepared().deliverTo('To send', [track({})])
    expect(steps).toEqual([expect.objectContaining({ statusCode: 501, retry: false })])
  })

  it('names a subscription that is close to an unknown one', async () => {
    const delivering = prepared().deliverTo('To sent', track({}))
    await expect(delivering).rejects.toThrow(BadCallError)
    await expect(delivering).rejects.toThrow('Acme has no subscription "To sent". Did you mean "To send"?')
  })
})

describe('keeping the exchanges of what failed', () => {
  const keepExchanges = 'failed'

  it('keeps nothing of an event that succeeds', async () => {
    expect(await prepared().deliverTo('To send', track({}, {}), { keepExchanges })).toEqual({ steps: [] })
  })

  it('keeps every exchange and the payload of an event that fails, without secrets', async () => {
    const event = track({ body: { key: 's3cret' } }, { status: 400, body: { error: 'no' } })
    const outcome = await prepared().deliverTo('To send', event, { keepExchanges })
    expect(outcome.steps.map((step) => isExchange(step) && step.response?.statusCode)).toEqual([200, 400, false])
    expect(outcome.steps[0]).toMatchObject({
      request: { method: 'GET', headers: { 'x-key': '<masked>' } },
      response: { body: { key: '<masked>' } }
    })
    expect(outcome.payload).toMatchObject({ scripts: [{ body: { key: '<masked>' } }, { status: 400 }] })
    expect(JSON.stringify(outcome)).not.toContain('s3cret')
  })

  it('keeps the request that got no answer', async () => {
    const { steps } = await prepared().deliverTo('To close', track(), { keepExchanges })
    expect(steps).toEqual([
      expect.objectContaining({ request: expect.objectContaining({ method: 'GET' }), response: null }),
      expect.objectContaining({ code: 'ECONNRESET', retry: true })
    ])
  })

  it('keeps the payload that the schema refuses', async () => {
    const event: JSONObject = { type: 'track', properties: { status: 'many' } }
    const { steps, payload } = await prepared().deliverTo('To send', event, { keepExchanges })
    expect(steps).toEqual([expect.objectContaining({ statusCode: 400, retry: false })])
    expect(payload).toEqual({ status: 'many' })
  })

  it('keeps nothing of a batch in which every event succeeds', async () => {
    const outcome = await prepared().deliverTo('To batch', [inBatch(), inBatch()], { keepExchanges })
    const multistatus = [
      { status: 200, retry: false },
      { status: 200, retry: false }
    ]
    expect(outcome).toEqual({ steps: [{ preset: 'To batch', action: 'batch', multistatus }] })
  })

  it('keeps of a batch the exchanges, and what was sent and answered for the events that failed', async () => {
    const { steps, payload } = await prepared().deliverTo('To batch', [inBatch(), inBatch(400)], { keepExchanges })
    expect(steps.map((step) => isExchange(step) && step.response?.statusCode)).toEqual([200, false])
    expect(steps[1]).toMatchObject({ multistatus: [{ status: 200 }, { status: 400, sent: 'all', body: '<masked>' }] })
    expect(steps[1]).not.toHaveProperty('multistatus.0.body')
    expect(payload).toEqual([{}, { status: 400 }])
  })
})

describe('beforeRequest', () => {
  /** Lets so many requests pass. */
  function letsPass(count: number): NonNullable<DeliverToOptions['beforeRequest']> {
    return async () => {
      await Promise.resolve()
      if (count-- <= 0) throw new RangeError('The s3cret lease has run out.')
    }
  }

  const refusal = expect.objectContaining({ errorClass: 'RangeError', message: 'The <masked> lease has run out.' })

  it.each<[string, DeliverToOptions['beforeRequest'], number, unknown[]]>([
    ['is called before each request', letsPass(2), 2, []],
    ['keeps a request from being sent', letsPass(0), 0, [refusal]],
    ['keeps a later request from being sent', letsPass(1), 1, [refusal]],
    ['may answer at once', () => undefined, 2, []],
    [
      'may refuse at once',
      () => {
        throw new RangeError('The s3cret lease has run out.')
      },
      0,
      [refusal]
    ]
  ])('%s', async (_what, beforeRequest, sent, steps) => {
    expect((await prepared().deliverTo('To send', track({}, {}), { beforeRequest })).steps).toEqual(steps)
    expect(vendor.requests).toHaveLength(sent)
  })

  it('fails the delivery even if the destination catches its error', async () => {
    const { steps } = await prepared().deliverTo('To forgive', track({}, {}), { beforeRequest: letsPass(1) })
    expect(steps.filter(isCallError)).toEqual([refusal])
  })

  it('fails a whole batch', async () => {
    const { steps } = await prepared().deliverTo('To batch', [inBatch(), inBatch()], { beforeRequest: letsPass(0) })
    expect(steps).toEqual([refusal])
    expect(vendor.requests).toEqual([])
  })
})
