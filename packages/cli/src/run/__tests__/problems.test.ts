import type { InputField, JSONObject } from '@segment/actions-core'
import type { Definition, Problem } from '../call'
import { BadCallError } from '../bad-call'
import { run } from '../run'

/** A definition with one action, which does nothing; each has a title of its own, by which the framework keeps schemas. */
let made = 0
function definitionWith(fields: Record<string, InputField>): Definition {
  made++
  return {
    name: `Problems ${made}`,
    mode: 'cloud',
    authentication: {
      scheme: 'custom',
      fields: {
        apiKey: { label: 'API Key', description: 'A key', type: 'password', required: true },
        region: {
          label: 'Region',
          description: 'Where it is',
          type: 'string',
          choices: [
            { label: 'Europe', value: 'eu' },
            { label: 'America', value: 'us' }
          ]
        },
        size: { label: 'Size', description: 'How many at once', type: 'number' },
        secret: {
          label: 'Secret',
          description: 'Needed in Europe',
          type: 'password',
          required: { conditions: [{ fieldKey: 'region', operator: 'is', value: 'eu' }] }
        }
      }
    },
    actions: {
      act: { title: 'Act', description: 'Acts', fields, perform: () => undefined, performBatch: () => undefined }
    }
  }
}

function field(label: string, more: Partial<InputField> = {}): InputField {
  return { label, description: label, type: 'string', ...more }
}

const event = {
  type: 'track',
  traits: { email: 'jane', age: 'old', list: ['a', {}], items: [{ name: 'a' }] },
  properties: 'none'
}

async function problemsWith(fields: Record<string, InputField>, mapping: JSONObject = {}) {
  const call = { kind: 'action' as const, action: 'act', payload: event, mapping, settings: { apiKey: 'k' } }
  const [step] = (await run(definitionWith(fields), call)).steps
  return step as { message?: unknown; problems?: Problem[]; fields?: Record<string, string>; errorClass?: string }
}

// The framework's validator does not like a schema that the framework itself makes.
beforeAll(
  () => void jest.spyOn(console, 'warn').mockImplementation((text: string) => expect(text).toMatch(/strict mode/))
)
afterAll(() => jest.restoreAllMocks())

const add = 'Add one to the event, or map the field to another value.'
const correct = 'Correct the event, or map the field to another value.'

