import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'
import { Destination, validateSchema } from '@segment/actions-core'
import { build } from 'esbuild'
import fc from 'fast-check'
import path from 'node:path'
import vm from 'node:vm'
import { schemasOf } from '../compile-schemas'
import { generatedModules } from '../generated-modules'
import { replacedModules } from '../replaced-modules'
import type { Schema } from '../smaller-schemas'

/** How a schema ended: with the converted value, or with an error. */
interface Checked {
  value: unknown
  error?: { name: string; message: string; entries: unknown[] }
}

type Check = (value: object, schema: Schema, key: string) => Checked

/** Every schema of our destinations, and one with each kind of rule that the framework makes of fields. */
const kinds: Definition = {
  name: 'Every kind of field',
  mode: 'cloud',
  actions: {
    all: {
      title: 'All',
      description: '',
      fields: {
        text: { label: 'A text', description: '', type: 'string', required: true, minimum: 2, maximum: 4 },
        number: { label: 'A number', description: '', type: 'number', minimum: 2, maximum: 4 },
        integer: { label: 'An integer', description: '', type: 'integer', allowNull: true },
        flag: { label: 'A flag', description: '', type: 'boolean' },
        when: { label: 'A date', description: '', type: 'datetime' },
        mail: { label: 'A mail', description: '', type: 'string', format: 'email' },
        again: { label: 'A second mail', description: '', type: 'string', format: 'email' },
        link: { label: 'A link', description: '', type: 'string', format: 'uri' },
        choice: { label: 'A choice', description: '', type: 'string', choices: ['a', 'b'], allowNull: true },
        texts: { label: 'Texts', description: '', type: 'string', multiple: true },
        things: {
          label: 'Things',
          description: '',
          type: 'object',
          multiple: true,
          properties: {
            id: { label: 'ID', description: '', type: 'string', required: true },
            'a/b~c d': { label: 'A name with signs', description: '', type: 'number' }
          }
        },
        thing: {
          label: 'A thing',
          description: '',
          type: 'object',
          properties: {
            id: { label: 'ID', description: '', type: 'string', required: true },
            kind: { label: 'Kind', description: '', type: 'string', choices: ['x', 'y'] }
          }
        },
        open: { label: 'Anything', description: '', type: 'object', additionalProperties: true },
        conditional: {
          label: 'Conditional',
          description: '',
          type: 'string',
          required: { match: 'any', conditions: [{ fieldKey: 'choice', operator: 'is', value: 'a' }] }
        },
        unless: {
          label: 'Unless',
          description: '',
          type: 'string',
          required: { conditions: [{ fieldKey: 'text', operator: 'is', value: undefined }] }
        }
      },
      perform: () => undefined
    }
  }
}

const definitions = [...(Object.values(manifest) as Definition[]), kinds]
const cases = definitions.flatMap((definition) =>
  Object.entries(schemasOf(definition, Object.keys(definition.actions))).map(([key, schema]) => ({
    definition,
    key,
    schema
  }))
)

describe('the compiled schemas', () => {
  it.each(cases)('agree with ajv on result, conversion and message: $key', async ({ definition, key, schema }) => {
    const check = await standalone(definition)
    fc.assert(
      fc.property(valuesFor(schema), (value) => {
        expect(check(copy(value), schema, key)).toEqual(byFramework(copy(value), schema, key))
      }),
      { numRuns: 150 }
    )
  })
})

/** The framework's own check, with the framework's ajv. */
const byFramework: Check = (value, schema, key) =>
  checked(value, () => validateSchema(value, schema, { schemaKey: key }))

const made = new Map<Definition, Promise<Check>>()

/** The check of a function: the same code of the framework, with what takes the place of ajv. */
function standalone(definition: Definition): Promise<Check> {
  const known = made.get(definition) ?? bundled(definition)
  made.set(definition, known)
  return known
}

async function bundled(definition: Definition): Promise<Check> {
  const subscriptions = Object.keys(definition.actions).map((key) => ({
    name: key,
    subscribe: 'type = "track"',
    partnerAction: key,
    mapping: {}
  }))
  const entry = [
    "import { validateSchema } from '@segment/actions-core'",
    `import { useSchemas } from ${JSON.stringify(path.join(__dirname, '../runtime/ajv.ts'))}`,
    "import schemas from 'functions:schemas'",
    'useSchemas(schemas)',
    'result = validateSchema'
  ].join('\n')
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: __dirname },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    inject: [path.join(__dirname, '../runtime/globals.ts')],
    write: false,
    plugins: [replacedModules(generatedModules(definition, subscriptions, false))]
  })
  const context = vm.createContext({ crypto: {} }, { codeGeneration: { strings: false, wasm: false } })
  const validate = vm.runInContext(`var result\n${outputFiles[0].text}\nresult`, context) as typeof validateSchema
  return (value, schema, key) => checked(value, () => validate(value, schema, { schemaKey: key }))
}

function checked(value: object, check: () => unknown): Checked {
  try {
    check()
    return { value }
  } catch (error) {
    const { name, message } = error as Error
    const entries = [...(error as Iterable<{ toJSON: () => unknown }>)].map((entry) => ({
      ...(entry.toJSON() as object)
    }))
    return { value, error: { name, message, entries } }
  }
}

/** Values as a schema wants them, and any others in their places. */
function valuesFor(schema: Schema): fc.Arbitrary<object> {
  return fc.record(membersFor(schema), { requiredKeys: [], noNullPrototype: true })
}

function membersFor({ properties = {} }: Schema): Record<string, fc.Arbitrary<unknown>> {
  const members = Object.entries(properties).map(([key, one]) => [key, mostly(valueFor(one))])
  return { ...(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>), unknown: anything }
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'x',
    '12',
    'true',
    'null',
    0,
    1,
    1.5,
    -3,
    true,
    false,
    null,
    [],
    {},
    ['x'],
    [1],
    [['x']]
  ),
  fc.constantFrom<unknown>('peter@example.com', 'https://example.com/', '2024-08-09', '1723204800', '1723204800000'),
  fc.jsonValue({ maxDepth: 2 })
)

function mostly(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 2, arbitrary: right }, { weight: 1, arbitrary: anything })
}

function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom<unknown>(...(schema.enum as unknown[]))
  const type = [schema.type].flat()[0]
  if (schema.items) return fc.array(mostly(valueFor(schema.items)), { maxLength: 3 })
  if (schema.properties) return valuesFor(schema)
  return type === 'number' || type === 'integer' ? fc.constantFrom<unknown>(3, '3', 2.5) : anything
}

function copy<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}

it('has a schema for each kind of field', () => {
  expect(new Destination(kinds).actions.all.schema).toMatchObject({ allOf: expect.any(Array) })
})
