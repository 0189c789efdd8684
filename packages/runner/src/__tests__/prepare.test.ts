import { Destination } from '@segment/actions-core'
import type { JSONObject, RequestClient } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import { prepare } from '../prepare'
import type { Subscription } from '../subscriptions'
import { isCallError, isExchange } from '../wire'
import { scripted, useScriptedVendor } from './scripted-vendor'
import type { Script } from './scripted-vendor'

const vendor = useScriptedVendor()
const settings = { apiKey: 's3cret' }

/** Sends what the event says, one request after the other. */
async function perform(request: RequestClient, { payload }: { payload: unknown }): Promise<void> {
  for (const script of (payload as { scripts?: Script[] }).scripts ?? []) await request(scripted(script))
}

const fields = { scripts: { label: 'Scripts', description: 'What to answer', type: 'object', multiple: true } } as const

const definition: Definition = {
  name: 'Acme',
  mode: 'cloud',
  authentication: {
    scheme: 'custom',
    fields: { apiKey: { label: 'API Key', description: 'A key', type: 'password', required: true } }
  },
  extendRequest: ({ settings: { apiKey } }) => ({ headers: { 'x-key': apiKey as string } }),
  actions: {
    one: { title: 'One', description: 'One by one', fields, perform },
    batch: {
      title: 'Batch',
      description: 'In batches',
      fields,
      perform,
      performBatch: async (request, { payload }) => {
        return request(scripted({ body: { count: (payload as unknown[]).length } }))
      }
    }
  }
}

const mapping: JSONObject = { scripts: { '@path': '$.properties.scripts' } }
const one: Subscription = { name: 'One', subscribe: 'type = "track"', partnerAction: 'one', mapping }
const batch: Subscription = { name: 'Batch', subscribe: 'type = "identify"', partnerAction: 'batch', mapping }

function track(...scripts: Script[]): JSONObject {
  return { type: 'track', event: 'Signed Up', properties: { scripts } } as JSONObject
}

function prepared(subscriptions = [one, batch]) {
  return prepare(definition, settings, subscriptions, { agent: vendor.agent() })
}

