import {
  APIError,
  InvalidAuthenticationError,
  MultiStatusResponse,
  PayloadValidationError,
  RetryableError
} from '@segment/actions-core'
import type { JSONObject, RequestClient } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Call, Definition } from '../call'
import { prepare } from '../prepare'
import { isRetried } from '../retry'
import { run } from '../run'
import type { CallError, EventResult } from '../wire'
import { isCallError } from '../wire'
import { scripted, useScriptedVendor } from './scripted-vendor'
import type { Script } from './scripted-vendor'

const vendor = useScriptedVendor()

type Perform = (request: RequestClient) => unknown

/** The framework keeps schemas by the name of the destination. */
let made = 0

function definitionWith(perform: Perform, performBatch?: Perform, more: Partial<Definition> = {}): Definition {
  const fields = { text: { label: 'Text', description: 'Text', type: 'string', required: true } } as const
  const act = { title: 'Act', description: 'Acts', fields, perform, ...(performBatch && { performBatch }) }
  return { name: `Retry ${++made}`, mode: 'cloud', actions: { act }, ...more }
}

const event: JSONObject = { type: 'track', text: 'a' }

function prepared(definition: Definition, mapping: JSONObject = { text: { '@path': '$.text' } }) {
  const subscription = { name: 'All', subscribe: 'type = "track"', partnerAction: 'act', mapping }
  return prepare(definition, {}, [subscription], { agent: vendor.agent() })
}

async function errorOf(perform: Perform, mapping?: JSONObject): Promise<CallError | undefined> {
  return (await prepared(definitionWith(perform), mapping).deliver(event)).steps.find(isCallError)
}

function throwing(error: Error): Perform {
  return async () => {
    throw error
  }
}

describe('isRetried', () => {
  it.each([408, 423, 429, 500, 502, 503, 504, 599])('is true of %i', (status) => {
    expect(isRetried(status)).toBe(true)
  })

  it.each([200, 204, 307, 400, 401, 403, 404, 409, 421, 422, 501])('is false of %i', (status) => {
    expect(isRetried(status)).toBe(false)
  })

  it.each([
    ['ETIMEDOUT', true],
    ['ECONNRESET', true],
    ['ECONNREFUSED', true],
    ['EPIPE', true],
    ['EAI_AGAIN', true],
    ['ENOTFOUND', true],
    ['ERR_STREAM_PREMATURE_CLOSE', true],
    ['ERR_INVALID_URL', false],
    ['NOT_ECONNRESET', false]
  ])('of an error with the code %s is %s', (code, expected) => {
    expect(isRetried(400, code)).toBe(expected)
  })
})

describe('a delivery that fails', () => {
  it.each<[string, Perform, number, boolean]>([
    ['because the vendor is down', (request) => request(scripted({ status: 503 })), 503, true],
    ['because no answer comes', (request) => request(scripted('close')), 500, true],
    ['because the vendor refuses', (request) => request(scripted({ status: 422 })), 422, false],
    ['with an error to be retried', throwing(new RetryableError('later')), 500, true],
    ['with a refusal', throwing(new APIError('no', 422)), 422, false],
    ['because the keys are wrong', throwing(new InvalidAuthenticationError('no')), 401, false],
    ['because the payload is wrong', throwing(new PayloadValidationError('no')), 400, false],
    // Another copy of the framework has other classes: what an error carries counts.
    [
      'with an error of another copy',
      throwing(Object.assign(new Error('x'), { response: { status: 423 } })),
      423,
      true
    ],
    ['for a reason that nobody knows', throwing(new Error('x')), 500, true]
  ])('%s says whether it is retried', async (_why, perform, statusCode, retry) => {
    expect(await errorOf(perform)).toMatchObject({ statusCode, retry })
  })

  it.each<[string, JSONObject, string]>([
    ['the schema refuses the event', { text: { '@path': '$.nowhere' } }, '"Text" is missing.'],
    ['the mapping fails on the event', { text: { '@path': { '@path': '$.nowhere' } } }, '@path: expected string'],
    ['the mapping is asked for what cannot be', { text: { '@case': { operator: 'x', value: 'a' } } }, 'operator key']
  ])('before the action is called, because %s, is never retried', async (_why, mapping, message) => {
    const error = await errorOf(() => undefined, mapping)
    expect(error).toMatchObject({ statusCode: 400, retry: false, message: expect.stringContaining(message) })
  })

  it('because there is no such action is a bad call', async () => {
    const definition = definitionWith(() => undefined)
    const calls: Call[] = [
      { kind: 'action', action: 'none', payload: event, settings: {} },
      { kind: 'action', action: 'toString', payload: [event], settings: {} },
      { kind: 'preview', action: 'none', payload: event, settings: {} },
      { kind: 'field', action: 'none', field: 'f', payload: event, settings: {} }
    ]
    for (const call of calls) {
      const error = (await run(definition, call).catch((thrown: unknown) => thrown)) as Error
      expect(error).toBeInstanceOf(BadCallError)
      expect(error.message).toMatch(/^Retry \d+ has no action "(none|toString)"\. Use one of: act\.$/)
    }
  })

  it('because an action without a batch call got a list is not retried', async () => {
    const call: Call = { kind: 'action', action: 'act', payload: [event], settings: {} }
    const { steps } = await run(
      definitionWith(() => undefined),
      call
    )
    expect(steps).toMatchObject([{ statusCode: 501, retry: false }])
  })

  it.each<[string, Call, boolean]>([
    ['a test of the keys', { kind: 'authenticate', settings: {} }, false],
    ['a new token', { kind: 'refreshAccessToken', auth: {}, settings: {} }, false],
    ['the choices of a field', { kind: 'field', action: 'act', field: 'f', payload: {}, settings: {} }, false],
    ['a deletion', { kind: 'delete', payload: { userId: 'u1' }, settings: {} }, true]
  ])('is retried only where Segment does it: %s', async (_what, call, retry) => {
    const fail = async () => {
      throw new RetryableError('later', 503)
    }
    const definition = definitionWith(fail, undefined, {
      authentication: {
        scheme: 'oauth2',
        fields: {},
        testAuthentication: fail,
        refreshAccessToken: fail
      } as Definition['authentication'],
      onDelete: fail
    })
    // No type of the framework knows which fields there are here.
    definition.actions.act.dynamicFields = { f: fail } as never
    const { steps } = await run(definition, call)
    expect(steps).toMatchObject([{ retry }])
  })
})

