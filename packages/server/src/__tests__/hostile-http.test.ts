import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { open, say, statuses } from './raw-client'
import { useServer } from './use-server'

const main = path.join(__dirname, '../../../cli/src/main.ts')
const server = useServer({ browser: true })
const { call, lines } = server

const host = 'Host: localhost\r\nConnection: close\r\n'
const post = `POST /wishpond/event HTTP/1.1\r\n${host}`
const smuggled = 'DELETE /sandbox/wishpond HTTP/1.1\r\nHost: localhost\r\n\r\n'

describe('what is no HTTP', () => {
  it.each([
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a line without a version', 'GET /destinations\r\n\r\n', 400],
    ['a version that does not exist', `GET /destinations HTTP/9.9\r\n${host}\r\n`, 400],
    ['an unknown method', `BREW /destinations HTTP/1.1\r\n${host}\r\n`, 400],
    ['a NUL in a header', `GET /destinations HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, 400],
    ['a space before the colon', 'GET /destinations HTTP/1.1\r\nHost : localhost\r\n\r\n', 400],
    ['a header on two lines', `GET /destinations HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, 400],
    ['a header of 20 kB', `GET /destinations HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['a path of 20 kB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431],
    ['an unknown expectation', `${post}Expect: magic\r\nContent-Length: 0\r\n\r\n`, 417],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400],
    ['a length beyond all numbers', `${post}Content-Length: ${'9'.repeat(30)}\r\n\r\n`, 400],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['an unknown encoding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
    ['a chunk of no size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, 400],
    ['a chunk of a size beyond all numbers', `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n`, 400]
  ])('%s is refused', async (_what, bytes, status) => {
    expect(statuses(await say(server.port, Buffer.from(bytes, 'latin1')))).toEqual([status])
  })

  it.each([
    ['a length beside chunks', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks that are not the last encoding', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['line feeds alone', `GET /destinations HTTP/1.1\nHost: localhost\n\n${smuggled}`]
  ])('%s hides no second request', async (_what, bytes) => {
    await call('PUT', '/sandbox/wishpond/faults', { status: 500 })
    await call('POST', '/browser/vendors/api.wishpond.com/nowhere')
    expect(statuses(await say(server.port, bytes))).toEqual([400])
    expect(lines.filter((line) => line.includes(' DELETE '))).toEqual([])
  })
})

describe('a body without end', () => {
  it.each([
    ['declared', `${post}Content-Length: 100000000000\r\n\r\n`],
    ['in chunks', `${post}Transfer-Encoding: chunked\r\n\r\n200000\r\n${'x'.repeat(0x200000)}\r\n`]
  ])('is refused before it is read, %s', async (_how, bytes) => {
    const answer = await say(server.port, bytes)
    expect(statuses(answer)).toEqual([413])
    expect(answer).toContain('The body is larger than 1 MiB.')
  })

  it('keeps nobody waiting but its sender, nor do headers without end', async () => {
    const slow = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const socket = await open(server.port)
        socket.write(index % 2 ? `${post}Content-Length: 9\r\n\r\n{` : 'GET /destinations HTTP/1.1\r\nX: ')
        return socket
      })
    )
    expect((await call('POST', '/wishpond/event', { type: 'identify', userId: 'u-1', traits: {} })).status).toBe(200)
    for (const socket of slow) socket.destroy()
  })
})

describe('a request that breaks off', () => {
  // A process of its own: in jest's realm the errors of Node's own streams are no errors for Hono.
  let serve: ChildProcessByStdio<null, Readable, null>
  let output = ''

  async function said(what: RegExp): Promise<string> {
    while (!what.test(output)) await once(serve.stdout, 'data')
    return what.exec(output)?.[1] ?? ''
  }

  beforeAll(() => {
    const args = ['--require', require.resolve('tsx/cjs'), main, 'serve', '--port=0', '--no-open']
    serve = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    serve.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  })

  afterAll(async () => {
    serve.kill()
    await once(serve, 'exit')
  })

  it.each([
    ['of a length', 'Content-Length: 9\r\n\r\n{'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n9\r\n{'],
    ['whose chunks stop to be chunks', 'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\nzz\r\n']
  ])('%s is told as the fault of its sender', async (_what, rest) => {
    const port = Number(await said(/localhost:(\d+)$[^]*authenticate/m))
    output = output.replace(/^\d{3} POST .*$/gm, '')
    const socket = await open(port)
    socket.write(`POST /wishpond/event HTTP/1.1\r\nHost: localhost\r\n${rest}`, () => socket.end())
    expect(await said(/^(\d{3}) POST \/wishpond\/event/m)).toBe('400')
  })
})

describe('a path', () => {
  it.each([
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/..%252f..%252fpackage.json',
    '/assets/%5c..%5c..%5cpackage.json',
    '/assets//etc/passwd',
    '/assets/%2fetc%2fpasswd',
    '/assets/%00',
    '//evil.example/destinations',
    '/browser/%2e%2e/package.json',
    '/browser/__proto__',
    '/browser/vendors/localhost/wishpond',
    '/browser/vendors/127.0.0.1/wishpond/faults',
    '/browser/vendors/api.wishpond.com%0d%0aX:1/x',
    '/wishpond%2fmanifest',
    '/__proto__/manifest',
    '/constructor/manifest',
    '/sandbox/__proto__',
    '/%zz',
    '/%ff'
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await call('GET', path)
    expect([status, Object.keys(body)]).toEqual([404, ['error']])
  })

  it('with a backslash is no path', async () => {
    expect((await call('GET', '/assets/..\\..\\package.json')).status).toBe(400)
  })

  it('is written down in one line that moves no cursor', async () => {
    lines.length = 0
    await call('GET', '/%1b]0;title%07%0a200%20GET%20/forged%E2%80%AE')
    expect(lines).toEqual([expect.stringMatching(/^404 GET \/%1B\]0;title%07%0A200%20GET%20\/forged%E2%80%AE \d+ ms$/)])
  })
})

describe('an unusual request', () => {
  it.each(['TRACE', 'PROPFIND', 'PUT', 'PATCH'])(
    '%s of a call is answered with 404 and does nothing',
    async (method) => {
      expect((await call(method, '/wishpond/event')).status).toBe(404)
    }
  )

  it('CONNECT opens no way through', async () => {
    expect(await say(server.port, `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`)).toBe('')
  })

  it('to become another protocol is answered in this one', async () => {
    const upgrade = `GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`
    expect(statuses(await say(server.port, upgrade))).toEqual([404])
  })

  it('behind another on the same connection has an answer of its own', async () => {
    const get = (path: string, name: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${name}\r\n${more}\r\n`
    const bytes =
      get('/nowhere', 'localhost') +
      get('/destinations', 'evil.example') +
      get('/x', '127.0.0.1', 'Connection: close\r\n')
    expect(statuses(await say(server.port, bytes))).toEqual([404, 403, 404])
  })
})