describe('a prepared destination', () => {
  it('delivers an event with the same requests as the subscription of a customer, and has nothing to tell', async () => {
    expect(await prepared().deliver(track({}))).toEqual({ steps: [] })
    expect(vendor.requests).toEqual([`GET ${scripted({}).replace('https://acme.example', '')}`])
  })

  it('tells of a failure by which subscription and action, whether it is retried, and no secret', async () => {
    const { steps } = await prepared().deliver(track({ status: 503, body: { error: 'no s3cret' } }))
    expect(steps).toEqual([
      expect.objectContaining({
        preset: 'One',
        action: 'one',
        errorClass: 'HTTPError',
        statusCode: 503,
        message: { error: 'no <masked>' },
        retry: true
      })
    ])
    expect(JSON.stringify(steps)).not.toContain('s3cret')
  })

  it('goes on with the next subscription when one fails', async () => {
    const second = { ...one, name: 'Two', mapping: {} }
    const { steps } = await prepared([one, second]).deliver(track({ status: 400 }), { keepExchanges: true })
    expect(steps.filter((step) => isCallError(step)).map(({ preset }) => preset)).toEqual(['One'])
    const both = await prepared([one, { ...one, name: 'Two' }]).deliver(track({ status: 400 }))
    expect(both.steps.map(({ preset }) => preset)).toEqual(['One', 'Two'])
  })

  it('keeps requests, answers and payloads for those who ask, without secrets', async () => {
    const outcome = await prepared().deliver(track({ body: { key: 's3cret' } }), { keepExchanges: true })
    expect(outcome.payload).toEqual([{ scripts: [{ body: { key: '<masked>' } }] }])
    expect(outcome.steps).toEqual([
      expect.objectContaining({
        preset: 'One',
        request: expect.objectContaining({ headers: expect.objectContaining({ 'x-key': '<masked>' }) }),
        response: expect.objectContaining({ statusCode: 200, body: { key: '<masked>' } })
      })
    ])
  })

  it('says why no subscription takes an event', async () => {
    const { steps } = await prepared().deliver({ type: 'group', name: 's3cret' })
    expect(steps).toEqual([{ skipped: 'No subscription of Acme takes events of type "group".' }])
  })

  it('sends a list as a batch where there is a batch call, one by one elsewhere, and says which events', async () => {
    const identify = { type: 'identify' }
    const events = [identify, track({ status: 429 }), { type: 'page' }, identify, track()]
    const { steps } = await prepared().deliverBatch(events)
    expect(steps).toEqual([
      expect.objectContaining({ preset: 'One', events: [1], statusCode: 429, retry: true }),
      {
        preset: 'Batch',
        action: 'batch',
        events: [0, 3],
        multistatus: [
          { status: 200, retry: false },
          { status: 200, retry: false }
        ]
      },
      { skipped: 'No subscription of Acme takes events of type "page".', events: [2] }
    ])
  })

  it('has what was sent and answered for each event of a batch only for those who ask', async () => {
    const { steps } = await prepared().deliverBatch([{ type: 'identify' }], { keepExchanges: true })
    expect(steps[1]).toMatchObject({ events: [0], multistatus: [{ status: 200, sent: {}, body: { count: 1 } }] })
  })

  it('delivers an empty list', async () => {
    expect(await prepared().deliverBatch([])).toEqual({ steps: [] })
  })

  it('keeps deliveries apart that are under way at once', async () => {
    const destination = prepared()
    const began = Date.now()
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const delay = (index * 7) % 30
        const fails = { status: 429, headers: { 'retry-after': String(index) }, body: { index } }
        return destination.deliver(track({ delay, body: { index } }, { delay, ...fails }), {
          keepExchanges: index % 2 === 0
        })
      })
    )
    const ended = Date.now()
    for (const [index, { steps }] of outcomes.entries()) {
      const [error] = steps.filter(isCallError)
      expect(error).toMatchObject({ statusCode: 429, message: { index } })
      const answeredAt = new Date(String(error.retryAfter)).getTime() - index * 1000
      expect(answeredAt).toBeGreaterThanOrEqual(began)
      expect(answeredAt).toBeLessThanOrEqual(ended)
      const answers = steps.filter(isExchange).map(({ response }) => response?.body)
      expect(answers).toEqual(index % 2 === 0 ? [{ index }, { index }] : [])
    }
  })

  it('holds no answers, where the framework would keep every one', async () => {
    const made = jest.spyOn(Destination.prototype as unknown as { partnerAction: () => void }, 'partnerAction')
    const destination = prepared()
    const [{ responses }] = made.mock.contexts as unknown as { responses: unknown[] }[]
    made.mockRestore()
    for (let times = 0; times < 3; times++) await destination.deliver(track({}, { status: 500 }))
    await destination.deliverBatch([{ type: 'identify' }])
    expect(vendor.requests).toHaveLength(7)
    expect(responses).toEqual([])
  })

  it('gives each delivery the settings as they were, even when the destination changes them', async () => {
    const seen: unknown[] = []
    const careless: Definition = {
      ...definition,
      actions: {
        one: {
          ...definition.actions.one,
          perform: (_request, data) => {
            seen.push({ ...data.settings })
            data.settings.apiKey = 'changed'
          }
        }
      }
    }
    const destination = prepare(careless, { apiKey: ['s3cret'] }, [one])
    await destination.deliver(track())
    await destination.deliver(track())
    expect(seen).toEqual([settings, settings])
  })

  it.each<[string, JSONObject, Subscription[], string]>([
    [
      'settings that fail their schema',
      {},
      [one],
      'The setting "API Key" (apiKey) is missing. Add it to the settings.'
    ],
    [
      'FQL that cannot be read',
      settings,
      [{ ...one, subscribe: 'type = "s3cret' }],
      'The FQL of the subscription "One" cannot be read:'
    ],
    [
      'an unknown action',
      settings,
      [{ ...one, partnerAction: 's3cret' }],
      'The subscription "One": Acme has no action "<masked>". Use one of: one, batch.'
    ]
  ])('is not made with %s: a bad call, told without secrets', (_what, given, subscriptions, message) => {
    let error: unknown
    try {
      prepare(definition, given, subscriptions)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(BadCallError)
    expect((error as Error).message).toContain(message)
    expect((error as Error).message).not.toContain('s3cret')
  })
})
