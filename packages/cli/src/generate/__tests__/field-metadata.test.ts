import type { InputField } from '@segment/actions-core'
import type { ActionOfEitherMode, DefinitionOfEitherMode } from '../../definition'
import { metadata } from '../metadata'
import { plain } from './plain-field'

const send: ActionOfEitherMode = { title: 'Send', description: 'Sends.', fields: {} }
const acme: DefinitionOfEitherMode = { name: 'Acme (Actions)', slug: 'actions-acme', mode: 'cloud', actions: { send } }

/** The metadata of one field of an action. */
function fieldOf(field: Partial<InputField>) {
  const actions = {
    send: { ...send, fields: { plan: { label: 'Plan', description: 'The plan.', type: 'string', ...field } } }
  }
  return metadata('actions-acme', { ...acme, actions } as DefinitionOfEitherMode).actions.send.fields.plan
}

const condition = { conditions: [{ fieldKey: 'kind', operator: 'is' as const, value: 'paid' }] }

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

  it.each<[string, Partial<DefinitionOfEitherMode>, object | null]>([
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
