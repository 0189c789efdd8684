import type { ReviewerNote, Topic } from '@partner-destinations/vendors/reviewer-note'
import { refusalOf } from '../refusal'
import { acme } from './acme'
import type { Edit } from './acme'
import { findingsOf } from './findings'

const BATCH = `  performBatch: (request, { payload }) => request('https://api.acme.example/v1/events', { json: payload }),\n`
const BATCH_FIELDS = `,
    enable_batching: { label: 'B', description: 'B.', type: 'boolean', default: true },
    batch_size: { label: 'S', description: 'S.', type: 'number', default: 100, unsafe_hidden: true }`
const SINGLY: Edit[] = [
  ['send/index.ts', BATCH, ''],
  ['send/index.ts', BATCH_FIELDS, ''],
  ['index.ts', ', enable_batching: true, batch_size: 100', '']
]
const TEST = `testAuthentication: (request) => request('https://api.acme.example/v1/me')`
const PERFORM = `perform: (request, { payload }) => request('https://api.acme.example/v1/events', { json: [payload] })`
const REFUSE = `perform: async (request, { payload }) => {
    if (!payload.event) throw Object.assign({ message: 'No name.' }, { code: 'PAYLOAD_VALIDATION_FAILED' })
    return request('https://api.acme.example/v1/events', { json: [payload] })
  }`

const note = (topic: Topic, actions?: string[]): ReviewerNote => ({ topic, actions, text: 'Acme takes one at a time.' })

/** What a destination does that a reviewer will ask about: the topic, the edits that make it so, and what is found. */
const QUESTIONS: [
  name: string,
  topic: Topic,
  action: string | undefined,
  edits: Edit[],
  found: string,
  advice: string
][] = [
  [
    'an action without batches',
    'batch',
    'send',
    SINGLY,
    'send/index.ts:13 reviewer-note',
    'Add performBatch to send, or'
  ],
  [
    'credentials that nothing asks the vendor about',
    'credentials',
    undefined,
    [['index.ts', TEST, `testAuthentication: (_request, { settings }) => check(settings)`]],
    'index.ts:8 reviewer-note',
    'Let testAuthentication send a request'
  ],
  [
    'no test of the credentials',
    'credentials',
    undefined,
    [['index.ts', ` ${TEST},`, '']],
    'index.ts:7 reviewer-note',
    'Let testAuthentication send a request'
  ],
  [
    'a method that ignores the client',
    'credentials',
    undefined,
    [['index.ts', TEST, 'async testAuthentication() { return true }']],
    'index.ts:1 reviewer-note',
    'Let testAuthentication send a request'
  ],
  [
    'a subscription for delete events',
    'delete',
    'send',
    [
      ['send/index.ts', 'type = "track"', 'type = "track" or type = "delete"'],
      ['index.ts', 'type = "track"', 'type = "track" or type = "delete"']
    ],
    'send/index.ts:4 reviewer-note',
    'Delete users in onDelete instead of send, or'
  ],
  [
    'an action without a preset',
    'preset',
    'more',
    [['index.ts', 'actions: { send }', `actions: { send, more: { ...send, title: 'More' } }`]],
    'more/index.ts:1 reviewer-note',
    'Add a preset for more, so that data flows as soon as the destination is created, or'
  ],
  [
    'chunks of its own',
    'chunks',
    undefined,
    [['api.ts', 'export const', 'export const parts = (list: unknown[]) => chunk(list, 50)\n\nexport const']],
    'api.ts:3 reviewer-note',
    "Don't cut lists into chunks: Segment keeps to batch_size, or"
  ],
  [
    'a function of lodash that makes chunks',
    'chunks',
    undefined,
    [['api.ts', 'export const', 'export const parts = (list: unknown[]) => _.chunk(list, 50)\n\nexport const']],
    'api.ts:3 reviewer-note',
    "Don't cut lists into chunks"
  ],
  [
    'an action that needs a field without requiring it',
    'required',
    'send',
    [['send/index.ts', PERFORM, REFUSE]],
    'send/index.ts:5 reviewer-note',
    `Make the fields required that send needs ("No name."), with conditions if necessary, or`
  ]
]

describe('what a reviewer will ask', () => {
  it.each(QUESTIONS)('about %s is found without a note', async (_name, topic, action, edits, where, advice) => {
    const findings = await findingsOf(acme('cloud', { edits }))
    expect(findings.found).toContain(where)
    expect(findings.advice).toContain(advice)
    expect(findings.advice).toContain(
      `say why not in packages/vendors/src/<vendor>/reviewer-notes.ts (topic ${topic}${
        action ? `, action ${action}` : ''
      }).`
    )
  })

  it.each(QUESTIONS)('about %s is answered by a note', async (_name, topic, action, edits) => {
    const about = action === undefined ? undefined : [action]
    for (const answer of [note(topic), note(topic, about)]) {
      const { found } = await findingsOf(acme('cloud', { edits }), [answer])
      expect(found.filter((finding) => finding.endsWith(' reviewer-note'))).toEqual([])
    }
  })

  it('is not answered by a note about another action', async () => {
    const edits: Edit[] = [...SINGLY, ['index.ts', 'actions: { send }', `actions: { send, more: send }`]]
    const { advice } = await findingsOf(acme('cloud', { edits }), [note('batch', ['more']), note('preset')])
    expect(advice).toContain('Add performBatch to send, or')
    expect(advice).not.toContain('Add performBatch to more')
  })

  it.each([
    'testAuthentication: (request) => check(request)',
    'testAuthentication: async (client, { settings }) => { await client(settings.url) }',
    'async testAuthentication(request) { return request("https://api.acme.example") }',
    'testAuthentication: async function (request) { return request("https://api.acme.example") }'
  ])('is not whether credentials are tested by %s', async (test) => {
    expect((await findingsOf(acme('cloud', { edits: [['index.ts', TEST, test]] }))).found).toEqual([])
  })

  it('is nothing of batches, credentials and required fields in the browser', async () => {
    const edits: Edit[] = [['src/send/index.ts', PERFORM, REFUSE]]
    expect((await findingsOf(acme('device', { edits }))).found).toEqual([])
  })
})

