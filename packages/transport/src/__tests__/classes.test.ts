import { Readable } from 'node:stream'
import { Headers, Request, Response } from '../classes'
import { errorOf, theirs } from './both-clients'

/** What work returned or threw. */
function resultOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (thrown) {
    return errorOf(thrown)
  }
}

interface Classes {
  Headers: typeof Headers
  Request: typeof Request
  Response: typeof Response
}

const ours: Classes = { Headers, Request, Response }
const url = 'https://api.vendor.example/people'

describe('headers', () => {
  it.each<[string, (classes: Classes) => unknown]>([
    ['of an object', (c) => [...new c.Headers({ 'X-B': 1, a: 'two', A: 'three' })]],
    [
      'of pairs',
      (c) => [
        ...new c.Headers([
          ['b', '1'],
          ['B', '2']
        ])
      ]
    ],
    ['of others', (c) => [...new c.Headers(new c.Headers({ a: '1' }))]],
    ['of nothing', (c) => [...new c.Headers()]],
    ['of null', (c) => [...new c.Headers(null)]],
    ['of a text', (c) => new c.Headers('a: 1' as never)],
    ['of pairs that are none', (c) => new c.Headers([['a']])],
    ['of pairs that are texts', (c) => new c.Headers([1] as never)],
    ['of an undefined value', (c) => new c.Headers({ a: undefined }).get('a')],
    ['of a list', (c) => new c.Headers({ a: ['1', '2'] }).get('A')],
    ['of characters of Latin-1', (c) => new c.Headers({ a: 'Zoë' }).get('a')],
    ['with a line break in a value', (c) => new c.Headers({ a: 'x\r\nEvil: 1' })],
    ['with a zero in a value', (c) => new c.Headers({ a: 'x\0' })],
    ['with characters beyond Latin-1', (c) => new c.Headers({ a: '日本' })],
    ['with a line break in a name', (c) => new c.Headers({ 'a\r\nEvil': '1' })],
    ['with an empty name', (c) => new c.Headers({ '': '1' })],
    ['of the name __proto__', (c) => [...new c.Headers([['__proto__', '1']])]],
    ['asked for a wrong name', (c) => new c.Headers().get('a b')],
    ['asked for none', (c) => new c.Headers().get('a')],
    [
      'as raw values',
      (c) => ({
        ...new c.Headers([
          ['X-A', '1'],
          ['x-a', '2']
        ]).raw()
      })
    ],
    ['in the order of names', (c) => [...new c.Headers({ b: '1', a: '2', C: '3' }).keys()]],
    ['as values', (c) => [...new c.Headers({ b: '1', a: '2' }).values()]]
  ])('%s are those of node-fetch', (_name, work) => {
    expect(resultOf(() => work(ours))).toEqual(resultOf(() => work(theirs)))
  })

  it('keep the form in which a name was first written', () => {
    const headers = new Headers({ 'X-Key': '1' })
    headers.set('x-key', '2')
    headers.append('X-KEY', '3')
    expect(headers.lines()).toEqual(['X-Key', '2', 'X-Key', '3'])
  })

  it('change without their copies, and copies without them', () => {
    const first = new Headers({ a: '1' })
    const second = new Headers(first)
    first.set('a', '2')
    second.append('a', '3')
    const third = new Headers(second)
    third.delete('a')
    expect([first.get('a'), second.get('a'), third.get('a')]).toEqual(['2', '1, 3', null])
  })
})

/** What a request shows of itself. */
function shown({ url: address, method, headers, redirect, signal, ...rest }: Request): unknown {
  const { follow, compress, counter, timeout, size, agent } = rest
  return { address, method, headers: [...headers], redirect, signal, follow, compress, counter, timeout, size, agent }
}