describe('each event of a batch', () => {
  it('says whether it is retried', async () => {
    const statuses = [200, 400, 429, 501, 503]
    const performBatch = () => {
      const response = new MultiStatusResponse()
      for (const status of statuses) {
        if (status === 200) response.pushSuccessResponse({ status, sent: {}, body: {} })
        else response.pushErrorResponse({ status, errormessage: `no ${status}` })
      }
      return response
    }
    const events = statuses.map(() => event)
    const [step] = (await prepared(definitionWith(() => undefined, performBatch)).deliverBatch(events)).steps
    const { multistatus } = step as { multistatus: EventResult[] }
    expect(multistatus.map(({ status, retry }) => [status, retry])).toEqual([
      [200, false],
      [400, false],
      [429, true],
      [501, false],
      [503, true]
    ])
  })

  it('that the schema refuses is not retried', async () => {
    const destination = prepared(
      definitionWith(
        () => undefined,
        () => undefined
      )
    )
    const [step] = (await destination.deliverBatch([{ type: 'track' }, event])).steps
    expect(step).toMatchObject({
      multistatus: [
        { status: 400, retry: false },
        { status: 200, retry: false }
      ]
    })
  })

  it('is retried when the batch fails as a whole for a while', async () => {
    const destination = prepared(definitionWith(() => undefined, throwing(new RetryableError('later', 503))))
    expect((await destination.deliverBatch([event, event])).steps).toMatchObject([
      { events: [0, 1], statusCode: 503, retry: true }
    ])
  })
})

describe('the time until which the vendor asks to wait', () => {
  const slowDown: Script = { status: 429, headers: { 'retry-after': 'Fri, 02 Jan 2026 03:05:00 GMT' } }
  const later: Script = { status: 429, headers: { 'retry-after': 'Fri, 02 Jan 2026 03:06:00 GMT' } }
  const time = '2026-01-02T03:05:00.000Z'
  const get = (request: RequestClient, script: Script) => request(scripted(script), { throwHttpErrors: false })

  it.each<[string, Perform, string | undefined]>([
    ["of the request client's error", (request) => request(scripted(slowDown)), time],
    [
      'that an error of the destination hides',
      async (request) => {
        const { status } = await get(request, slowDown)
        throw new RetryableError('later', status as 429)
      },
      time
    ],
    [
      'that an error with another status hides',
      async (request) => {
        await get(request, slowDown)
        throw new RetryableError('later')
      },
      time
    ],
    [
      'but not of a refusal that the destination has dealt with',
      async (request) => {
        await get(request, slowDown)
        await request(scripted({ status: 503 }))
      },
      undefined
    ],
    [
      'but not of an earlier refusal with the same status',
      async (request) => {
        await get(request, slowDown)
        await request(scripted({ status: 429 }))
      },
      undefined
    ],
    [
      'but not of a refusal before the request that got no answer',
      async (request) => {
        await get(request, slowDown)
        await request(scripted('close')).catch(() => {
          throw new RetryableError('no answer', 408)
        })
      },
      undefined
    ],
    [
      'but not of an answer that is no refusal',
      async (request) => {
        await get(request, { headers: { 'retry-after': '5' } })
        throw new RetryableError('not what was promised')
      },
      undefined
    ],
    ['but not before any request', throwing(new RetryableError('later')), undefined]
  ])('is told in the error: %s', async (_which, perform, retryAfter) => {
    expect((await errorOf(perform))?.retryAfter).toBe(retryAfter)
  })

  it('is told for a deletion', async () => {
    const definition = definitionWith(() => undefined, undefined, {
      onDelete: (request) => request(scripted(slowDown))
    })
    const { steps } = await run(definition, { kind: 'delete', payload: { userId: 'u' }, settings: {} }, vendor.agent())
    expect(steps.find(isCallError)).toMatchObject({ retry: true, retryAfter: time })
  })

  it('is told for each event of a batch that failed so: the latest', async () => {
    const performBatch = async (request: RequestClient) => {
      await Promise.all([slowDown, later, { status: 429 }].map((script) => get(request, script)))
      const response = new MultiStatusResponse()
      response.pushErrorResponse({ status: 429, errormessage: 'Later.' })
      response.pushSuccessResponse({ status: 200, sent: {}, body: {} })
      return response
    }
    const [step] = (await prepared(definitionWith(() => undefined, performBatch)).deliverBatch([event, event])).steps
    const { multistatus } = step as { multistatus: EventResult[] }
    expect(multistatus.map(({ retryAfter }) => retryAfter)).toEqual(['2026-01-02T03:06:00.000Z', undefined])
  })
})
