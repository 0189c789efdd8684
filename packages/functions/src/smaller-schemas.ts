/** A JSON schema as the framework makes it of fields. */
export interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  $ref?: string
  [keyword: string]: unknown
}

/** The id of the schema that holds the shared rules. */
export const sharedId = 'shared'

/** Schemas by their names, and the rules that several fields have. */
export interface SmallerSchemas {
  schemas: Record<string, Schema>
  shared: { $id: string; $defs: Record<string, Schema> }
}

/** For people only. The function takes them from the fields when it needs words for an error. */
const wordsOfSchemas = ['title', 'description', 'default']

/**
 * Writes rules that several fields have only once, and leaves out what is for people. Most fields are a text or a list
 * of texts, and ajv's code for each takes about a kilobyte.
 */
export function smallerSchemas(schemas: Record<string, Schema>): SmallerSchemas {
  const plain = Object.entries(schemas).map(([name, schema]) => [name, withoutWords(schema)] as const)
  const times = new Map<string, number>()
  for (const [, schema] of plain) count(schema, times)
  const $defs: Record<string, Schema> = {}
  const names = new Map<string, string>()
  const small = plain.map(([name, schema]) => [name, inner(schema)] as const)
  return { schemas: Object.fromEntries(small), shared: { $id: sharedId, $defs } }

  /** A schema whose inner schemas are references, if they occur more than once. */
  function inner(schema: Schema): Schema {
    return mapInner(schema, (one) => {
      const text = JSON.stringify(one)
      if ((times.get(text) ?? 0) < 2) return inner(one)
      let name = names.get(text)
      if (name === undefined) {
        name = `rule${names.size}`
        names.set(text, name)
        $defs[name] = inner(one)
      }
      return { $ref: `${sharedId}#/$defs/${name}` }
    })
  }
}

function count(schema: Schema, times: Map<string, number>): void {
  mapInner(schema, (one) => {
    const text = JSON.stringify(one)
    const before = times.get(text) ?? 0
    times.set(text, before + 1)
    // What is inside of a shared rule is written once.
    if (before === 0) count(one, times)
    return one
  })
}

function withoutWords(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([key, value]) => !wordsOfSchemas.includes(key) && value !== undefined)
  return mapInner(Object.fromEntries(kept), withoutWords)
}

/** A copy with other schemas of the properties and of the entries of lists. Conditions are left as they are. */
function mapInner(schema: Schema, change: (inner: Schema) => Schema): Schema {
  const { properties, items } = schema
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, change(one)]))
    }),
    ...(items && { items: change(items) })
  }
}
