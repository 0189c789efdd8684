import type { JSONObject, RequestClient } from '@segment/actions-core'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import { run } from '../run'

type Perform = (request: RequestClient, data: { settings: JSONObject }) => unknown

const agent = new SandboxAgent({ port: 9, hosts: 'all' }) // nothing listens there: every request fails
afterAll(() => agent.close())

function definitionWith(perform: Perform): Definition {
  return {
    name: 'Run',
    mode: 'cloud',
    authentication: {
      scheme: 'custom',
      fields: { apiKey: { label: 'Key', description: 'Key', type: 'password', required: true } }
    },
    actions: { act: { title: 'Act', description: 'Acts', fields: {}, perform: perform as () => unknown } }
  }
}

function act(perform: Perform, settings: JSONObject, mapping: JSONObject = {}) {
  const call = { kind: 'action' as const, action: 'act', payload: { type: 'track' }, mapping, settings }
  return run(definitionWith(perform), call, agent)
}

describe('run', () => {
  it.each(['steps', 'statusCode', 'request', 's'])(
    'keeps the form of its answer when the secret is a word like %j',
    async (apiKey) => {
      const { steps } = await act((request) => request('https://api.refersion.com/x'), { apiKey })
      expect(steps).toMatchObject([{ request: { method: 'GET' }, response: null }, { statusCode: 500 }])
    }
  )

  it('hides a secret that a header cannot carry, and that the request client complains of', async () => {
    const { steps } = await act(
      (request, { settings }) =>
        request('https://api.refersion.com/x', { headers: { 'X-Key': settings.apiKey as string } }),
      { apiKey: 'ключ' }
    )
    expect(steps).toMatchObject([{ request: { headers: { 'x-key': '<masked>' } } }, { errorClass: 'TypeError' }])
    expect(JSON.stringify(steps)).not.toContain('ключ')
  })

  it('hides a secret in an error of its own', async () => {
    const definition = definitionWith(() => undefined)
    Object.defineProperty(definition, 'extendRequest', {
      enumerable: true,
      get: () => {
        throw new Error('no request with s3cret')
      }
    })
    const call = { kind: 'action' as const, action: 'act', payload: {}, settings: { apiKey: 's3cret' } }
    await expect(run(definition, call)).rejects.toThrow('no request with <masked>')
  })

  it.each([
    ['an event', {}],
    ['a batch', [{}, {}]]
  ])(
    'retries %s after an error of extendRequest without a status, as after any of the destination',
    async (_, payload) => {
      const definition = definitionWith(() => undefined)
      definition.actions.act.performBatch = () => undefined
      definition.extendRequest = () => {
        throw new Error('The region is unknown.')
      }
      const call = { kind: 'action' as const, action: 'act', payload, settings: { apiKey: 'k1' } }
      const { steps } = await run(definition, call, agent)
      expect(steps).toMatchObject([{ statusCode: 500, retry: true, message: 'The region is unknown.' }])
    }
  )

  it('gives an action the settings in the types of their schema', async () => {
    let seen: unknown
    await act((_request, { settings }) => (seen = settings), { apiKey: ['k1'] })
    expect(seen).toEqual({ apiKey: 'k1' })
  })

  it('refuses a mapping that is wrong, and says where', async () => {
    const call = act(() => undefined, { apiKey: 'k1' }, { a: { '@foo': 1 }, b: { '@path': 2 } })
    await expect(call).rejects.toThrow(BadCallError)
    await expect(call).rejects.toThrow(
      'The mapping is not valid: /a has an invalid directive: @foo. ' +
        '/b/@path should be a string or a mapping directive but it is a number.'
    )
  })

  it('describes whatever an action throws', async () => {
    const thrown: unknown = Object.create(null)
    const { steps } = await act(
      () => {
        throw thrown
      },
      { apiKey: 'k1' }
    )
    expect(steps).toMatchObject([{ statusCode: 500, message: '[Object: null prototype] {}' }])
  })
})
