import type { Exchange } from '@partner-destinations/runner/wire'
import fc from 'fast-check'
import { requestChanges } from '../request-changes'
import type { RequestChange } from '../request-changes'
import { exchange } from './exchanges'

const json = (value: unknown) => exchange({ json: value })
const form = (body: string) => exchange({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
const to = (path: string, value: unknown = {}) => exchange({ url: `https://api.acme.example${path}`, json: value })
const long = 'x'.repeat(300)

describe('of one request, it tells', () => {
  it.each<[string, Exchange, Exchange, RequestChange[]]>([
    [
      'a value that is another one',
      json({ email: 1 }),
      json({ email: 'a' }),
      [{ path: 'body.email', before: 1, after: 'a' }]
    ],
    [
      'a value that is new',
      json({}),
      json({ email: 'a' }),
      [
        { path: 'body', before: {} },
        { path: 'body.email', after: 'a' }
      ]
    ],
    ['a value that is gone', json({ id: 1, email: 'a' }), json({ id: 1 }), [{ path: 'body.email', before: 'a' }]],
    ['null and nothing apart', json({ id: 1, a: null }), json({ id: 1 }), [{ path: 'body.a', before: null }]],
    [
      'a nested value',
      json({ a: { b: { c: 1 } } }),
      json({ a: { b: { c: 2 } } }),
      [{ path: 'body.a.b.c', before: 1, after: 2 }]
    ],
    [
      'a value that becomes an object',
      json({ a: 1 }),
      json({ a: { b: 2 } }),
      [
        { path: 'body.a', before: 1 },
        { path: 'body.a.b', after: 2 }
      ]
    ],
    [
      'the first entry of a list that changes, once for all',
      json({ products: [{ price: 1 }, { price: 2 }, { price: 3 }] }),
      json({ products: [{ price: 1 }, { price: 5 }, { price: 6 }] }),
      [{ path: 'body.products[].price', before: 2, after: 5 }]
    ],
    ['a longer list', json({ ids: [1] }), json({ ids: [1, 2] }), [{ path: 'body.ids[]', after: 2 }]],
    ['a list as the body', json([{ id: 1 }]), json([{ id: 2 }]), [{ path: 'body[].id', before: 1, after: 2 }]],
    [
      'a value of a form',
      form('name=Ada+L&x=1'),
      form('name=Bob&x=1'),
      [{ path: 'body.name', before: 'Ada L', after: 'Bob' }]
    ],
    [
      'a body of another kind',
      exchange({ body: 'plain' }),
      exchange({ body: 'text' }),
      [{ path: 'body', before: 'plain', after: 'text' }]
    ],
    ['a body that is new', exchange(), json({ id: 1 }), [{ path: 'body.id', after: 1 }]],
    [
      'the method',
      exchange({ method: 'PUT' }),
      exchange({ method: 'PATCH' }),
      [{ path: 'method', before: 'PUT', after: 'PATCH' }]
    ],
    [
      'the path of the URL',
      to('/people/1'),
      to('/people/2'),
      [{ path: 'url', before: 'https://api.acme.example/people/1', after: 'https://api.acme.example/people/2' }]
    ],
    [
      'the query',
      to('/people?page=1&x=1'),
      to('/people?page=2&x=1'),
      [{ path: 'query.page', before: '1', after: '2' }]
    ],
    [
      'a header',
      exchange({ headers: { 'x-tenant': 'a' } }),
      exchange({ headers: { 'x-tenant': 'b' } }),
      [{ path: 'headers.x-tenant', before: 'a', after: 'b' }]
    ],
    [
      'the start of a long value',
      json({ note: long }),
      json({ note: 'short' }),
      [{ path: 'body.note', before: `${'x'.repeat(200)}…`, after: 'short' }]
    ],
    [
      'a body that was cut, as text',
      exchange({ body: '{"a":1,"b":"xx… (cut: 9000 characters)' }),
      exchange({ body: '{"a":2}' }),
      [{ path: 'body', before: '{"a":1,"b":"xx… (cut: 9000 characters)', after: '{"a":2}' }]
    ]
  ])('%s', (_what, before, after, changes) => {
    expect(requestChanges([before], [after])).toEqual(changes)
  })
})

describe('it is no change', () => {
  it.each<[string, Exchange, Exchange]>([
    ['that the answer is another one', exchange(), { ...exchange(), response: null }],
    ['in which order an object has its keys', json({ a: 1, b: 2 }), json({ b: 2, a: 1 })],
    [
      'what the connection needs',
      exchange({ headers: { host: 'a', 'content-length': '1', 'user-agent': 'x' } }),
      exchange({ headers: { Host: 'b', 'content-length': '2', 'user-agent': 'y' } })
    ],
    ['that secrets are masked', json({ key: '<masked>' }), json({ key: '<masked>' })],
    ['what comes after a #', to('/people#a'), to('/people#b')]
  ])('%s', (_what, before, after) => {
    expect(requestChanges([before], [after])).toEqual([])
  })

  it('what the caller takes for equal', () => {
    const areAlike = (before: unknown, after: unknown) => before === '987' && after === '123'
    const changes = requestChanges(
      [json({ merchant: '987', id: '987' })],
      [json({ merchant: '123', id: '5' })],
      areAlike
    )
    expect(changes).toEqual([{ path: 'body.id', before: '987', after: '5' }])
  })
})

describe('of several requests, it tells', () => {
  const url = 'https://api.acme.example'
  it.each<[string, Exchange[], Exchange[], RequestChange[]]>([
    ['one that follows now', [to('/a')], [to('/a'), to('/b')], [{ path: 'requests.2', after: `POST ${url}/b` }]],
    ['one that comes first now', [to('/b')], [to('/a'), to('/b')], [{ path: 'requests.1', after: `POST ${url}/a` }]],
    ['one that is gone', [to('/a'), to('/b')], [to('/b')], [{ path: 'requests.1', before: `POST ${url}/a` }]],
    ['that nothing is sent any more', [to('/a')], [], [{ path: 'requests.1', before: `POST ${url}/a` }]],
    ['that something is sent at all', [], [to('/a?key=1')], [{ path: 'requests.1', after: `POST ${url}/a` }]],
    [
      'a change of the second one',
      [to('/a', { id: 1 }), to('/b', { id: 1 })],
      [to('/a', { id: 1 }), to('/b', { id: 2 })],
      [{ path: 'requests.2.body.id', before: 1, after: 2 }]
    ],
    [
      'one that goes elsewhere, and the same requests around it',
      [to('/a'), to('/b'), to('/c')],
      [to('/a'), to('/d'), to('/c')],
      [{ path: 'requests.2.url', before: `${url}/b`, after: `${url}/d` }]
    ],
    ['nothing of a query in its name', [to('/a?key=s3cret')], [], [{ path: 'requests.1', before: `POST ${url}/a` }]]
  ])('%s', (_what, before, after, changes) => {
    expect(requestChanges(before, after)).toEqual(changes)
  })
})

const anyExchange = fc
  .record({
    path: fc.constantFrom('/a', '/b', '/c'),
    query: fc.constantFrom('', '?page=1', '?page=1&page=2', '?%zz'),
    method: fc.constantFrom('GET', 'POST'),
    body: fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string(),
      fc.constant('a=1&b=%20')
    ),
    type: fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain')
  })
  .map(({ path, query, method, body, type }) =>
    exchange({ url: `https://api.acme.example${path}${query}`, method, body, headers: { 'content-type': type } })
  )
const anyExchanges = fc.array(anyExchange, { maxLength: 6 })

it('finds no change between equal requests', () => {
  fc.assert(
    fc.property(anyExchanges, (exchanges) => {
      expect(requestChanges(exchanges, structuredClone(exchanges))).toEqual([])
    })
  )
})

it('finds something whenever the number of requests differs', () => {
  fc.assert(
    fc.property(anyExchanges, anyExchanges, (before, after) => {
      fc.pre(before.length !== after.length)
      expect(requestChanges(before, after)).not.toEqual([])
    })
  )
})