describe('a value that the schema refuses', () => {
  it.each<[string, Record<string, InputField>, JSONObject, Problem]>([
    [
      'missing, and looked for in one place',
      { id: field('User ID', { required: true, default: { '@path': '$.userId' } }) },
      {},
      {
        field: 'id',
        label: 'User ID',
        message: `"User ID" is missing. The event has no value at $.userId. ${add}`,
        lookedFor: ['$.userId']
      }
    ],
    [
      'missing, and looked for in several places',
      {
        id: field('User ID', {
          required: true,
          default: {
            '@if': { exists: { '@path': '$.a' }, then: { '@path': '$.a' }, else: { '@template': '{{b}}{{context.c}}' } }
          }
        })
      },
      { id: { '@if': { else: { '@path': '$.b' }, then: { '@path': '$.a' }, exists: { '@path': '$.a' } } } },
      {
        field: 'id',
        label: 'User ID',
        message: `"User ID" is missing. The event has no value at $.a or $.b. ${add}`,
        lookedFor: ['$.a', '$.b']
      }
    ],
    [
      'missing, with nothing mapped to it',
      { id: field('User ID', { required: true }) },
      { other: 'x' },
      {
        field: 'id',
        label: 'User ID',
        message: '"User ID" is missing. Nothing is mapped to it. Map it to a value.',
        lookedFor: []
      }
    ],
    [
      'mapped to nothing',
      { id: field('User ID', { required: true }) },
      { id: '' },
      {
        field: 'id',
        label: 'User ID',
        message: '"User ID" is missing. Its mapping gives no value. Map it to a value.',
        lookedFor: []
      }
    ],
    [
      'missing inside of an object',
      {
        address: field('Address', {
          type: 'object',
          properties: { street: field('Street', { required: true }), city: field('City') },
          default: { street: { '@path': '$.traits.street' }, city: 'Oslo' }
        })
      },
      {},
      {
        field: 'address.street',
        label: 'Street',
        message: `"Street" in "Address" is missing. The event has no value at $.traits.street. ${add}`,
        lookedFor: ['$.traits.street']
      }
    ],
    [
      'missing inside of an object that is mapped as a whole',
      {
        traits: field('Traits', {
          type: 'object',
          properties: { phone: field('Phone', { required: true }) },
          default: { '@path': '$.traits' }
        })
      },
      {},
      {
        field: 'traits.phone',
        label: 'Phone',
        message: `"Phone" in "Traits" is missing. The event has no value at $.traits.phone. ${add}`,
        lookedFor: ['$.traits.phone']
      }
    ],
    [
      'missing in an item of a list',
      {
        items: field('Items', {
          type: 'object',
          multiple: true,
          properties: { price: field('Price', { type: 'number', required: true }) },
          default: { '@arrayPath': ['$.traits.items', { price: { '@path': '$.price' } }] }
        })
      },
      {},
      {
        field: 'items.0.price',
        label: 'Price',
        message: `"Price" in "Items" (item 1) is missing. The event has no value at $.traits.items[0].price. ${add}`,
        lookedFor: ['$.traits.items[0].price']
      }
    ],
    [
      'missing because of another field',
      {
        kind: field('Kind', { default: 'person' }),
        name: field('Name', {
          default: { '@path': '$.traits.name' },
          required: { match: 'any', conditions: [{ fieldKey: 'kind', operator: 'is', value: 'person' }] }
        })
      },
      {},
      {
        field: 'name',
        label: 'Name',
        message: `"Name" is missing: it is required when "Kind" is "person". The event has no value at $.traits.name. ${add}`,
        lookedFor: ['$.traits.name']
      }
    ],
    [
      'missing because of several other fields',
      {
        email: field('Email'),
        kind: field('Kind', { default: 'x' }),
        name: field('Name', {
          required: {
            match: 'all',
            conditions: [
              { fieldKey: 'email', operator: 'is', value: undefined },
              { fieldKey: 'kind', operator: 'is_not', value: 'person' }
            ]
          }
        })
      },
      {},
      {
        field: 'name',
        label: 'Name',
        message:
          '"Name" is missing: it is required when "Email" is empty and "Kind" is not "person". Nothing is mapped to it. Map it to a value.',
        lookedFor: []
      }
    ],
    [
      'missing inside of an object because of another field',
      {
        kind: field('Kind', { default: 'person' }),
        address: field('Address', {
          type: 'object',
          default: { city: 'Oslo' },
          properties: {
            city: field('City'),
            street: field('Street', {
              required: { conditions: [{ fieldKey: 'kind', operator: 'is', value: 'person' }] }
            })
          }
        })
      },
      {},
      {
        field: 'address.street',
        label: 'Street',
        message:
          '"Street" in "Address" is missing: it is required when "Kind" is "person". Its mapping gives no value. Map it to a value.',
        lookedFor: []
      }
    ],
    [
      'of a wrong type',
      { properties: field('Properties', { type: 'object', default: { '@path': '$.properties' } }) },
      {},
      {
        field: 'properties',
        label: 'Properties',
        message: `"Properties" must be an object, but it is the text "none" (from $.properties). ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is no number',
      { age: field('Age', { type: 'integer', default: { '@path': '$.traits.age' } }) },
      {},
      {
        field: 'age',
        label: 'Age',
        message: `"Age" must be a whole number, but it is the text "old" (from $.traits.age). ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is neither true nor false',
      { active: field('Active', { type: 'boolean' }) },
      { active: 'perhaps' },
      {
        field: 'active',
        label: 'Active',
        message: `"Active" must be true or false, but it is the text "perhaps". ${correct}`,
        lookedFor: []
      }
    ],
    [
      'of a wrong type in a list',
      { tags: field('Tags', { multiple: true }) },
      { tags: { '@path': '$.traits.list' } },
      {
        field: 'tags.1',
        label: 'Tags',
        message: `"Tags" (item 2) must be a text, but it is an object (from $.traits.list[1]). ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is no email address',
      { email: field('Email', { format: 'email', default: { '@path': '$.traits.email' } }) },
      {},
      {
        field: 'email',
        label: 'Email',
        message: `"Email" must be an email address, but it is the text "jane" (from $.traits.email). ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is no date',
      { at: field('Time', { type: 'datetime' }) },
      { at: 'soon' },
      {
        field: 'at',
        label: 'Time',
        message: `"Time" must be a date and time, such as 2024-01-02T03:04:05Z, but it is the text "soon". ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is no choice',
      { status: field('Status', { choices: ['ACTIVE', 'DENIED', 'PENDING'] }) },
      { status: 'active' },
      {
        field: 'status',
        label: 'Status',
        message: `"Status" must be "ACTIVE", "DENIED" or "PENDING", but it is the text "active". ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is none of many choices',
      {
        country: field('Country', {
          choices: Array.from({ length: 90 }, (_, index) => ({ label: `C${index}`, value: `c${index}` }))
        })
      },
      { country: 'Egypt' },
      {
        field: 'country',
        label: 'Country',
        message: `"Country" must be one of its 90 choices, such as "c0", "c1" or "c2", but it is the text "Egypt". ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is too short',
      { code: field('Code', { minimum: 3 }) },
      { code: 'ab' },
      {
        field: 'code',
        label: 'Code',
        message: `"Code" must be a text of 3 characters or more, but it is the text "ab". ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is too large',
      { share: field('Share', { type: 'number', maximum: 100 }) },
      { share: 250 },
      {
        field: 'share',
        label: 'Share',
        message: `"Share" must be a number, 100 or less, but it is the number 250. ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that is long',
      { email: field('Email', { format: 'email' }) },
      { email: 'x'.repeat(100) },
      {
        field: 'email',
        label: 'Email',
        message: `"Email" must be an email address, but it is a text of 100 characters. ${correct}`,
        lookedFor: []
      }
    ],
    [
      'that nobody is to see',
      { secret: field('Secret', { type: 'password', choices: ['Cow-2'] }) },
      { secret: 'Horse-1' },
      {
        field: 'secret',
        label: 'Secret',
        message: `"Secret" must be "Cow-2", but it is a text. ${correct}`,
        lookedFor: []
      }
    ]
  ])('%s is told in plain words', async (_what, fields, mapping, problem) => {
    const step = await problemsWith(fields, mapping)
    expect(step).toMatchObject({ errorClass: 'AggregateAjvError', message: problem.message, problems: [problem] })
    expect(step.problems).toHaveLength(1)
  })

  it('keeps the message that the framework has for it, by its field', async () => {
    const step = await problemsWith({ id: field('User ID', { required: true }) }, { other: 'x' })
    expect(step.fields).toEqual({ id: "The root value is missing the required field 'id'." })
  })

  it('is told once for each field, and all together are the message', async () => {
    const { message, problems } = await problemsWith({
      id: field('User ID', { required: true, default: { '@path': '$.userId' } }),
      email: field('Email', { format: 'email', default: { '@path': '$.traits.email' } })
    })
    expect(problems?.map(({ field: key }) => key)).toEqual(['id', 'email'])
    expect(message).toBe(problems?.map((problem) => problem.message).join(' '))
  })

  it('is told for an event of a batch as well', async () => {
    const definition = definitionWith({
      id: field('User ID', { required: true, default: { '@path': '$.userId' } })
    })
    const call = { kind: 'action' as const, action: 'act', settings: { apiKey: 'k' } }
    const { steps } = await run(definition, { ...call, payload: [{ userId: 'u1' }, {}] })
    const message = `"User ID" is missing. The event has no value at $.userId. ${add}`
    expect(steps).toEqual([
      {
        multistatus: [
          expect.objectContaining({ status: 200 }),
          expect.objectContaining({
            status: 400,
            errormessage: message,
            problems: [{ field: 'id', label: 'User ID', message, lookedFor: ['$.userId'] }]
          })
        ]
      }
    ])
  })

  it('is told in a preview as well', async () => {
    const definition = definitionWith({ id: field('User ID', { required: true }) })
    const call = { kind: 'preview' as const, action: 'act', settings: {}, payload: { x: 1 }, mapping: { x: 1 } }
    const { result } = await run(definition, call)
    expect(result).toMatchObject([{ event: 0, error: { problems: [{ field: 'id', label: 'User ID' }] } }])
  })

  it('has its secrets hidden, and keeps its form when the secret is a word like "message"', async () => {
    const definition = definitionWith({
      email: field('Email', { format: 'email', default: { '@path': '$.traits.email' } })
    })
    const call = { kind: 'action' as const, action: 'act' }
    const { steps } = await run(definition, {
      ...call,
      payload: { traits: { email: 's3cret' } },
      settings: { apiKey: 's3cret' }
    })
    expect(steps).toMatchObject([{ problems: [{ message: expect.stringContaining('the text "<masked>"') }] }])
    const { steps: more } = await run(definition, {
      ...call,
      payload: { traits: { email: 'x' } },
      settings: { apiKey: 'message' }
    })
    expect(more).toMatchObject([{ problems: [{ field: 'email', message: expect.stringContaining('"Email" must') }] }])
  })
})

describe('a setting that the schema refuses', () => {
  const use = (settings: JSONObject) => run(definitionWith({}), { kind: 'authenticate', settings })

  it.each<[string, JSONObject, Omit<Problem, 'lookedFor'>]>([
    [
      'missing',
      {},
      {
        field: 'apiKey',
        label: 'API Key',
        message: 'The setting "API Key" (apiKey) is missing. Add it to the settings.'
      }
    ],
    [
      'missing because of another',
      { apiKey: 'k', region: 'eu' },
      {
        field: 'secret',
        label: 'Secret',
        message:
          'The setting "Secret" (secret) is missing: it is required when "Region" is "eu". Add it to the settings.'
      }
    ],
    [
      'of a wrong type',
      { apiKey: { of: 's3cret' } },
      {
        field: 'apiKey',
        label: 'API Key',
        message: 'The setting "API Key" (apiKey) must be a text, but it is an object. Correct it in the settings.'
      }
    ],
    [
      'that is no number, and may be a secret at the wrong place',
      { apiKey: 'k', size: 's3cret' },
      {
        field: 'size',
        label: 'Size',
        message: 'The setting "Size" (size) must be a number, but it is a text. Correct it in the settings.'
      }
    ],
    [
      'that is no choice',
      { apiKey: 'k', region: 's3cret' },
      {
        field: 'region',
        label: 'Region',
        message: 'The setting "Region" (region) must be "eu" or "us", but it is a text. Correct it in the settings.'
      }
    ]
  ])('%s is a bad call, told in plain words', async (_what, settings, problem) => {
    const error = (await use(settings).catch((thrown: unknown) => thrown)) as BadCallError
    expect(error).toBeInstanceOf(BadCallError)
    expect(error.message).toBe(problem.message)
    expect(error.problems).toEqual([{ ...problem, lookedFor: [] }])
    expect(Object.keys(error.fields ?? {})).toContain(problem.field)
    expect(JSON.stringify(error)).not.toContain('s3cret')
  })
})
