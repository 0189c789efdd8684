import type { Field } from '@partner-destinations/server/wire'
import type { Json, JsonObject } from '../../json/json'
import { differences, kindOf, kindsOf, matchingFields, pathsIn, problemOf, wholeMapping, withKind } from '../mapping'
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
const objects: Record<string, Field> = {
  address: { label: 'Address', type: 'object', properties: { city: { label: 'City', type: 'string' } } },
  reference: { label: 'Reference', type: 'object', defaultObjectUI: 'object:only' },
  products: { label: 'Products', type: 'object', multiple: true }
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
    expect(kindOf(mapping as JsonObject, 'email', fields.email)).toBe(kind)
  })

  it.each<[Kind, string, unknown]>([
    ['object', 'address', {}],
    ['object', 'address', { city: { '@path': '$.city' } }],
    ['directive', 'address', { '@template': '{{address}}' }],
    ['path', 'address', { '@path': '$.address' }],
    ['value', 'reference', { city: 'Oslo' }],
    ['each', 'products', { '@arrayPath': ['$.products', { sku: { '@path': '$.sku' } }] }],
    ['directive', 'products', { '@arrayPath': ['$.products'] }],
    ['value', 'products', [{ sku: { '@path': '$.sku' } }]],
    ['directive', 'products', [{ '@path': '$.product' }]]
  ])('is %s of the field %s with %j', (kind, key, value) => {
    expect(kindOf({ [key]: value } as JsonObject, key, objects[key])).toBe(kind)
  })
})

describe('the kinds of a field', () => {
  const text: Field = { label: 'Text', type: 'string' }

  it.each<[string, Field, Kind, Kind[]]>([
    ['a text', text, 'default', ['default', 'value', 'path', 'directive']],
    [
      'a text with a default',
      { ...text, default: 'x' },
      'default',
      ['default', 'value', 'path', 'directive', 'nothing']
    ],
    ['an object', objects.address, 'default', ['default', 'path', 'object', 'directive']],
    ['an object that is only a reference', objects.reference, 'default', ['default', 'value', 'path', 'directive']],
    ['a list of objects', objects.products, 'default', ['default', 'value', 'path', 'each', 'directive']],
    ['no fixed value', { ...text, disabledInputMethods: ['literal'] }, 'default', ['default', 'path', 'directive']],
    ['no path', { ...text, disabledInputMethods: ['variable'] }, 'default', ['default', 'value', 'directive']],
    [
      'no directive',
      { ...text, disabledInputMethods: ['function', 'freeform', 'enrichment'] },
      'default',
      ['default', 'value', 'path']
    ],
    ['what it has', { ...text, disabledInputMethods: ['literal'] }, 'value', ['default', 'value', 'path', 'directive']]
  ])('that is or allows %s', (_what, field, current, kinds) => {
    expect(Object.keys(kindsOf(field, current))).toEqual(kinds)
  })
})

describe('another kind', () => {
  it.each<[string, Kind, Json | undefined, unknown]>([
    ['address', 'object', { '@path': '$.address' }, {}],
    ['address', 'object', { city: 'Oslo' }, { city: 'Oslo' }],
    ['products', 'each', { '@path': '$.products' }, { '@arrayPath': ['$.products', {}] }],
    ['products', 'each', undefined, { '@arrayPath': ['$.properties.products', {}] }],
    ['products', 'path', { '@arrayPath': ['$.items', { sku: { '@path': '$.sku' } }] }, { '@path': '$.items' }],
    ['products', 'value', { '@path': '$.products' }, []]
  ])('of the object %s, %s, after %j, starts with %j', (key, kind, before, value) => {
    const mapping = before === undefined ? {} : { [key]: before }
    expect(withKind(mapping, key, objects[key], kind)).toEqual({ [key]: value })
  })

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

describe('the problem of a field', () => {
  const problem = { field: 'products.0.price', label: 'Price', message: 'Too much.', lookedFor: ['$.price'] }

  it.each([
    ['email', { fields: { email: 'wrong' } }, { message: 'wrong', lookedFor: [] }],
    ['products', { fields: { 'products.0.price': 'too much' } }, { message: 'too much', lookedFor: [] }],
    ['products', { fields: { products: 'too much' }, problems: [problem] }, problem],
    ['email', { fields: { email: 'wrong' }, problems: [problem] }, { message: 'wrong', lookedFor: [] }],
    ['mail', { fields: { mailbox: 'wrong' } }, undefined],
    ['email', undefined, undefined]
  ])('%s by %j is %j', (key, error, found) => {
    expect(problemOf(key, error)).toEqual(found)
  })
})

describe('a search of the fields', () => {
  const all = Object.entries(fields)

  it.each([
    ['', undefined, ['email', 'status', 'phone', 'count', 'tags']],
    ['PHO', undefined, ['phone']],
    ['userid', undefined, ['email']],
    ['$.email mail', undefined, ['email']],
    ['nowhere', undefined, []],
    ['', {}, []],
    ['', { phone: { '@path': '$.traits.mobile' }, tags: null }, ['phone', 'tags']],
    ['mobile', { phone: { '@path': '$.traits.mobile' }, tags: null }, ['phone']]
  ])('for %j, of %j, finds %j', (search, mapping, found) => {
    expect(matchingFields(all, search, mapping).map(([key]) => key)).toEqual(found)
  })
})
