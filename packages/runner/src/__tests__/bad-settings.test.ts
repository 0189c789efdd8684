import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import type { Problem } from '../wire'
import { run } from '../run'

const definition: Definition = {
  name: 'Settings',
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
  actions: {}
}

describe('a setting that the schema refuses', () => {
  const use = (settings: JSONObject) => run(definition, { kind: 'authenticate', settings })

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
