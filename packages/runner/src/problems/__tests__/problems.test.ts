import type { InputField, JSONObject } from '@segment/actions-core'
import type { Definition } from '../../call'
import type { Problem } from '../../wire'
import { run } from '../../run'

/** A definition with one action, which does nothing; each has a title of its own, by which the framework keeps schemas. */
let made = 0
function definitionWith(fields: Record<string, InputField>): Definition {
  made++
  return {
    name: `Problems ${made}`,
    mode: 'cloud',
    authentication: {
      scheme: 'custom',
      fields: { apiKey: { label: 'API Key', description: 'A key', type: 'password' } }
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

function says(key: string, label: string, message: string, lookedFor: string[] = []): Problem {
  return { field: key, label, message, lookedFor }
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
      says('id', 'User ID', `"User ID" is missing. The event has no value at $.userId. ${add}`, ['$.userId'])
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
      says('id', 'User ID', `"User ID" is missing. The event has no value at $.a or $.b. ${add}`, ['$.a', '$.b'])
    ],
    [
      'missing, with nothing mapped to it',
      { id: field('User ID', { required: true }) },
      { batch_size: 1 },
      says('id', 'User ID', '"User ID" is missing. Nothing is mapped to it. Map it to a value.')
    ],
    [
      'mapped to nothing',
      { id: field('User ID', { required: true }) },
      { id: '' },
      says('id', 'User ID', '"User ID" is missing. Its mapping gives no value. Map it to a value.')
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
      says(
        'address.street',
        'Street',
        `"Street" in "Address" is missing. The event has no value at $.traits.street. ${add}`,
        ['$.traits.street']
      )
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
      says(
        'traits.phone',
        'Phone',
        `"Phone" in "Traits" is missing. The event has no value at $.traits.phone. ${add}`,
        ['$.traits.phone']
      )
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
      says(
        'items.0.price',
        'Price',
        `"Price" in "Items" (item 1) is missing. The event has no value at $.traits.items[0].price. ${add}`,
        ['$.traits.items[0].price']
      )
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
      says(
        'name',
        'Name',
        `"Name" is missing: it is required when "Kind" is "person". The event has no value at $.traits.name. ${add}`,
        ['$.traits.name']
      )
    ],
    [
      'missing because of one of many values of another field',
      {
        kind: field('Kind', { default: 'shop' }),
        name: field('Name', {
          required: {
            match: 'any',
            conditions: ['person', 'shop', 'club'].map((value) => ({
              fieldKey: 'kind',
              operator: 'is' as const,
              value
            }))
          }
        })
      },
      {},
      says(
        'name',
        'Name',
        '"Name" is missing: it is required when "Kind" is "shop". Nothing is mapped to it. Map it to a value.'
      )
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
      says(
        'name',
        'Name',
        '"Name" is missing: it is required when "Email" is empty and "Kind" is not "person". Nothing is mapped to it. Map it to a value.'
      )
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
      says(
        'address.street',
        'Street',
        '"Street" in "Address" is missing: it is required when "Kind" is "person". Its mapping gives no value. Map it to a value.'
      )
    ],
    [
      'of a wrong type',
      { properties: field('Properties', { type: 'object', default: { '@path': '$.properties' } }) },
      {},
      says(
        'properties',
        'Properties',
        `"Properties" must be an object, but it is the text "none" (from $.properties). ${correct}`
      )
    ],
    [
      'that is no number',
      { age: field('Age', { type: 'integer', default: { '@path': '$.traits.age' } }) },
      {},
      says('age', 'Age', `"Age" must be a whole number, but it is the text "old" (from $.traits.age). ${correct}`)
    ],
    [
      'that is neither true nor false',
      { active: field('Active', { type: 'boolean' }) },
      { active: 'perhaps' },
      says('active', 'Active', `"Active" must be true or false, but it is the text "perhaps". ${correct}`)
    ],
    [
      'of a wrong type in a list',
      { tags: field('Tags', { multiple: true }) },
      { tags: { '@path': '$.traits.list' } },
      says('tags.1', 'Tags', `"Tags" (item 2) must be a text, but it is an object (from $.traits.list[1]). ${correct}`)
    ],
    [
      'that is no email address',
      { email: field('Email', { format: 'email', default: { '@path': '$.traits.email' } }) },
      {},
      says(
        'email',
        'Email',
        `"Email" must be an email address, but it is the text "jane" (from $.traits.email). ${correct}`
      )
    ],
    [
      'that is no date',
      { at: field('Time', { type: 'datetime' }) },
      { at: 'soon' },
      says(
        'at',
        'Time',
        `"Time" must be a date and time, such as 2024-01-02T03:04:05Z, but it is the text "soon". ${correct}`
      )
    ],
    [
      'that is no choice',
      { status: field('Status', { choices: ['ACTIVE', 'DENIED', 'PENDING'] }) },
      { status: 'active' },
      says(
        'status',
        'Status',
        `"Status" must be "ACTIVE", "DENIED" or "PENDING", but it is the text "active". ${correct}`
      )
    ],
    [
      'that is none of many choices',
      {
        country: field('Country', {
          choices: Array.from({ length: 90 }, (_, index) => ({ label: `C${index}`, value: `c${index}` }))
        })
      },
      { country: 'Egypt' },
      says(
        'country',
        'Country',
        `"Country" must be one of its 90 choices, such as "c0", "c1" or "c2", but it is the text "Egypt". ${correct}`
      )
    ],
    [
      'that is too short',
      { code: field('Code', { minimum: 3 }) },
      { code: 'ab' },
      says('code', 'Code', `"Code" must be a text of 3 characters or more, but it is the text "ab". ${correct}`)
    ],
    [
      'that is too large',
      { share: field('Share', { type: 'number', maximum: 100 }) },
      { share: 250 },
      says('share', 'Share', `"Share" must be a number, 100 or less, but it is the number 250. ${correct}`)
    ],
    [
      'that is long',
      { email: field('Email', { format: 'email' }) },
      { email: 'x'.repeat(100) },
      says('email', 'Email', `"Email" must be an email address, but it is a text of 100 characters. ${correct}`)
    ],
    [
      'that nobody is to see',
      { secret: field('Secret', { type: 'password', choices: ['Cow-2'] }) },
      { secret: 'Horse-1' },
      says('secret', 'Secret', `"Secret" must be "Cow-2", but it is a text. ${correct}`)
    ]
  ])('%s is told in plain words', async (_what, fields, mapping, problem) => {
    const step = await problemsWith(fields, mapping)
    expect(step).toMatchObject({ errorClass: 'AggregateAjvError', message: problem.message, problems: [problem] })
    expect(step.problems).toHaveLength(1)
  })

  it('keeps the message that the framework has for it, by its field', async () => {
    const step = await problemsWith({ id: field('User ID', { required: true }) }, { batch_size: 1 })
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
    const call = {
      kind: 'preview' as const,
      action: 'act',
      settings: {},
      payload: { x: 1 },
      mapping: { batch_size: 1 }
    }
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
