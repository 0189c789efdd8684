import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '../call'
import { prepare } from '../prepare'
import { run } from '../run'

const field = { label: 'A field', type: 'string', description: 'A field.' } as const

const definition: Definition = {
  name: 'Acme (Actions)',
  mode: 'cloud',
  actions: {
    invite: {
      title: 'Invite',
      description: 'Invites somebody.',
      fields: { email: { ...field, label: 'Email' }, name: { ...field, label: 'Name' } },
      hooks: {
        onMappingSave: { label: 'List', description: 'Makes a list.', performHook: async () => ({ savedData: {} }) }
      },
      perform: () => undefined
    },
    anything: { title: 'Anything', description: 'Takes anything.', fields: {}, perform: () => undefined }
  }
}

const payload: JSONObject = { type: 'track', traits: { email: 'jane@example.com' } }

const ways: [string, string, (mapping: JSONObject, action: string) => Promise<unknown>][] = [
  [
    'an action',
    'The mapping',
    (mapping, action) => run(definition, { kind: 'action', action, payload, mapping, settings: {} })
  ],
  [
    'a preview',
    'The mapping',
    (mapping, action) => run(definition, { kind: 'preview', action, payload, mapping, settings: {} })
  ],
  [
    'a subscription',
    'The mapping of the subscription "All"',
    async (mapping, partnerAction) =>
      prepare(definition, {}, [{ name: 'All', subscribe: 'type = "track"', partnerAction, mapping }])
  ]
]

it('of a preset may have fields that the action no longer has, which Segment ignores', async () => {
  const preset = { name: 'Invite', type: 'automatic' as const, partnerAction: 'invite', subscribe: 'type = "track"' }
  const old = { ...definition, presets: [{ ...preset, mapping: { email: 'jane@example.com', phone: 'x' } }] }
  const { payload: mapped } = await run(old, { kind: 'event', payload, settings: {} })
  expect(mapped).toEqual([{ email: 'jane@example.com' }])
})

describe.each(ways)('the mapping of %s', (_way, what, use) => {
  it.each<[string, JSONObject, string]>([
    ['a mistyped field', { emial: 'x' }, `has the field "emial", which invite doesn't have. Did you mean "email"?`],
    ['another field', { phone: 'x' }, `has the field "phone", which invite doesn't have. Its fields are: email, name.`],
    [
      'a path without @path',
      { email: '$.traits.workEmail' },
      'gives the field "email" the text "$.traits.workEmail". You probably mean {"@path": "$.traits.workEmail"}. If you mean the text, write {"@literal": "$.traits.workEmail"}.'
    ],
    [
      'such a path in an object',
      { email: { '@if': { exists: { '@path': '$.a' }, then: '$.b' } } },
      'gives the field "email" the text "$.b". You probably mean {"@path": "$.b"}. If you mean the text, write {"@literal": "$.b"}.'
    ]
  ])('is refused with %s', async (_mistake, mapping, problem) => {
    await expect(use(mapping, 'invite')).rejects.toMatchObject({
      name: 'BadCallError',
      message: `${what} ${problem}`
    })
  })

  it('is refused with each of its mistakes', async () => {
    const message = [
      `${what} has the field "emial", which invite doesn't have. Did you mean "email"?`,
      `${what} has the field "nme", which invite doesn't have. Did you mean "name"?`
    ].join(' ')
    await expect(use({ emial: 'x', nme: 'y' }, 'invite')).rejects.toThrow(message)
  })

  it.each<[string, JSONObject, string]>([
    [
      'what Segment keeps in it',
      { __segment_internal_sync_mode: 'add', __segment_internal_matching_key: 'a' },
      'invite'
    ],
    ['what Segment keeps of batches', { enable_batching: true, batch_size: 10, batch_keys: ['email'] }, 'invite'],
    ['what a hook has saved', { onMappingSave: { outputs: { id: '1' } } }, 'invite'],
    ['a literal path', { email: { '@literal': '$.traits.email' } }, 'invite'],
    ['a path', { email: { '@path': '$.traits.email' } }, 'invite'],
    ['a list in the event', { email: { '@arrayPath': ['$.list', { a: { '@path': '$.b' } }] } }, 'invite'],
    ['a price', { email: '$.50' }, 'invite'],
    ['any field for an action without fields', { phone: 'x' }, 'anything']
  ])('may have %s', async (_what, mapping, action) => {
    await expect(use(mapping, action)).resolves.toBeDefined()
  })
})
