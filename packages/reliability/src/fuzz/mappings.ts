import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { hostile } from './hostile-values'

const path = fc.constantFrom(
  '$.userId',
  '$.event',
  '$.traits',
  '$.traits.email',
  '$.traits.company',
  '$.properties',
  '$.properties.products',
  '$.properties.product_id',
  '$.context',
  '$.context.traits',
  '$.timestamp',
  '$.',
  '',
  '$.__proto__',
  '$.constructor.name',
  '$.traits.__proto__.x',
  '$.nowhere.at.all',
  "$.traits['a.b']",
  '$.properties.products[0].product_id'
)

const pathDirective = fc.record({ '@path': path })

/** What a field can be mapped to: every directive of the mapping kit, rightly and wrongly used, or any value. */
const { directive } = fc.letrec<{ directive: unknown }>((tie) => {
  const value = tie('directive')
  return {
    directive: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: pathDirective },
      { weight: 2, arbitrary: hostile },
      { weight: 1, arbitrary: fc.record({ '@template': path.map((from) => `x {{${from.replace('$.', '')}}}`) }) },
      { weight: 1, arbitrary: fc.record({ '@literal': hostile }) },
      {
        weight: 1,
        arbitrary: fc.record({
          '@if': fc.record({ exists: value, blank: value, then: value, else: value }, { requiredKeys: [] })
        })
      },
      {
        weight: 1,
        arbitrary: fc.record({ '@case': fc.record({ operator: fc.constantFrom('lower', 'upper', 'x'), value }) })
      },
      { weight: 1, arbitrary: fc.record({ '@arrayPath': fc.tuple(path, fc.dictionary(fc.string(), value)) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          '@merge': fc.record({ direction: fc.constantFrom('left', 'right'), objects: fc.array(value) })
        })
      },
      // Of a path only: the time that the framework takes grows with the square of the number of keys, and a merged text
      // has one for each character.
      {
        weight: 1,
        arbitrary: fc.record({ '@flatten': fc.record({ separator: fc.constantFrom('.', ''), value: pathDirective }) })
      },
      {
        weight: 1,
        arbitrary: fc.record({ '@json': fc.record({ mode: fc.constantFrom('encode', 'decode'), value }) })
      },
      { weight: 1, arbitrary: fc.record({ '@excludeWhenNull': value }) },
      { weight: 1, arbitrary: fc.record({ '@nothing': value }) },
      { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 5 }), value, { maxKeys: 3 }) }
    )
  }
})

/** What a customer changes in a mapping: a few of its fields are mapped to something else. */
export function mappingChanges(fields: string[]): fc.Arbitrary<JSONObject> {
  const change = fc.tuple(fc.constantFrom(...fields), directive)
  // No more, or almost every mapping would be wrong somewhere, and the action never called.
  return fc.array(change, { maxLength: 3 }).map((changes) => Object.fromEntries(changes) as JSONObject)
}
