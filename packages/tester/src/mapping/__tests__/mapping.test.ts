import type { JsonObject } from '../../json/json'
import type { Field } from '../../server/types'
import { differences, kindOf, messageFor, pathsIn, wholeMapping, withKind } from '../mapping'
import type { Kind } from '../mapping'

const emailOrUser = {
  '@if': { exists: { '@path': '$.email' }, then: { '@path': '$.email' }, else: { '@path': '$.userId' } }
}
const fields: Record<string, Field> = {
  email: { label: 'Email', type: 'string', default: emailOrUser },
  status: { label: 'Status', type: 'string', choices: [{ label: 'On', value: 'ON' }], default: 'ON' },
  phone: { label: 'Phone', type: 'string' },
  count: { label: 'Count', type: 'integer' },
  tags: { label: 'Tags', type: 'string', multiple: true }
}

describe('the kind of a mapping', () => {
  it.each<[Kind, object]>([
    ['default', {}],
    ['nothing', { email: null }],
    ['value', { email: 'jane@example.com' }],
    ['value', { email: { plain: 'object' } }],
    ['path', { email: { '@path': '$.traits.email' } }],
    ['directive', { email: { '@template': '{{email}}' } }],
    ['directive', { email: { inner: [{ '@path': '$.email' }] } }]
  ])('is %s of %j', (kind, mapping) => {
    expect(kindOf(mapping as Record<string, string>, 'email')).toBe(kind)
  })
})

describe('another kind', () => {
  it.each<[string, Kind, unknown]>([
    ['email', 'nothing', null],
    ['email', 'path', { '@path': '$.email' }],
    ['email', 'directive', emailOrUser],
    ['email', 'value', ''],
    ['status', 'value', 'ON'],
    ['count', 'value', 0],
    ['tags', 'value', []],
    ['phone', 'path', { '@path': '$.properties.' }]
  ])('of %s, %s, starts from what there was', (key, kind, value) => {
    expect(withKind({ phone: 'kept' }, key, fields[key], kind)).toEqual({ phone: 'kept', [key]: value })
  })

  it('may be the default again', () => {
    expect(withKind({ email: 'x', phone: 'kept' }, 'email', fields.email, 'default')).toEqual({ phone: 'kept' })
  })
})

describe('the whole mapping', () => {
  it.each<JsonObject>([{}, { email: null }, { email: 'x', phone: { '@path': '$.phone' } }, { unknown: 1 }])(
    'and what differs in it are the same, as of %j',
    (mapping) => {
      const whole = Object.entries(wholeMapping(fields, mapping)).filter(([, value]) => value !== null)
      expect(differences(fields, Object.fromEntries(whole))).toEqual(mapping)
    }
  )
})

it('finds the paths that a directive takes values from', () => {
  expect(pathsIn(emailOrUser)).toEqual(['$.email', '$.userId'])
})

it.each([
  ['email', { email: 'wrong' }, 'wrong'],
  ['products', { 'products.0.price': 'too much' }, 'too much'],
  ['mail', { mailbox: 'wrong' }, undefined],
  ['email', undefined, undefined]
])('finds the message of %s in %j', (key, messages, message) => {
  expect(messageFor(key, messages)).toBe(message)
})
