import { createRequire } from 'node:module'
import type { Definition } from '@partner-destinations/runner'
import { Destination } from '@segment/actions-core'
import { frameworkFile } from './framework'
import { sharedId, smallerSchemas } from './smaller-schemas'
import type { Schema } from './smaller-schemas'

/** What we use of ajv. It is the framework's own copy, whose version this package doesn't choose. */
interface Ajv {
  addSchema(schema: object, key: string): Ajv
  addFormat(name: string, format: unknown): Ajv
}
interface AjvPackage {
  default: new (options: object) => Ajv
  _: (texts: TemplateStringsArray) => unknown
}

/** The schemas of a destination, ready to be checked without ajv. */
export interface CompiledSchemas {
  /** An ES module that exports a function for each schema. It uses the variable `formats`, the formats by their names. */
  code: string
  /** The names of the exports by the framework's keys of the schemas. */
  exportNames: Record<string, string>
  /** The formats that are used. */
  formats: string[]
}

/**
 * The framework's own options.
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/core/src/schema-validation.ts
 */
const options = { coerceTypes: 'array', allErrors: true, allowUnionTypes: true, verbose: true, removeAdditional: true }

/**
 * Compiles the schemas of settings and actions, which the framework compiles while it runs.
 * @param actions the keys of the actions
 */
export function compileSchemas(definition: Definition, actions: string[]): CompiledSchemas {
  const framework = createRequire(frameworkFile())
  const { default: AjvClass, _ } = framework('ajv') as AjvPackage
  const { default: addFormats } = framework('ajv-formats') as { default: (ajv: Ajv) => Ajv }
  const { default: standaloneCode } = framework('ajv/dist/standalone') as {
    default: (ajv: Ajv, names: Record<string, string>) => string
  }

  const schemas = schemasOf(definition, actions)
  const smaller = smallerSchemas(schemas)
  const code = { source: true, esm: true, lines: true, formats: _`formats` }
  const ajv = addFormats(new AjvClass({ ...options, inlineRefs: false, logger: false, code }))
  // Beside those of ajv-formats, the framework has two formats of its own.
  ajv.addFormat('text', true).addFormat('date-like', () => true)
  ajv.addSchema(smaller.shared, sharedId)
  // The keys have spaces and colons, and ajv would read them as addresses.
  const exportNames = Object.fromEntries(Object.keys(schemas).map((key, index) => [key, `check${index}`]))
  for (const [key, name] of Object.entries(exportNames)) ajv.addSchema(smaller.schemas[key], name)
  const names = Object.fromEntries(Object.values(exportNames).map((name) => [name, name]))
  return {
    code: withoutRepetition(standaloneCode(ajv, names)),
    exportNames,
    formats: formatsOf(schemas)
  }
}

/** The schemas as the framework makes them of fields, by its keys. */
export function schemasOf(definition: Definition, actions: string[]): Record<string, Schema> {
  const destination = new Destination(definition) as unknown as {
    settingsSchema?: Schema
    actions: Record<string, { schema?: Schema }>
  }
  const { name } = definition
  const found = actions.map((key) => [`${name}:${definition.actions[key].title}`, destination.actions[key].schema])
  const all = [[`${name}:settings`, destination.settingsSchema], ...found]
  return Object.fromEntries(all.filter(([, schema]) => schema !== undefined)) as Record<string, Schema>
}

function formatsOf(value: unknown): string[] {
  const found = new Set<string>()
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'format' && typeof inner === 'string') found.add(inner)
    return inner
  })
  return [...found].sort()
}

/** The lines that ajv writes for each possible error, to keep it. They are a fifth of the code. */
const keeping = /if\(vErrors === null\)\{\nvErrors = \[(err\d+)\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g

/**
 * The schemas that ajv writes into each error. They would make the code three times as large, and the function has them
 * anyway: it finds them by the place of the error.
 */
const schemasInErrors = /,schema:.*?,parentSchema:.*?,data:(data\d*)\}/g

/** The same code, with a function for those lines, and without those schemas. */
function withoutRepetition(code: string): string {
  const kept = 'function kept(errors, error) {\n  return errors === null ? [error] : [...errors, error]\n}'
  return `${code
    .replace(schemasInErrors, ',data:$1}')
    .replace(keeping, 'vErrors = kept(vErrors, $1);\nerrors++;')}\n${kept}\n`
}
