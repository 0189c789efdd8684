import type { Socket } from 'node:net'
import zlib from 'node:zlib'
import type { Fetch, RequestInit } from '../classes'
import { endOf, startOurs, theirs } from './both-clients'
import { RawServer } from './raw-server'
import type { Answer, RawRequest } from './raw-server'

let server: RawServer
const { ours, connections } = startOurs()

beforeEach(async () => {
  server = await RawServer.start()
})
afterEach(() => server.stop())
afterAll(() => connections.destroy())

/** An answer with a body, whose length is said. */
function answer(head: string, body: string | Buffer = ''): Answer {
  return (socket, { line }) => {
    socket.write(`HTTP/1.1 ${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`)
    if (!line.startsWith('HEAD')) socket.write(body)
  }
}

/** What is written, before the connection ends. */
function lastWords(text: string): Answer {
  return (socket) => void socket.end(text)
}

/** Only if the request asks for this path; all others get `ok`. */
function at(path: string, own: Answer): Answer {
  return (socket, request) => (request.line.includes(` ${path} `) ? own : ok)(socket, request)
}

const ok = answer('200 OK\r\nContent-Type: text/plain', 'here')
const json = zlib.gzipSync('{"a":1}')

/** What came of a request, and what the server received. */
async function run(fetch: Fetch, init: RequestInit, path: string, reply: Answer) {
  server.received.length = 0
  server.answer = reply
  const end = await endOf(() => fetch(server.url + path, init))
  return { end, received: server.received.map(({ connection: _connection, ...request }: RawRequest) => request) }
}

const post = { method: 'POST', body: '{"name":"Zoë"}', headers: { 'Content-Type': 'application/json' } }

describe('what is sent is what node-fetch sends', () => {
  it.each<[string, RequestInit, string]>([
    ['GET', {}, '/'],
    ['a query', {}, `/people?a=1&b=2 3'|#part`],
    ['a path with escapes', {}, `/a b/ö/%7E{x}`],
    ['POST with a text', post, '/'],
    ['POST with bytes', { method: 'POST', body: Buffer.from([0xe4, 0, 10]) }, '/'],
    ['POST with a form', { method: 'POST', body: new URLSearchParams({ a: '1 2', ä: 'ö' }) }, '/'],
    ['POST without a body', { method: 'POST' }, '/'],
    ['POST with an empty body', { method: 'POST', body: '' }, '/'],
    ['PUT without a body', { method: 'PUT' }, '/'],
    ['PATCH without a body', { method: 'PATCH' }, '/'],
    ['PATCH with a body', { ...post, method: 'PATCH' }, '/'],
    ['DELETE without a body', { method: 'DELETE' }, '/'],
    ['DELETE with a body', { ...post, method: 'DELETE' }, '/'],
    ['OPTIONS', { method: 'OPTIONS' }, '/'],
    ['HEAD', { method: 'HEAD' }, '/'],
    ['a list of values', { headers: [['X-A', '1'], ['x-a', '2']] }, '/'], // prettier-ignore
    ['a host of its own', { headers: { Host: 'api.vendor.example' } }, '/'],
    ['a wrong length', { ...post, headers: { 'content-length': '3' } }, '/'],
    ['characters of Latin-1 in a header', { headers: { 'X-Name': 'Zoë' } }, '/'],
    ['headers that are set otherwise', { headers: { accept: 'a/b', 'user-agent': 'c', 'accept-encoding': 'br' } }, '/'],
    ['no wish for compression', { compress: false }, '/'],
    ['a header with a line break', { headers: { a: 'x\r\nEvil: 1' } }, '/'],
    ['a line break in the path', {}, '/a\r\nEvil: 1']
  ])('%s', async (_name, init, path) => {
    const [own, other] = [await run(ours, init, path, ok), await run(theirs, init, path, ok)]
    expect(own).toEqual(other)
  })

  it.each(['', '//'])('to an address that is none: %j', async (address) => {
    const [own, other] = [await endOf(() => ours(address)), await endOf(() => theirs(address))]
    expect(own).toEqual(other)
  })
})

