import type { AudienceDestinationDefinition, RequestClient } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import type { Call, Definition } from '../call'
import { run } from '../run'
import { isExchange } from '../wire'
import { scripted, useScriptedVendor } from './scripted-vendor'

const vendor = useScriptedVendor()

/** Asks the vendor, and returns what it was called with. */
const ask = async (request: RequestClient, { settings: _settings, ...data }: object & { settings?: object }) => {
  await request(scripted({}), { method: 'post', json: {} })
  return data
}

const choices = async (request: RequestClient, data: { settings: object }) => ({
  choices: [{ label: JSON.stringify(await ask(request, data)), value: '1' }]
})

const text = { label: 'Text', description: 'Text', type: 'string' as const }

/** A destination with everything that Segment calls while a customer sets it up. */
const definition: AudienceDestinationDefinition<object> = {
  name: 'Invented',
  mode: 'cloud',
  authentication: {
    scheme: 'oauth2',
    fields: {},
    refreshAccessToken: async (request, { auth }) => ({
      ...(await ask(request, {})),
      accessToken: `new ${auth.refreshToken}`
    })
  },
  audienceFields: { list: { ...text, type: 'string' } },
  audienceConfig: {
    mode: { type: 'synced', full_audience_sync: false },
    createAudience: async (request, { audienceName, audienceSettings }) => {
      await ask(request, {})
      return { externalId: `${audienceName} in ${JSON.stringify(audienceSettings)}` }
    },
    getAudience: async (request, { externalId }) => {
      await ask(request, {})
      return { externalId }
    }
  },
  actions: {
    sync: {
      title: 'Sync',
      description: 'Syncs',
      fields: { id: { ...text, dynamic: true, default: { '@path': '$.userId' } } },
      syncMode: {
        label: 'How',
        description: 'How',
        default: 'add',
        choices: [{ label: 'Delete', value: 'delete' }]
      },
      dynamicFields: { id: choices, shape: { __keys__: choices, __values__: choices } } as never,
      hooks: {
        onMappingSave: {
          label: 'Make a list',
          description: 'Makes a list',
          inputFields: { name: { ...text, required: true, dynamic: choices as never } },
          performHook: async (request, { hookInputs }) => {
            await ask(request, {})
            return { successMessage: 'Made', savedData: { id: `list ${hookInputs.name}` } }
          }
        }
      },
      perform: async (request, data) => {
        const { payload, syncMode, audienceSettings, features, subscriptionMetadata, hookOutputs } = data
        const json = { payload, syncMode, audienceSettings, features, subscriptionMetadata, hookOutputs }
        return request(scripted({}), { method: 'post', json })
      }
    }
  }
}

const call = (input: object) => run(definition as Definition, { settings: {}, ...input } as Call, vendor.agent())

