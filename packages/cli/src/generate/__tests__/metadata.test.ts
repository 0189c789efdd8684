import type { InputField } from '@segment/actions-core'
import type { AnyAction, AnyDefinition } from '../../definition'
import { generateMetadata, metadata } from '../metadata'

const place = { name: 'acme', folder: '/repo/acme', source: '/repo/acme', mode: 'cloud' } as const
const send: AnyAction = { title: 'Send', description: 'Sends.', fields: {} }
const acme: AnyDefinition = { name: 'Acme (Actions)', slug: 'actions-acme', mode: 'cloud', actions: { send } }

/** The metadata of one field of an action. */
function fieldOf(field: Partial<InputField>) {
  const actions = {
    send: { ...send, fields: { plan: { label: 'Plan', description: 'The plan.', type: 'string', ...field } } }
  }
  return metadata('actions-acme', { ...acme, actions } as AnyDefinition).actions.send.fields.plan
}

/** Every member that a field of an action has in the file, with the value that says nothing, in the order of the file. */
const plain = {
  label: 'Plan',
  description: 'The plan.',
  type: 'string',
  required: false,
  multiple: false,
  allowNull: false,
  dynamic: false,
  default: null,
  choices: null,
  placeholder: null,
  properties: null,
  category: null,
  depends_on: null,
  readOnly: null,
  hidden: null,
  minimum: null,
  maximum: null,
  defaultObjectUI: null,
  disabledInputMethods: null,
  displayMode: null,
  format: null,
  additionalProperties: false
}

const condition = { conditions: [{ fieldKey: 'kind', operator: 'is' as const, value: 'paid' }] }