describe('what is answered is read as node-fetch reads it', () => {
  it.each<[string, RequestInit, Answer]>([
    ['a text', {}, ok],
    ['no words beside the status', {}, answer('299 ')],
    ['words of its own', {}, answer('404 Nobody here', '{}')],
    ['an empty answer', post, answer('201 Created')],
    [
      'chunks',
      {},
      (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n')
    ],
    ['a body up to the end of the connection', {}, lastWords('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it')],
    ['HTTP/1.0', {}, lastWords('HTTP/1.0 200 OK\r\n\r\nall of it')],
    [
      'notices before it',
      post,
      (socket, request) => {
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')
        ok(socket, request)
      }
    ],
    ['several headers of one name', {}, answer('200 OK\r\nA: 1\r\na: 2\r\nSet-Cookie: b=1\r\nSet-Cookie: c=2')],
    [
      'several headers of which one counts',
      {},
      answer('429 Slow\r\nRetry-After: 1\r\nRetry-After: 2\r\nETag: a\r\nETag: b')
    ],
    [
      'headers in Latin-1',
      {},
      (socket) => socket.write(Buffer.from('HTTP/1.1 200 OK\r\nA: ä\r\nContent-Length: 0\r\n\r\n', 'latin1'))
    ],
    ['broken UTF-8', {}, answer('200 OK', Buffer.from([0x61, 0xff, 0x62]))],
    ['gzip', {}, answer('200 OK\r\nContent-Encoding: gzip', json)],
    ['gzip by another name', {}, answer('200 OK\r\nContent-Encoding: x-gzip', json)],
    ['gzip without being asked', { compress: false }, answer('200 OK\r\nContent-Encoding: gzip', json)],
    ['gzip that is cut off', {}, answer('200 OK\r\nContent-Encoding: gzip', json.subarray(0, -9))],
    ['gzip that is none', {}, answer('200 OK\r\nContent-Encoding: gzip', '{"a":1}')],
    ['gzip of nothing', {}, answer('200 OK\r\nContent-Encoding: gzip')],
    ['deflate', {}, answer('200 OK\r\nContent-Encoding: deflate', zlib.deflateSync('{"a":1}'))],
    ['deflate without its header', {}, answer('200 OK\r\nContent-Encoding: deflate', zlib.deflateRawSync('{"a":1}'))],
    [
      'deflate that is cut off',
      {},
      answer('200 OK\r\nContent-Encoding: deflate', zlib.deflateSync('{"a":1}').subarray(0, -3))
    ],
    ['deflate of nothing', {}, answer('200 OK\r\nContent-Encoding: deflate')],
    ['Brotli', {}, answer('200 OK\r\nContent-Encoding: br', zlib.brotliCompressSync('{"a":1}'))],
    ['Brotli that is none', {}, answer('200 OK\r\nContent-Encoding: br', '{"a":1}')],
    ['a coding that nobody knows', {}, answer('200 OK\r\nContent-Encoding: constructor', 'a')],
    ['204', {}, (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n')],
    ['204 with a length', {}, (socket) => socket.write('HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\n')],
    ['304 with gzip', {}, (socket) => socket.write('HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n')],
    [
      'the headers of HEAD',
      { method: 'HEAD' },
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n')
    ],
    ['a size within the limit', { size: 4 }, ok],
    ['a size above the limit', { size: 3 }, ok],
    ['no answer, and the end of the connection', post, lastWords('')],
    ['half of the headers', post, lastWords('HTTP/1.1 200 OK\r\nContent-Le')],
    ['a reset instead of an answer', post, (socket: Socket) => void socket.resetAndDestroy()],
    ['half of the chunks', {}, lastWords('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf')]
  ])('%s', async (_name, init, reply) => {
    const [own, other] = [await run(ours, init, '/', reply), await run(theirs, init, '/', reply)]
    expect(own).toEqual(other)
  })

  it('something that is not HTTP', async () => {
    const reply = lastWords('hello\r\n\r\n')
    const [own, other] = [await run(ours, post, '/', reply), await run(theirs, post, '/', reply)]
    expect(own.end.error).toMatchObject({ name: 'FetchError', type: 'system', code: other.end.error?.code })
    expect(own.received).toHaveLength(1)
  })

  it('except 204 with a body: the event is delivered, and node-fetch would have it sent again', async () => {
    const reply = lastWords('HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody')
    expect((await run(ours, post, '/', reply)).end.answer).toMatchObject({ status: 204, text: '' })
    expect((await run(theirs, post, '/', reply)).end.error).toMatchObject({ name: 'FetchError' })
  })

  it('headers that are too large', async () => {
    const reply = answer(`200 OK\r\nA: ${'a'.repeat(20_000)}`)
    const [own, other] = [await run(ours, post, '/', reply), await run(theirs, post, '/', reply)]
    expect(own).toEqual(other)
  })

  it('a port at which nothing listens', async () => {
    const ends = await Promise.all([ours, theirs].map((fetch) => endOf(() => fetch('http://127.0.0.1:1/', post))))
    expect(ends[0].error).toMatchObject({ name: 'FetchError', type: 'system', code: 'ECONNREFUSED' })
    expect(ends[0]).toEqual(ends[1])
  })
})

describe('a redirect is treated as node-fetch treats it', () => {
  const to = (location: string, status = 302) => at('/', answer(`${status} Moved\r\nLocation: ${location}`, 'old'))
  const withKeys = { ...post, headers: { ...post.headers, Authorization: 'Bearer invented', Cookie: 'a=1' } }

  it.each<[string, RequestInit, (url: string) => Answer]>([
    ['that is not followed', { ...post, redirect: 'manual' }, () => to('/next?a=b c')],
    ['that is not followed, to nowhere', { ...post, redirect: 'manual' }, () => to('http://')],
    ['that is an error', { ...post, redirect: 'error' }, () => to('/next')],
    ['301 of POST', post, () => to('/next', 301)],
    ['302 of POST', post, () => to('/next', 302)],
    ['303 of POST', post, () => to('/next', 303)],
    ['303 of PUT', { ...post, method: 'PUT' }, () => to('/next', 303)],
    ['302 of PUT', { ...post, method: 'PUT' }, () => to('/next', 302)],
    ['307 of POST', post, () => to('/next', 307)],
    ['308 of POST', post, () => to('/next', 308)],
    ['to the same host with keys', withKeys, (url) => to(`${url}/next`, 307)],
    ['to another host with keys', withKeys, (url) => to(`${url.replace('127.0.0.1', 'localhost')}/next`, 307)],
    ['without an address', post, () => at('/', answer('302 Moved', 'old'))],
    ['to nowhere', post, () => to('http://')],
    ['to another protocol', post, () => to('ftp://a.example/')],
    ['to itself', { follow: 3 }, () => answer('302 Moved\r\nLocation: /')],
    ['of which none may be followed', { follow: 0 }, () => to('/next')],
    ['300', post, () => to('/next', 300)]
  ])('%s', async (_name, init, reply) => {
    const [own, other] = [
      await run(ours, init, '/', reply(server.url)),
      await run(theirs, init, '/', reply(server.url))
    ]
    expect(own).toEqual(other)
  })
})

const half = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'

/** A client, and something that is done while the body is read whose headers it has got. */
function withBodyUnderWay(fetch: Fetch, act: () => void): Fetch {
  const started = async (...request: Parameters<Fetch>) => {
    const response = await fetch(...request)
    setImmediate(act)
    return response
  }
  return started as Fetch
}

describe('a time limit ends a request as with node-fetch, without', () => {
  const limited = { ...post, timeout: 60 }
  const passLimit = () => void jest.advanceTimersByTime(limited.timeout)

  // The time passes when the server has the request, or when the client has the headers, however long that takes.
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it.each<[string, Answer]>([
    ['an answer', passLimit],
    ['the second half of an answer', (socket) => socket.write(half)]
  ])('%s', async (_name, reply) => {
    const [own, other] = [
      await run(withBodyUnderWay(ours, passLimit), limited, '/', reply),
      await run(withBodyUnderWay(theirs, passLimit), limited, '/', reply)
    ]
    expect(own.end.error).toMatchObject({ name: 'FetchError' })
    expect(own.received).toHaveLength(1)
    expect(own).toEqual(other)
  })

  it('except a body that is cut off: the error comes at once, and with node-fetch after the time limit', async () => {
    const reply = lastWords(half)
    const code = 'ERR_STREAM_PREMATURE_CLOSE'
    expect((await run(ours, limited, '/', reply)).end.error).toMatchObject({ name: 'FetchError', type: 'system', code })
    expect((await run(withBodyUnderWay(theirs, passLimit), limited, '/', reply)).end.error).toMatchObject({
      name: 'FetchError',
      type: 'body-timeout'
    })
  })
})

describe('a signal ends a request as with node-fetch', () => {
  it.each<[string, (abort: () => void) => Answer]>([
    ['before the answer', (abort) => abort],
    ['in the middle of the answer', () => (socket) => socket.write(half)]
  ])('%s', async (_name, reply) => {
    const ends = []
    for (const fetch of [ours, theirs]) {
      const controller = new AbortController()
      const abort = () => controller.abort()
      const init = { ...post, signal: controller.signal }
      ends.push((await run(withBodyUnderWay(fetch, abort), init, '/', reply(abort))).end)
    }
    expect(ends[0].error).toEqual({ name: 'AbortError', type: 'aborted', message: 'The user aborted a request.' })
    expect(ends[0]).toEqual(ends[1])
  })

  it('before it is sent', async () => {
    const signal = AbortSignal.abort()
    const [own, other] = [await run(ours, { signal }, '/', ok), await run(theirs, { signal }, '/', ok)]
    expect(own).toEqual(other)
    expect(own.received).toEqual([])
  })
})