describe('what Segment calls while a customer sets up a destination', () => {
  it.each<[string, object, unknown]>([
    [
      'createAudience',
      { audienceName: 'VIPs', audienceSettings: { list: 'l1' } },
      { externalId: 'VIPs in {"list":"l1"}' }
    ],
    ['getAudience', { externalId: 'a1' }, { externalId: 'a1' }],
    ['refreshAccessToken', { auth: { refreshToken: 'r1' } }, { accessToken: 'new r1' }],
    [
      'hook',
      { action: 'sync', hook: 'onMappingSave', payload: {}, hookInputs: { name: 'VIPs' } },
      { successMessage: 'Made', savedData: { id: 'list VIPs' } }
    ]
  ])('%s: tells the result and the exchanges', async (kind, input, result) => {
    const outcome = await call({ kind, ...input })
    expect(outcome.result).toEqual(result)
    expect(outcome.steps.filter(isExchange)).toMatchObject([
      { request: { method: 'POST' }, response: { statusCode: 200 } }
    ])
    expect(outcome.steps).toHaveLength(1)
  })

  it.each([
    // The framework finds out by itself what an action's field is asked for.
    ['of an action', 'id', undefined, undefined],
    ['for the keys of an object', 'shape.__keys__', undefined, undefined],
    ['for a value of an object', 'shape.size', undefined, { selectedKey: 'size' }],
    ['of a hook', 'name', 'onMappingSave', { selectedArrayIndex: 2 }]
  ])('a dynamic field %s gets what the form holds', async (_what, field, hook, seen) => {
    const form = { payload: { id: 'u1' }, page: '2', hookInputs: { name: 'V' }, audienceSettings: { list: 'l1' } }
    const dynamicFieldContext = { selectedArrayIndex: 2 }
    const outcome = await call({ kind: 'field', action: 'sync', field, hook, ...form, dynamicFieldContext })
    const [{ label }] = (outcome.result as { choices: { label: string }[] }).choices
    expect(JSON.parse(label)).toMatchObject(form)
    expect(JSON.parse(label).dynamicFieldContext).toEqual(seen)
    expect(outcome.steps.filter(isExchange)).toHaveLength(1)
  })

  it('gives the same as the framework by itself', async () => {
    const framework = new Destination({ ...definition, extendRequest: () => ({ agent: vendor.agent() }) })
    const created = { settings: {}, audienceName: 'VIPs', audienceSettings: { list: 'l1' } }
    const { result } = await call({ kind: 'createAudience', ...created })
    expect(result).toEqual(await framework.createAudience(created))
    const data = { settings: {}, payload: {}, hookInputs: { name: 'VIPs' } }
    const hook = await call({ kind: 'hook', action: 'sync', hook: 'onMappingSave', ...data })
    expect(hook.result).toEqual(await framework.actions.sync.executeHook('onMappingSave', data))
  })

  it('tells which input of a hook is missing', async () => {
    const { steps } = await call({ kind: 'hook', action: 'sync', hook: 'onMappingSave', payload: {} })
    expect(steps).toMatchObject([{ statusCode: 400, fields: { name: expect.stringContaining('name') } }])
  })

  it.each([
    ['createAudience', { audienceName: 'x' }, 'Plain has no createAudience.'],
    ['getAudience', { externalId: 'x' }, 'Plain has no getAudience.'],
    [
      'hook',
      { action: 'sync', hook: 'onMappingSave', payload: {} },
      'The action sync has no hook "onMappingSave". It has none.'
    ]
  ])('refuses %s of a destination without it', async (kind, input, message) => {
    const { hooks: _hooks, ...sync } = definition.actions.sync
    const plain = { name: 'Plain', mode: 'cloud', actions: { sync } } as Definition
    await expect(run(plain, { kind, settings: {}, ...input } as Call)).rejects.toThrow(message)
  })
})

describe('what an action gets beside the event', () => {
  const options = { features: { flag: true }, subscriptionMetadata: { actionConfigId: 'c1' } }
  const mapping = {
    id: { '@path': '$.userId' },
    __segment_internal_sync_mode: 'delete',
    onMappingSave: { outputs: { id: 'list' } }
  }
  const payload = { type: 'track', userId: 'u1', context: { personas: { audience_settings: { list: 'event' } } } }

  it.each([
    ['those of the event', {}, { list: 'event' }],
    ['those of the call', { audienceSettings: { list: 'call' } }, { list: 'call' }]
  ])('includes sync mode, features, metadata, and as audience settings %s', async (_which, own, audienceSettings) => {
    const { steps } = await call({ kind: 'action', action: 'sync', payload, mapping, ...options, ...own })
    const [{ request }] = steps.filter(isExchange)
    expect(JSON.parse(request.body)).toEqual({
      payload: { id: 'u1' },
      syncMode: 'delete',
      audienceSettings,
      ...options,
      hookOutputs: { onMappingSave: { outputs: { id: 'list' } } }
    })
  })
})

describe('what a preset gets beside the event', () => {
  it('includes features, metadata and audience settings', async () => {
    const preset = { name: 'All', type: 'automatic' as const, partnerAction: 'sync', subscribe: 'type = "track"' }
    const options = {
      features: { flag: true },
      subscriptionMetadata: { actionConfigId: 'c1' },
      audienceSettings: { list: 'call' }
    }
    const withPreset = { ...definition, presets: [{ ...preset, mapping: { id: 'x' } }] } as Definition
    const event = { kind: 'event' as const, payload: { type: 'track' }, settings: {}, ...options }
    const { steps } = await run(withPreset, event, vendor.agent())
    const [{ request }] = steps.filter(isExchange)
    expect(JSON.parse(request.body)).toMatchObject({ payload: { id: 'x' }, ...options })
  })
})

describe('the tokens under "oauth"', () => {
  it('reach the destination, although no schema knows them, and are masked', async () => {
    const scheme = definition.authentication
    const withTest = { ...definition, authentication: { ...scheme, testAuthentication: ask2 } } as unknown as Definition
    async function ask2(request: RequestClient, { auth }: { auth: { accessToken?: string } }) {
      return request(scripted({}), { method: 'post', json: { given: auth.accessToken ?? 'none' } })
    }
    const settings = { oauth: { access_token: 'invented-token' } }
    const outcome = await run(withTest, { kind: 'authenticate', settings }, vendor.agent())
    expect(outcome.steps).toMatchObject([{ request: { body: '{"given":"<masked>"}' } }])
  })
})
