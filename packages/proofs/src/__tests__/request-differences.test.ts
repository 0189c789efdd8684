import { requestDifferences } from '../child/request-differences'
import type { Arrived } from '../child/recorder'

const request: Arrived = {
  method: 'POST',
  host: 'api.acme.example',
  path: '/people?page=1',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"a":1,"b":2}')
}

const cases: [title: string, change: Partial<Arrived>, difference: string][] = [
  ['method', { method: 'PUT' }, 'method: POST / PUT'],
  ['host', { host: 'acme.example' }, 'host: api.acme.example / acme.example'],
  ['query', { path: '/people' }, 'path: /people?page=1 / /people'],
  [
    'value of a header',
    { headers: { 'content-type': 'text/plain' } },
    'header content-type: application/json / text/plain'
  ],
  ['name of a header', { headers: { ...request.headers, accept: '*/*' } }, 'header accept: none / */*'],
  ['order of the keys of a body', { body: Buffer.from('{"b":2,"a":1}') }, 'body: the order of its keys'],
  ['value in a body', { body: Buffer.from('{"a":1,"b":3}') }, 'body: its values'],
  ['body that is no JSON', { body: Buffer.from('a=1') }, 'body: its bytes']
]

test.each(cases)('tells another %s', (_title, change, difference) => {
  expect(requestDifferences([request], [{ ...request, ...change }])).toEqual([difference])
})

test('tells a request too few', () => {
  expect(requestDifferences([request], [])).toEqual(['requests: 1 / 0'])
})

test('finds nothing in the same requests that arrive in another order', () => {
  const other = { ...request, path: '/events' }
  expect(requestDifferences([request, other], [other, request])).toEqual([])
})
