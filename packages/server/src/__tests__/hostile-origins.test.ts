import { once } from 'node:events'
import { WebSocket } from 'ws'
import { say, statuses } from './raw-client'
import { useServer } from './use-server'

const server = useServer({ changeSocket: true })
const { call } = server

/** The status of a request with exactly these header lines. */
async function status(line: string, ...headers: string[]): Promise<number> {
  return statuses(await say(server.port, [line, ...headers, 'Connection: close', '', ''].join('\r\n')))[0]
}

const get = 'GET /destinations HTTP/1.1'

describe('a Host', () => {
  it.each([
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'evil.example:3000',
    'localhost.',
    '127.0.0.1.',
    '127.0.0.2',
    '127.1',
    '2130706433',
    '0.0.0.0',
    'xn--lcalhost'
  ])('that is %s is foreign', async (host) => {
    expect(await status(get, `Host: ${host}`)).toBe(403)
  })

  it.each([
    '',
    'localhost:',
    'localhost:99999',
    'localhost:80:80',
    'localhost/',
    'localhost, evil.example',
    'user@localhost',
    'localhost@evil.example',
    'localhost\\@evil.example',
    'localhost%00'
  ])('that is "%s" is none', async (host) => {
    expect([400, 403]).toContain(await status(get, `Host: ${host}`))
  })

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '[::1]:3000'])('that is %s is this machine', async (host) => {
    expect(await status(get, `Host: ${host}`)).toBe(200)
  })

  it('is needed', async () => {
    expect(await status(get)).toBe(400)
  })

  it('does not become this machine by being sent twice', async () => {
    expect(await status(get, 'Host: localhost', 'Host: evil.example')).toBe(403)
    expect(await status(get, 'Host: evil.example', 'Host: localhost')).toBe(403)
  })

  it.each([
    ['http://evil.example/destinations', 'localhost', 403],
    ['http://localhost/destinations', 'evil.example', 403],
    ['http://user:password@localhost/destinations', 'localhost', 403],
    ['ftp://localhost/destinations', 'localhost', 400],
    ['http://localhost/destinations', 'localhost', 200]
  ])('counts beside that of a whole URL: %s and %s', async (url, host, expected) => {
    expect(await status(`GET ${url} HTTP/1.1`, `Host: ${host}`)).toBe(expected)
  })
})

describe('a page', () => {
  const own = () => `http://localhost:${server.port}`
  /** What a page may send without asking first, and what it may not; each changes something. */
  const changes = [
    ['POST', '/wishpond/event', { type: 'identify', userId: 'from-a-page', traits: {} }],
    ['POST', '/wishpond/identifyLead', { type: 'identify', userId: 'from-a-page', traits: {} }],
    ['POST', '/preview/wishpond/event', { type: 'identify', userId: 'from-a-page', traits: {} }],
    ['POST', '/wishpond/authenticate', {}],
    ['PUT', '/sandbox/wishpond/faults', { status: 500 }],
    ['DELETE', '/sandbox/wishpond', undefined]
  ] as const

  const foreign = [
    ['of no origin', () => 'null'],
    ['of an empty one', () => ''],
    ['of a file', () => 'file://'],
    ['of an extension', () => 'chrome-extension://abc'],
    ['of a similar name', () => 'http://localhost.evil.example'],
    ['of another port', () => 'http://localhost:8001'],
    ['of the port that was left out', () => 'http://localhost'],
    ['of the own address with TLS', () => `https://localhost:${server.port}`],
    ["of the own address' other name", () => `http://127.0.0.1:${server.port}`],
    ['of the own address as a user', () => `${own()}@evil.example`],
    ["of Segment's name without TLS", () => 'http://app.segment.com'],
    ["of Segment's name with another port", () => 'https://app.segment.com:444'],
    ["of Segment's name and more", () => 'https://app.segment.com.evil.example'],
    ["of a name below Segment's", () => 'https://evil.app.segment.com'],
    ['of two origins', () => 'https://app.segment.com, https://evil.example']
  ] as const

  it.each(foreign)('%s changes nothing, whatever content type it says', async (_what, origin) => {
    await call('DELETE', '/sandbox/wishpond')
    await call('POST', '/wishpond/event', { type: 'identify', userId: 'from-here', traits: {} })
    for (const [method, path, body] of changes) {
      const headers = { host: `localhost:${server.port}`, origin: origin(), 'content-type': 'text/plain' }
      const answer = await call(method, path, body, headers)
      expect([path, answer.status, answer.headers['access-control-allow-origin']]).toEqual([path, 403, undefined])
    }
    expect((await call('GET', '/sandbox/wishpond')).body.leads).toMatchObject([{ cid: 'from-here' }])
  })

  it('is not allowed because it says two origins', async () => {
    const origins = ['Origin: https://evil.example', 'Origin: https://app.segment.com']
    expect(await status(get, 'Host: localhost', ...origins)).toBe(403)
    expect(await status(get, 'Host: localhost', ...origins.reverse())).toBe(403)
  })

  it('of a foreign origin is not told by the preflight that it may call', async () => {
    const { status, headers } = await call('OPTIONS', '/wishpond/event', undefined, {
      origin: 'https://evil.example',
      'access-control-request-method': 'DELETE',
      'access-control-request-private-network': 'true'
    })
    expect(status).toBe(403)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the WebSocket of changes', () => {
  it.each([
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:8001' }],
    [{ origin: 'https://app.segment.com.evil.example' }],
    [{ headers: { host: 'evil.example' } }],
    [{ origin: 'http://evil.example:3000', headers: { host: 'evil.example:3000' } }]
  ])('refuses %j', async (options) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port + 1}`, options)
    const [error] = (await once(socket, 'error').catch((reason: Error) => [reason])) as [Error]
    expect(error.message).toMatch(/401/)
  })

  it.each([
    ['garbage', '\x16\x03\x01\r\n\r\n', 400],
    [
      'a request for another protocol',
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      400
    ],
    ['a request for a page', 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 426]
  ])('answers %s with an error', async (_what, bytes, expected) => {
    expect(statuses(await say(server.port + 1, Buffer.from(bytes, 'latin1')))).toEqual([expected])
  })
})
