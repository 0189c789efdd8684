/** The parts of a schema that the words of errors are made of. */
interface Schema {
  title?: string
  properties?: Record<string, Schema>
  items?: Schema
  [keyword: string]: unknown
}

/** An error of a schema as ajv has it. */
interface SchemaError {
  instancePath: string
  schemaPath: string
  parentSchema?: unknown
}

/** What ajv makes of a schema: a function that checks and converts a value. */
interface Validate {
  (value: unknown): boolean
  errors?: SchemaError[] | null
}

/** The formats that schemas use, by their names. The framework adds them, before any compiled schema looks for them. */
export const formats: Record<string, unknown> = {}

/** The schemas that were compiled when this file was made, by the framework's keys. */
let compiled: Record<string, Validate | undefined> = {}

/** Makes the compiled schemas known. */
export function useSchemas(schemas: Record<string, Validate>): void {
  compiled = schemas
}

/**
 * Takes the place of ajv, which would generate code while the function runs. The framework gives a schema together with
 * its key only in `addSchema`, so nothing is found before.
 */
export default class CompiledAjv {
  addFormat(name: string, format: unknown): this {
    formats[name] = format
    return this
  }

  getSchema(): undefined {
    return undefined
  }

  addSchema(schema: Schema, key: string): { getSchema: () => Validate } {
    const validate = compiled[key]
    if (!validate) throw new Error(`The schema "${key}" is not in this file, because no subscription uses it.`)
    return { getSchema: () => withDetails(validate, schema) }
  }

  compile(): never {
    throw new Error('A schema that the destination makes while it runs can not be checked in a function.')
  }
}

/** Adds to each error the schema that has the rule: the compiled schemas leave it out, because it makes them large. */
function withDetails(validate: Validate, schema: Schema): Validate {
  const detailed: Validate = (value) => {
    const isValid = validate(value)
    detailed.errors = validate.errors?.map((error) => ({
      ...error,
      parentSchema: schemaOf(error, schema)
    }))
    return isValid
  }
  return detailed
}

/** The schema that has the rule. A condition is found by its own place, and any other rule by the place of the value. */
function schemaOf({ schemaPath, instancePath }: SchemaError, schema: Schema): Schema | undefined {
  if (schemaPath.startsWith('#/allOf/')) {
    const place = schemaPath.slice(1, schemaPath.lastIndexOf('/'))
    return stepsOf(decodeURIComponent(place)).reduce<unknown>(memberOf, schema) as Schema | undefined
  }
  return stepsOf(instancePath).reduce<Schema | undefined>(
    (inner, step) =>
      inner?.properties && Object.hasOwn(inner.properties, step) ? inner.properties[step] : inner?.items,
    schema
  )
}

function memberOf(value: unknown, step: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[step]
}

/** The steps of a JSON pointer. */
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}
