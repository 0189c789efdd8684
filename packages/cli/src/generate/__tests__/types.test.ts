import type { InputField } from '@segment/actions-core'
import type { ActionOfEitherMode, DefinitionOfEitherMode } from '../../definition'
import { actionTypes, settingsTypes } from '../types'

const BANNER = '// Generated file. DO NOT MODIFY IT BY HAND.\n\n'
const named = { label: 'Plan Name', description: 'The plan.' }

function action(fields: Record<string, InputField>, hooks?: ActionOfEitherMode['hooks']): ActionOfEitherMode {
  return { title: 'Do', description: 'Does.', fields, hooks }
}

describe('the types of a payload', () => {
  it('describe each field with its description, the required ones without a question mark', async () => {
    const fields: Record<string, InputField> = {
      id: { label: 'ID', description: "The user's id.", type: 'string', required: true },
      'plan-name': { ...named, type: 'string' }
    }
    expect(await actionTypes(action(fields))).toBe(
      `${BANNER}export interface Payload {
  /**
   * The user's id.
   */
  id: string
  /**
   * The plan.
   */
  'plan-name'?: string
}
`
    )
  })

  it('are an empty interface for an action without fields', async () => {
    expect(await actionTypes(action({}))).toBe(`${BANNER}export interface Payload {}\n`)
  })

  const condition = { conditions: [{ fieldKey: 'kind', operator: 'is' as const, value: 'paid' }] }
  const features: [string, Partial<InputField>, string][] = [
    ['text as a string', { type: 'text' }, 'plan?: string'],
    ['a password as a string', { type: 'password' }, 'plan?: string'],
    ['a number, whatever its bounds', { type: 'number', minimum: 1, maximum: 9 }, 'plan?: number'],
    ['an integer as a number', { type: 'integer' }, 'plan?: number'],
    ['a boolean, whatever its default', { type: 'boolean', default: true }, 'plan?: boolean'],
    ['a datetime as text or a number', { type: 'datetime' }, 'plan?: string | number'],
    ['several datetimes as one, a slip of upstream', { type: 'datetime', multiple: true }, 'plan?: string | number'],
    ['a datetime that may be null', { type: 'datetime', allowNull: true }, 'plan?: string | number | null'],
    ['a value that may be null', { type: 'string', allowNull: true }, 'plan?: string | null'],
    ['several values', { type: 'string', multiple: true, required: true }, 'plan: string[]'],
    ['choices by their type only', { type: 'string', choices: ['a', 'b'] }, 'plan?: string'],
    ['choices of numbers', { type: 'number', choices: [{ label: 'One', value: 1 }] }, 'plan?: number'],
    ['several choices', { type: 'string', multiple: true, choices: ['a', 'b'] }, 'plan?: string[]'],
    ['a conditionally required field as an optional one', { type: 'string', required: condition }, 'plan?: string'],
    [
      'a field that depends on others like any',
      { type: 'string', required: true, depends_on: condition },
      'plan: string'
    ],
    [
      'an object of anything',
      { type: 'object', defaultObjectUI: 'keyvalue' },
      'plan?: {\n    [k: string]: unknown\n  }'
    ],
    [
      'an object of known properties',
      { type: 'object', properties: { id: { label: 'ID', type: 'string', required: true } } },
      'plan?: {\n    id: string\n  }'
    ],
    [
      'an object of known properties and others',
      { type: 'object', additionalProperties: true, properties: { id: { label: 'ID', type: 'string' } } },
      'plan?: {\n    id?: string\n    [k: string]: unknown\n  }'
    ],
    [
      'several objects, their properties described',
      { type: 'object', multiple: true, properties: { at: { label: 'At', description: 'When.', type: 'datetime' } } },
      'plan?: {\n    /**\n     * When.\n     */\n    at?: string | number\n  }[]'
    ],
    [
      'nothing of how a field is shown',
      {
        type: 'string',
        dynamic: true,
        placeholder: 'basic',
        category: 'data',
        readOnly: true,
        unsafe_hidden: true,
        disabledInputMethods: ['literal'],
        displayMode: 'collapsed',
        format: 'uuid'
      },
      'plan?: string'
    ]
  ]
  it.each(features)('declare %s', async (_name, field, member) => {
    const fields = { plan: { ...named, ...field } as InputField }
    const text = `${BANNER}export interface Payload {\n  /**\n   * The plan.\n   */\n  ${member}\n}\n`
    expect(await actionTypes(action(fields))).toBe(text)
  })

  it('are followed by what each hook takes and gives', async () => {
    const hooks: ActionOfEitherMode['hooks'] = {
      onMappingSave: {
        label: 'Make a list',
        description: 'Makes one.',
        inputFields: { name: { label: 'Name', description: 'Its name.', type: 'string', required: true } },
        outputTypes: { id: { label: 'ID', description: 'Its id.', type: 'number', required: false } },
        performHook: () => Promise.resolve({})
      },
      retlOnMappingSave: { label: 'Nothing', description: 'Neither.', performHook: () => Promise.resolve({}) }
    }
    expect(await actionTypes(action({}, hooks))).toBe(
      `${BANNER}export interface Payload {}
${BANNER}export interface OnMappingSaveInputs {
  /**
   * Its name.
   */
  name: string
}
${BANNER}export interface OnMappingSaveOutputs {
  /**
   * Its id.
   */
  id?: number
}
`
    )
  })
})

describe('the types of settings', () => {
  const base = { name: 'Acme (Actions)', actions: {} }
  const key = { label: 'Key', description: 'Your key.', type: 'password' as const, required: true }
  const declared = (name: string, member: string) =>
    `${BANNER}export interface ${name} {\n  /**\n   * Your key.\n   */\n  ${member}\n}\n`

  const definitions: [string, DefinitionOfEitherMode, string][] = [
    [
      "a cloud-mode destination's authentication",
      { ...base, mode: 'cloud', authentication: { scheme: 'custom', fields: { apiKey: key } } },
      declared('Settings', 'apiKey: string')
    ],
    [
      'a device-mode destination',
      { ...base, mode: 'device', settings: { siteId: { ...key, type: 'string', required: false } } },
      declared('Settings', 'siteId?: string')
    ],
    ['a destination that has none', { ...base, mode: 'device' }, `${BANNER}export interface Settings {}\n`],
    [
      'a destination of audiences',
      {
        ...base,
        mode: 'cloud',
        authentication: { scheme: 'custom', fields: { apiKey: key } },
        audienceFields: { listId: { ...key, type: 'number', required: false } }
      },
      declared('Settings', 'apiKey: string') + declared('AudienceSettings', 'listId?: number')
    ]
  ]
  it.each(definitions)('are those of %s', async (_name, definition, text) => {
    expect(await settingsTypes(definition)).toBe(text)
  })
})
