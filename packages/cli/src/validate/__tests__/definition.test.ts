import { acme } from './acme'
import type { Edit } from './acme'
import { findingsOf } from './findings'

const FIELD = `      default: { '@path': '$.event' }`

it.each(['cloud', 'device'] as const)(
  'nothing is to be mended in a %s-mode destination as it should be',
  async (mode) => {
    expect((await findingsOf(acme(mode))).found).toEqual([])
  }
)

describe('what a definition says', () => {
  it.each<[string, Edit, string, string | RegExp]>([
    [
      'an action without a description',
      ['send/index.ts', 'Sends the event to Acme.', ''],
      'send/index.ts:2 description',
      'Add a description to the action send: '
    ],
    [
      'a field without a description',
      ['send/index.ts', `      description: 'Its name.',\n`, ''],
      'send/index.ts:6 description',
      'Add a description to the field event of the action send.'
    ],
    [
      'a property of an object without a label',
      [
        'send/index.ts',
        `type: 'string'`,
        `type: 'object', properties: {\n        id: { label: '', description: 'An id.', type: 'string' }\n      }`
      ],
      'send/index.ts:10 description',
      'Add a label to the field event.id of the action send.'
    ],
    [
      'a setting without a description',
      ['index.ts', `, description: 'Your key.'`, ''],
      'index.ts:10 description',
      'Add a description to the setting apiKey.'
    ],
    [
      'a secret setting that anybody can read',
      ['index.ts', `type: 'password'`, `type: 'string'`],
      'index.ts:10 secret-setting',
      `Make the setting apiKey of type 'password'`
    ],
    [
      'a setting whose default is of another type',
      [
        'index.ts',
        `apiKey: {`,
        `retries: { label: 'R', description: 'R.', type: 'number', default: '3' },\n      apiKey: {`
      ],
      'index.ts:10 setting-default',
      'Make the default of the setting retries a number: it is a string.'
    ],
    [
      'a field without a default',
      ['send/index.ts', `,\n${FIELD}`, ''],
      'send/index.ts:6 default-mapping',
      'add send.event and why to withoutSource'
    ],
    [
      'a subscription that cannot be read',
      ['send/index.ts', 'type = "track"', 'type ='],
      'send/index.ts:4 subscription',
      'Correct the default subscription of send: '
    ],
    [
      'a preset whose subscription means something else',
      ['index.ts', 'type = "track"', 'type = "track" and event = "A" or event = "B"'],
      'index.ts:15 subscription',
      'Correct the subscription of the preset Events: Segment reads it as type = "track" or event = "A" or event = "B". '
    ],
    [
      'a preset of an action that there is not',
      ['index.ts', `partnerAction: 'send'`, `partnerAction: 'post'`],
      'index.ts:15 preset',
      'there is no post, only send.'
    ],
    [
      'a preset that maps a field that there is not',
      ['index.ts', 'mapping: { ', `mapping: { name: 'x', `],
      'index.ts:15 preset',
      'Remove name from the preset Events'
    ],
    [
      'a preset that leaves a default out',
      ['index.ts', `event: { '@path': '$.event' }, `, ''],
      'index.ts:15 preset',
      'Map event in the preset Events'
    ],
    [
      'another slug than the folder says',
      ['index.ts', 'actions-acme', 'acme'],
      'index.ts:1 slug',
      'the slug actions-acme.'
    ]
  ])('%s is found', async (_name, edit, found, advice) => {
    const findings = await findingsOf(acme('cloud', { edits: [edit] }))
    expect(findings.found).toContain(found)
    expect(findings.advice).toContain(advice)
  })

  it('a destination without actions is found', async () => {
    const edits: Edit[] = [['index.ts', 'actions: { send }', 'actions: {}']]
    expect((await findingsOf(acme('cloud', { edits }))).found).toEqual(['index.ts:1 no-action', 'index.ts:15 preset'])
  })

  it('actions of one title are found', async () => {
    const edits: Edit[] = [['index.ts', 'actions: { send }', 'actions: { send, sendAll: send }']]
    const { found } = await findingsOf(acme('cloud', { edits }))
    expect(found).toEqual(expect.arrayContaining(['send/index.ts:2 unique-title', 'sendAll/index.ts:1 unique-title']))
  })

  it('batch keys that are no other fields, or too many, are found', async () => {
    const field = `batch_keys: { label: 'B', description: 'B.', type: 'string', multiple: true, default: ['event', 'batch_keys', 'id', 'x'] },\n    event: {`
    const edits: Edit[] = [
      ['send/index.ts', 'event: {', field],
      ['index.ts', 'mapping: {', `mapping: { batch_keys: ['event'],`]
    ]
    const { found, advice } = await findingsOf(acme('cloud', { edits }))
    expect(found).toEqual(Array(4).fill('send/index.ts:6 batch-keys'))
    expect(advice).toContain('Remove batch_keys from batch_keys of send')
  })
})

describe('presets', () => {
  const second = (rest: string, name = 'More'): Edit => [
    'index.ts',
    'presets: [',
    `presets: [\n    { name: '${name}', partnerAction: 'send', mapping: { event: 'x', enable_batching: true, batch_size: 1 }, ${rest} },`
  ]

  it.each([
    ['of the same calls', `type: 'automatic', subscribe: 'type = "track"'`, '{"type":"track"}'],
    [
      'of one event among them',
      `type: 'automatic', subscribe: 'type = "track" and event = "A"'`,
      '{"type":"track","event":"A"}'
    ],
    ['of events named alike', `type: 'automatic', subscribe: 'match(event, "Order*")'`, '"type":"track"'],
    [
      'of a property that can be there',
      `type: 'automatic', subscribe: 'properties.total > 5'`,
      '{"type":"track","properties":{"total":6}}'
    ]
  ])('%s are found, with an event that both take', async (_name, rest, event) => {
    const { found, advice } = await findingsOf(acme('cloud', { edits: [second(rest)] }))
    expect(found).toEqual(['index.ts:16 preset-overlap'])
    expect(advice).toContain(event)
  })

  it.each([
    ['of other calls', `type: 'automatic', subscribe: 'type = "page"'`],
    ['of an event of Engage', `type: 'specificEvent', eventSlug: 'warehouse_entity_added_track'`]
  ])('%s are apart', async (_name, rest) => {
    expect((await findingsOf(acme('cloud', { edits: [second(rest)] }))).found).toEqual([])
  })

  it('of one event of Engage, and of one that upstream does not want, are found', async () => {
    const engage = `type: 'specificEvent', eventSlug: 'journeys_step_all_events_track'`
    const { found } = await findingsOf(acme('cloud', { edits: [second(engage), second(engage, 'Again')] }))
    expect(found).toEqual(['index.ts:14 preset', 'index.ts:15 preset-overlap', 'index.ts:15 preset'])
  })
})