describe('metadata.json', () => {
  it('holds every member in the order of upstream, indented by two spaces, with a newline at its end', () => {
    const file = generateMetadata(place, { ...acme, description: 'Sends to Acme.' })
    expect(file.path).toBe('/repo/acme/metadata.json')
    expect(file.text).toBe(`{
  "slug": "actions-acme",
  "name": "Acme (Actions)",
  "mode": "cloud",
  "description": "Sends to Acme.",
  "authentication": null,
  "audienceConfig": null,
  "actions": {
    "send": {
      "title": "Send",
      "description": "Sends.",
      "platform": "cloud",
      "defaultSubscription": null,
      "hidden": false,
      "hasPerformBatch": false,
      "syncMode": null,
      "hooks": null,
      "dynamicFields": null,
      "fields": {}
    }
  },
  "presets": []
}
`)
  })

  it('leaves out a description that is not given, and takes the name of the folder for a missing slug', () => {
    const { text } = generateMetadata(place, { ...acme, slug: undefined })
    expect(text).toMatch(
      /^\{\n {2}"slug": "acme",\n {2}"name": "Acme \(Actions\)",\n {2}"mode": "cloud",\n {2}"authentication"/
    )
  })

  it('has short lists on lines of their own, since upstream keeps prettier away from the file', () => {
    const fields = {
      plan: { label: 'P', description: 'P.', type: 'string' as const, disabledInputMethods: ['literal' as const] }
    }
    const { text } = generateMetadata(place, { ...acme, actions: { send: { ...send, fields } } })
    expect(text).toContain('"disabledInputMethods": [\n            "literal"\n          ]')
  })
})

describe('a field of an action', () => {
  it('has every member, in the order of upstream', () => {
    expect(JSON.stringify(fieldOf({}))).toBe(JSON.stringify(plain))
  })

  const features: [string, Partial<InputField>, object][] = [
    ['required', { required: true }, { required: true }],
    ['required on conditions', { required: condition }, { required: condition }],
    ['one of several strings', { choices: ['a'] }, { choices: [{ label: 'a', value: 'a' }] }],
    [
      'one of several labelled choices',
      { choices: [{ label: 'A', value: 1 }], type: 'number' },
      { choices: [{ label: 'A', value: 1 }], type: 'number' }
    ],
    ['without any choice', { choices: [] }, { choices: null }],
    [
      'multiple, nullable and dynamic',
      { multiple: true, allowNull: true, dynamic: true },
      { multiple: true, allowNull: true, dynamic: true }
    ],
    ['false by default', { type: 'boolean', default: false }, { type: 'boolean', default: false }],
    ['mapped by default', { default: { '@path': '$.traits.plan' } }, { default: { '@path': '$.traits.plan' } }],
    [
      'shown on conditions',
      { depends_on: { ...condition, match: 'any' } },
      { depends_on: { ...condition, match: 'any' } }
    ],
    ['bounded', { type: 'number', minimum: 0, maximum: 10 }, { type: 'number', minimum: 0, maximum: 10 }],
    ['hidden', { unsafe_hidden: true, readOnly: true }, { hidden: true, readOnly: true }],
    [
      'edited in its own way',
      { placeholder: 'basic', category: 'data', disabledInputMethods: [], displayMode: 'collapsed', format: 'uuid' },
      { placeholder: 'basic', category: 'data', disabledInputMethods: [], displayMode: 'collapsed', format: 'uuid' }
    ],
    [
      'an object',
      {
        type: 'object',
        defaultObjectUI: 'keyvalue',
        additionalProperties: true,
        properties: { id: { label: 'ID', type: 'string' } }
      },
      {
        type: 'object',
        defaultObjectUI: 'keyvalue',
        additionalProperties: true,
        properties: { id: { ...plain, label: 'ID', description: undefined } }
      }
    ],
    ['no object, but has properties', { properties: { id: { label: 'ID', type: 'string' } } }, { properties: null }]
  ]
  it.each(features)('that is %s', (_name, field, expected) => {
    expect(fieldOf(field)).toEqual({ ...plain, ...expected })
  })
})

describe('settings', () => {
  const fields = {
    apiKey: { label: 'API Key', description: 'Your key.', type: 'password' as const, required: true },
    region: {
      label: 'Region',
      description: 'Yours.',
      type: 'string' as const,
      multiple: true,
      choices: [{ label: 'EU', value: 'eu' }],
      default: 'eu',
      depends_on: condition
    }
  }
  const expected = {
    apiKey: {
      label: 'API Key',
      description: 'Your key.',
      type: 'password',
      required: true,
      multiple: false,
      choices: null,
      default: null,
      depends_on: null
    },
    region: {
      label: 'Region',
      description: 'Yours.',
      type: 'string',
      required: false,
      multiple: true,
      choices: [{ label: 'EU', value: 'eu' }],
      default: 'eu',
      depends_on: condition
    }
  }

  it.each<[string, Partial<AnyDefinition>, object | null]>([
    [
      'of a cloud-mode destination',
      { authentication: { scheme: 'basic', fields } },
      { scheme: 'basic', fields: expected }
    ],
    [
      'of a device-mode destination count as custom',
      { mode: 'device', settings: fields },
      { scheme: 'custom', fields: expected }
    ],
    ['of which there are none in device mode', { mode: 'device', settings: {} }, null],
    [
      'of which there are none but a scheme',
      { authentication: { scheme: 'oauth2', fields: {} } },
      { scheme: 'oauth2', fields: {} }
    ]
  ])('%s', (_name, definition, authentication) => {
    const generated = metadata('actions-acme', { ...acme, ...definition }).authentication
    expect(JSON.stringify(generated)).toBe(JSON.stringify(authentication))
  })
})

describe('audiences', () => {
  const audienceFields = { listId: { label: 'List', description: 'The list.', type: 'string' as const } }
  const listId = {
    label: 'List',
    description: 'The list.',
    type: 'string',
    required: false,
    multiple: false,
    choices: null,
    default: null,
    depends_on: null
  }
  const found = () => Promise.resolve({ externalId: '1' })

  it.each<[string, AnyDefinition['audienceConfig'], object]>([
    [
      'that are synced by functions',
      { mode: { type: 'synced', full_audience_sync: true }, createAudience: found, getAudience: found },
      {
        mode: { type: 'synced', full_audience_sync: true },
        audienceFields: { listId },
        supportsAudienceFunctions: true
      }
    ],
    [
      'that come as events',
      { mode: { type: 'realtime' } },
      { mode: { type: 'realtime' }, audienceFields: { listId }, supportsAudienceFunctions: false }
    ]
  ])('%s', (_name, audienceConfig, expected) => {
    const generated = metadata('actions-acme', { ...acme, audienceConfig, audienceFields }).audienceConfig
    expect(JSON.stringify(generated)).toBe(JSON.stringify(expected))
  })
})

describe('an action', () => {
  function actionOf(action: Partial<AnyAction>) {
    return metadata('actions-acme', { ...acme, actions: { send: { ...send, ...action } } }).actions.send
  }

  it('tells of its platform, subscription and batches, and whether it is hidden', () => {
    const performBatch = () => undefined
    expect(
      actionOf({ platform: 'web', defaultSubscription: 'type = "page"', hidden: true, performBatch })
    ).toMatchObject({
      platform: 'web',
      defaultSubscription: 'type = "page"',
      hidden: true,
      hasPerformBatch: true
    })
  })

  it('tells of its sync modes, each with its value first', () => {
    const syncMode: AnyAction['syncMode'] = {
      label: 'How to sync',
      description: 'What to do.',
      default: 'add',
      choices: [{ label: 'Insert', value: 'add' }]
    }
    expect(JSON.stringify(actionOf({ syncMode }).syncMode)).toBe(
      '{"default":"add","label":"How to sync","description":"What to do.","choices":[{"value":"add","label":"Insert"}]}'
    )
  })

  it('tells what its hooks take and give, a lookup as dynamic', () => {
    const hooks: AnyAction['hooks'] = {
      onMappingSave: {
        label: 'Make a list',
        description: 'Makes one.',
        inputFields: {
          plan: {
            label: 'Plan',
            description: 'The plan.',
            type: 'string',
            dynamic: () => Promise.resolve({ choices: [] })
          }
        },
        outputTypes: { id: { label: 'Plan', description: 'The plan.', type: 'string', required: true } },
        performHook: () => Promise.resolve({})
      }
    }
    expect(actionOf({ hooks }).hooks).toEqual({
      onMappingSave: {
        label: 'Make a list',
        description: 'Makes one.',
        inputFields: { plan: { ...plain, dynamic: true } },
        outputFields: { id: { ...plain, required: true } }
      }
    })
  })

  it('tells of which objects the keys or values are looked up, and not of other lookups', () => {
    const lookup = () => Promise.resolve({ choices: [] })
    const dynamicFields = { plan: lookup, data: { __keys__: lookup, __values__: lookup }, items: { name: lookup } }
    expect(actionOf({ dynamicFields }).dynamicFields).toEqual({ data: ['__keys__', '__values__'] })
    expect(actionOf({ dynamicFields: { plan: lookup } }).dynamicFields).toBeNull()
  })
})

describe('a preset', () => {
  const presets: AnyDefinition['presets'] = [
    { type: 'automatic', subscribe: 'type = "page"', name: 'Pages', partnerAction: 'send', mapping: { a: 1 } },
    { type: 'specificEvent', eventSlug: 'warehouse_entity_added_track', name: 'Added', partnerAction: 'send' }
  ]

  it('has a subscription when it is automatic, and the slug of its event when it is for that only', () => {
    expect(JSON.stringify(metadata('actions-acme', { ...acme, presets }).presets)).toBe(
      '[{"name":"Pages","type":"automatic","partnerAction":"send","subscribe":"type = \\"page\\"","mapping":{"a":1},"eventSlug":null},' +
        '{"name":"Added","type":"specificEvent","partnerAction":"send","mapping":{},"eventSlug":"warehouse_entity_added_track"}]'
    )
  })
})