describe('a request', () => {
  const signal = new AbortController().signal

  it.each<[string, unknown, object]>([
    ['to an address', url, {}],
    ['to an address without a path', 'https://api.vendor.example', {}],
    ['to a URL', new URL(url), {}],
    ['with a port', 'http://localhost:8080/x', {}],
    ['with the usual port', 'https://api.vendor.example:443/x', {}],
    ['with a name of another script', 'https://müller.example/straße?q=ä#ö', {}],
    ['with characters that are escaped', `https://a.example/o'b|c^{d}?q='|^{}\`\\<">&r= s#'|{}`, {}],
    ['with escapes of its own', 'https://a.example/%7Ea/../b/./c%2Fd?e=%20+', {}],
    ['with an empty query', 'https://a.example/?', {}],
    ['to an IPv6 address', 'http://[::1]:80/', {}],
    ['with a method in small letters', url, { method: 'patch' }],
    ['with a text', url, { method: 'POST', body: 'a' }],
    ['with an empty text', url, { method: 'POST', body: '' }],
    ['with a form', url, { method: 'POST', body: new URLSearchParams({ a: '1 2' }) }],
    ['with bytes', url, { method: 'POST', body: Buffer.from('a') }],
    ['with an array of bytes', url, { method: 'POST', body: new Uint8Array([97, 98]).subarray(1) }],
    ['with a buffer of an array', url, { method: 'POST', body: new Uint8Array([97]).buffer }],
    ['with an object', url, { method: 'POST', body: { a: 1 } }],
    ['with a number', url, { method: 'POST', body: 0 }],
    ['with a content type of its own', url, { method: 'POST', body: 'a', headers: { 'content-type': 'x/y' } }],
    ['with a body that GET cannot have', url, { body: 'a' }],
    ['with a body that HEAD cannot have', url, { method: 'head', body: 'a' }],
    ['with options', url, { redirect: 'manual', follow: 0, compress: false, timeout: 5, size: 6, signal, counter: 1 }],
    ['without a time limit', url, { timeout: false }],
    ['with a signal of null', url, { signal: null }],
    ['with a signal that is none', url, { signal: {} }],
    ['with an agent', url, { agent: 'any' }],
    ['to no address', 'https://', {}],
    ['to a host that is none', 'https://a b/', {}],
    ['to a relative address', '/people', {}],
    ['to another protocol', 'ftp://a.example/', {}]
  ])('%s is that of node-fetch, and so are its copies', async (_name, input, init) => {
    const views = (classes: Classes) =>
      resultOf(() => {
        const request = new classes.Request(input, init)
        const signed = new classes.Request(request, { method: 'PUT', body: 'b', headers: { 'X-A': '1' } })
        const moved = new classes.Request('https://b.example/', request)
        return [request, request.clone(), signed, moved].map(shown)
      })
    const read = async (classes: Classes) => (async () => new classes.Request(input, init).text())().catch(errorOf)

    expect(views(ours)).toEqual(views(theirs))
    expect(await read(ours)).toEqual(await read(theirs))
  })

  it.each([
    ['a blob', new Blob(['a'], { type: 'x/y' })],
    ['a stream', Readable.from(['a'])]
  ])('with %s has the content type of node-fetch, and the body as it was given', (_name, body) => {
    const [own, other] = [ours, theirs].map((classes) => new classes.Request(url, { method: 'POST', body }))
    expect(own.clone().headers.get('content-type')).toBe(other.headers.get('content-type'))
    expect(own.clone().body).toBe(body)
  })

  it('keeps its headers if those of a copy change', () => {
    const request = new Request(url, { headers: { a: '1' } })
    request.clone().headers.set('a', '2')
    expect(request.headers.get('a')).toBe('1')
  })
})

describe('an answer', () => {
  const init = { status: 201, headers: { 'Content-Type': 'application/json' }, url }

  it.each<[string, (classes: Classes) => unknown]>([
    ['as text', (c) => new c.Response('{"a":1}', init).text()],
    ['as JSON', (c) => new c.Response('{"a":1}', init).json()],
    ['as JSON that is none', (c) => new c.Response('<p>', init).json()],
    ['as bytes', (c) => new c.Response('ä', init).buffer()],
    ['as an array', async (c) => [...new Uint8Array(await new c.Response('ä', init).arrayBuffer())]],
    ['as a blob', async (c) => (await new c.Response('ä', init).blob()).type],
    ['as nothing', (c) => new c.Response(null, init).text()],
    [
      'by a copy, and then by itself',
      async (c) => {
        const response = new c.Response('a', init)
        return [await response.clone().text(), response.bodyUsed, await response.text(), response.bodyUsed]
      }
    ],
    [
      'twice',
      async (c) => {
        const response = new c.Response('a', init)
        await response.text()
        return response.text()
      }
    ],
    [
      'by a copy after itself',
      async (c) => {
        const response = new c.Response('a', init)
        await response.text()
        return response.clone()
      }
    ]
  ])('is read as node-fetch reads it: %s', async (_name, work) => {
    const read = async (classes: Classes) => (async () => work(classes))().catch(errorOf)
    expect(await read(ours)).toEqual(await read(theirs))
  })

  it.each([200, 204, 299, 300, 404, 599])('of the status %d says whether it is a success', (status) => {
    const [one, other] = [ours, theirs].map((classes) => new classes.Response('', { status }))
    expect([one.ok, one.statusText, one.headers.get('content-type')]).toEqual([
      other.ok,
      other.statusText ?? '',
      other.headers.get('content-type')
    ])
  })

  it('has the type of a text only if it has none of its own, and its copy has the same', () => {
    const response = new Response('a', { headers: { 'X-A': '1' } })
    expect([...response.clone().headers]).toEqual([
      ['content-type', 'text/plain;charset=UTF-8'],
      ['x-a', '1']
    ])
  })
})
