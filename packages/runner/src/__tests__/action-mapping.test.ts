import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '../call'
import { run } from '../run'

const text = { label: 'Text', description: 'Text', type: 'string' } as const

function definitionWith(fields: Definition['actions'][string]['fields']): Definition {
  return {
    name: 'Mapping',
    mode: 'cloud',
    actions: { act: { title: 'Act', description: 'Acts', fields, perform() {} } }
  }
}

const withDefaults = definitionWith({ a: { ...text, default: 'A' }, b: { ...text, default: 'B' } })
const withoutDefaults = definitionWith({ a: text, b: text })

/** The keys are compared in their order: destinations may send fields as they come. */
const cases: [title: string, definition: Definition, mapping: JSONObject | undefined, payload: JSONObject][] = [
  ['the defaults without a mapping', withDefaults, undefined, { a: 'A', b: 'B' }],
  ['the mapping on top of the defaults', withDefaults, { b: 'own' }, { a: 'A', b: 'own' }],
  ['a mapping of all defaults in its own order', withDefaults, { b: '2', a: '1' }, { b: '2', a: '1' }],
  ['a mapping in its own order where no field has a default', withoutDefaults, { b: '2', a: '1' }, { b: '2', a: '1' }],
  ['nothing from an empty mapping', withoutDefaults, {}, {}],
  ['the event itself without a mapping and defaults', withoutDefaults, undefined, { a: 'of the event' }]
]

test.each(cases)('gives an action %s', async (_title, definition, mapping, payload) => {
  const event = { a: 'of the event' }
  const outcome = await run(definition, { kind: 'action', action: 'act', payload: event, mapping, settings: {} })
  expect(JSON.stringify(outcome.payload)).toBe(JSON.stringify(payload))
})
