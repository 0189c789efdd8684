import { ProbeDirectory } from '@partner-destinations/server/probe'

/** A destination with every kind of field that Segment's form has, and actions that don't use the request client. */
const forms = `
const when = (value: string) => ({ conditions: [{ fieldKey: 'operation', operator: 'is', value }] })
const text = { type: 'string', description: '' }

export default {
  name: 'Forms (Actions)',
  slug: 'actions-forms',
  mode: 'cloud',
  authentication: {
    scheme: 'custom',
    fields: {
      region: {
        ...text,
        label: 'Region',
        required: true,
        choices: [{ label: 'Europe', value: 'eu' }, { label: 'America', value: 'us' }],
        default: 'eu'
      },
      limit: { label: 'Limit', description: '', type: 'number' }
    },
    testAuthentication: (request: any) => request('https://api.forms.example/me')
  },
  actions: {
    send: {
      title: 'Send',
      description: 'Sends [all fields](https://forms.example/docs)',
      syncMode: {
        label: 'How to save',
        description: 'What to do with records',
        default: 'upsert',
        choices: [{ label: 'Add or update', value: 'upsert' }, { label: 'Delete', value: 'delete' }]
      },
      fields: {
        operation: {
          ...text,
          label: 'Operation',
          required: true,
          choices: [{ label: 'Create', value: 'create' }, { label: 'Close', value: 'close' }],
          default: 'create',
          disabledInputMethods: ['variable', 'function', 'freeform', 'enrichment']
        },
        reason: { ...text, label: 'Reason', depends_on: when('close'), required: when('close') },
        internal: { label: 'Internal', description: '', type: 'boolean', unsafe_hidden: true, default: true },
        user: { ...text, label: 'User', readOnly: true, default: { '@path': '$.userId' } },
        level: { label: 'Level', description: '', type: 'integer', choices: [{ label: 'Low', value: 1 }, { label: 'High', value: 2 }] },
        note: { label: 'Note', description: '', type: 'text' },
        tags: { ...text, label: 'Tags', multiple: true },
        address: {
          label: 'Address',
          description: '',
          type: 'object',
          defaultObjectUI: 'keyvalue',
          additionalProperties: true,
          properties: { city: { ...text, label: 'City', required: true }, zip: { ...text, label: 'Zip' } }
        },
        products: {
          label: 'Products',
          description: '',
          type: 'object',
          multiple: true,
          defaultObjectUI: 'arrayeditor',
          properties: { sku: { ...text, label: 'SKU' } }
        },
        shape: { label: 'Shape', description: '', type: 'object', defaultObjectUI: 'keyvalue:only', dynamic: true },
        list: { ...text, label: 'List', dynamic: true },
        segment: { ...text, label: 'Segment', dynamic: true }
      },
      dynamicFields: {
        shape: { __keys__: async () => ({ choices: [{ label: 'Its width', value: 'width' }], nextPage: '' }) },
        list: async (_request: any, { page }: any) =>
          page === 'two'
            ? { choices: [{ label: 'Third', value: '3' }], nextPage: '' }
            : { choices: [{ label: 'First', value: '1' }, { label: 'Second', value: '2' }], nextPage: 'two' },
        segment: async () => ({ choices: [], error: { code: '401', message: 'The key is wrong.' } })
      },
      hooks: {
        onMappingSave: {
          label: 'Make a list',
          description: 'Makes a list, or uses one',
          inputFields: {
            way: { ...text, label: 'Way', choices: [{ label: 'New', value: 'new' }, { label: 'Old', value: 'old' }], default: 'new' },
            title: { ...text, label: 'Title', depends_on: { conditions: [{ fieldKey: 'way', operator: 'is', value: 'new' }] } },
            old: {
              ...text,
              label: 'Old list',
              depends_on: { conditions: [{ fieldKey: 'way', operator: 'is', value: 'old' }] },
              dynamic: async () => ({ choices: [{ label: 'The old one', value: 'o1' }], nextPage: '' })
            }
          },
          performHook: async (request: any, { hookInputs }: any) => {
            if (!hookInputs.title && !hookInputs.old) return { error: { message: 'A list needs a title.', code: 'NO_TITLE' } }
            await request('https://api.forms.example/lists', { method: 'post', json: hookInputs })
            return { successMessage: 'The list is made.', savedData: { id: hookInputs.old ?? 'l1' } }
          }
        }
      },
      perform: (request: any, { payload, syncMode, settings, hookOutputs }: any) =>
        request('https://api.forms.example/send?via=test', {
          method: 'post',
          headers: { authorization: 'Bearer invented', 'x-kind': 'form' },
          json: { payload, syncMode, settings, hookOutputs }
        })
    },
    socket: {
      title: 'Socket',
      description: '',
      fields: {},
      perform: () =>
        new Promise((resolve, reject) =>
          require('node:net').connect(9092, 'kafka.example').on('connect', resolve).on('error', reject)
        )
    },
    fetched: {
      title: 'Fetched',
      description: '',
      fields: {},
      perform: async () => void (await fetch('https://api.forms.example/fetched', { method: 'POST', body: '{"a":1}' }))
    }
  }
}
`

/**
 * A folder of invented destinations, of which \`forms\` has every kind of field.
 * @param count how many others there are: \`acme-1\`, \`acme-2\` …, with a name and a slug that nothing has to be loaded for
 */
export function inventedDestinations(count: number): ProbeDirectory {
  const directory = new ProbeDirectory()
  directory.delete('probe')
  directory.save('forms/index.ts', forms)
  directory.save('forms/metadata.json', JSON.stringify({ name: 'Forms (Actions)', slug: 'actions-forms' }))
  for (let index = 1; index <= count; index += 1) {
    const names = { name: `Acme ${index}`, slug: `actions-acme-${index}`, description: '' }
    const send = `{ title: 'Send', description: '', fields: {}, perform: (request) => request('https://acme.example/') }`
    directory.save(
      `acme-${index}/index.ts`,
      `export default { ...${JSON.stringify(names)}, mode: 'cloud', actions: { send: ${send} } }`
    )
    directory.save(`acme-${index}/metadata.json`, JSON.stringify(names))
  }
  return directory
}
