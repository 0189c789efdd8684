import type { ActionOfEitherMode, DefinitionOfEitherMode } from '../../definition'
import { generateMetadata, metadata } from '../metadata'
import { plain } from './plain-field'

const place = { name: 'acme', folder: '/repo/acme', source: '/repo/acme', mode: 'cloud' } as const
const send: ActionOfEitherMode = { title: 'Send', description: 'Sends.', fields: {} }
const acme: DefinitionOfEitherMode = { name: 'Acme (Actions)', slug: 'actions-acme', mode: 'cloud', actions: { send } }

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

  it.each<[string, DefinitionOfEitherMode['audienceConfig'], object]>([
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
  function actionOf(action: Partial<ActionOfEitherMode>) {
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
    const syncMode: ActionOfEitherMode['syncMode'] = {
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
    const hooks: ActionOfEitherMode['hooks'] = {
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
  const presets: DefinitionOfEitherMode['presets'] = [
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