describe('a note for reviewers', () => {
  it.each(['batch', 'chunks', 'credentials', 'delete', 'preset', 'required'] as const)(
    'about %s is found when nothing is left to explain',
    async (topic) => {
      const { found, advice } = await findingsOf(acme('cloud'), [note(topic)])
      expect(found).toEqual(['index.ts:1 reviewer-note'])
      expect(advice).toBe(
        `Delete the note for reviewers "Acme takes one at a time. …": the destination has nothing of the topic ${topic} any more.`
      )
    }
  )

  it('about an action that there is not is found', async () => {
    const { advice } = await findingsOf(acme('cloud', { edits: SINGLY }), [
      note('batch', ['send', 'gone']),
      note('other', ['send', 'lost'])
    ])
    expect(advice.split('\n')).toEqual([
      'Remove gone from the note for reviewers "Acme takes one at a time. …": it has nothing of the topic batch.',
      'Remove lost from the note for reviewers "Acme takes one at a time. …": it has nothing of the topic other.'
    ])
  })

  it('may say more than was asked', async () => {
    expect((await findingsOf(acme('cloud'), [note('other'), note('other', ['send'])])).found).toEqual([])
  })
})

describe('batches', () => {
  const open = BATCH_FIELDS.replace(', unsafe_hidden: true', '')
  it.each<[string, Edit[], string, string]>([
    [
      'that nobody can turn off',
      [['send/index.ts', BATCH_FIELDS, BATCH_FIELDS.replace(/\n.*enable_batching.*,/, '')]],
      'send/index.ts:14',
      'Add the field enable_batching to send: it takes batches.'
    ],
    [
      'of any size',
      [['send/index.ts', BATCH_FIELDS, BATCH_FIELDS.replace(/,\n.*batch_size.*/, '')]],
      'send/index.ts:14',
      'Add the field batch_size to send: it takes batches.'
    ],
    [
      'whose size anybody may set without limits',
      [['send/index.ts', BATCH_FIELDS, open]],
      'send/index.ts:13',
      'Give batch_size of send a minimum and a maximum, or hide it with unsafe_hidden.'
    ],
    [
      'that the action does not take',
      [['send/index.ts', BATCH, '']],
      'send/index.ts:12',
      'Remove enable_batching from send, or add performBatch'
    ]
  ])('%s are found', async (_name, edits, where, advice) => {
    const findings = await findingsOf(acme('cloud', { edits }))
    expect(findings.found).toContain(`${where} batching`)
    expect(findings.advice).toContain(advice)
  })

  it('whose size has limits may be open', async () => {
    const limited = open.replace('default: 100', 'default: 100, minimum: 1, maximum: 100')
    expect((await findingsOf(acme('cloud', { edits: [['send/index.ts', BATCH_FIELDS, limited]] }))).found).toEqual([])
  })
})

describe('an action is tried with its required fields only', () => {
  const refuses = (payload: unknown) =>
    Promise.reject(Object.assign(new Error(JSON.stringify(payload)), { code: 'PAYLOAD_VALIDATION_FAILED' }))
  const text = { label: 'T', description: 'T.', type: 'string' as const }
  const action = (fields: object, perform: unknown) => ({ title: 'A', description: 'A.', fields, perform } as never)

  it('each with a value that its schema takes', async () => {
    const fields = {
      name: { ...text, required: true },
      choice: { ...text, required: true, choices: [{ label: 'One', value: 'one' }] },
      plain: { ...text, required: true, choices: ['first', 'second'] },
      address: { ...text, required: true, format: 'email' },
      email: { ...text, required: true },
      count: { ...text, type: 'integer', required: true, minimum: 5 },
      on: { ...text, type: 'boolean', required: true },
      when: { ...text, type: 'datetime', required: true },
      list: { ...text, multiple: true, required: true },
      object: { ...text, type: 'object', required: true, properties: { id: { ...text, required: true }, more: text } },
      free: { ...text, type: 'object', required: true },
      sometimes: { ...text, required: { conditions: [{ fieldKey: 'name', operator: 'is', value: undefined }] } },
      never: text,
      off: { ...text, required: false }
    }
    const refusal = await refusalOf(
      action(fields, (_request: unknown, { payload }: { payload: unknown }) => refuses(payload))
    )
    expect(JSON.parse(refusal ?? '')).toEqual({
      name: 'sample',
      choice: 'one',
      plain: 'first',
      address: 'jane.kim@example.com',
      email: 'jane.kim@example.com',
      count: 5,
      on: true,
      when: '2024-05-17T09:30:00.000Z',
      list: ['sample'],
      object: { id: 'sample' },
      free: { sample: 'sample' },
      sometimes: 'sample'
    })
  })

  it.each<[string, unknown]>([
    ['sends a request', (request: () => Promise<unknown>) => request()],
    ['fails in another way', () => Promise.reject(Object.assign(new Error(), { code: 'RETRYABLE_ERROR' }))],
    [
      'throws what is no error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a destination may do it
        throw null
      }
    ],
    ['does nothing', () => undefined]
  ])('and refuses nothing when it %s', async (_name, perform) => {
    expect(await refusalOf(action({}, perform))).toBeUndefined()
  })
})
