import { setImmediate } from 'node:timers/promises'
import { open, say, statuses } from '../../__tests__/raw-client'
import { Delivered } from './delivered'

// One delivery for all tests: each looks whether it still works.
let delivered: Delivered
let port: number
beforeAll(async () => {
  delivered = new Delivered()
  const { engine } = await delivered.start()
  port = Number(new URL(engine.operatingUrl ?? '').port)
})
afterEach(async () => {
  expect(await delivered.operate('GET', '/health')).toMatchObject({ status: 200 })
  const { body: destinations } = await delivered.operate('GET', '/api/destinations')
  expect((destinations as { pause?: object }[]).filter(({ pause }) => pause)).toEqual([])
  expect(delivered.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
afterAll(() => delivered.remove())

/** The statuses of a request with exactly these lines. */
async function ask(line: string, ...headers: string[]): Promise<number[]> {
  return statuses(await say(port, [line, ...headers, 'Connection: close', '', ''].join('\r\n')))
}

describe('a page that has its own name resolve to this machine', () => {
  it.each([
    ['GET /api/counts HTTP/1.1', 'Host: evil.example'],
    ['GET /api/counts HTTP/1.1', 'Host: 127.0.0.1.nip.io'],
    ['GET /metrics HTTP/1.1', 'Host: localhost.evil.example'],
    ['GET /health HTTP/1.1', 'Host: evil.example:8081'],
    ['GET http://evil.example/api/counts HTTP/1.1', 'Host: localhost'],
    ['POST /api/destinations/wigzo/pause HTTP/1.1', 'Host: evil.example']
  ])('gets nothing by %s with %s', async (line, host) => {
    expect(await ask(line, host)).toEqual([403])
  })

  it('gets nothing without a Host', async () => {
    expect(await ask('GET /api/counts HTTP/1.1')).toEqual([400])
    expect(await ask('GET /api/counts HTTP/1.0')).toEqual([400])
    expect(await ask('GET /api/counts HTTP/1.1', 'Host: user@localhost')).toEqual([400])
  })
})

describe('a foreign page', () => {
  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'http://localhost:1', 'https://localhost'])(
    'of %s changes nothing, whatever it sends',
    async (origin) => {
      for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded']) {
        const headers = { host: `localhost:${port}`, origin, 'content-type': type }
        const answer = await delivered.operate('POST', '/api/destinations/wigzo/pause', {}, headers)
        expect(answer.status).toBe(403)
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      }
      const preflight = { host: `localhost:${port}`, origin, 'access-control-request-method': 'POST' }
      const allowed = await delivered.operate('OPTIONS', '/api/erase', undefined, preflight)
      expect(allowed.status).toBe(403)
      expect(allowed.headers).not.toHaveProperty('access-control-allow-origin')
    }
  )
})

describe('a path', () => {
  it.each([
    ['GET', '/../../../../etc/passwd'],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd'],
    ['GET', '/api/deliveries/..%2f..%2fetc%2fpasswd'],
    ['GET', '/sandbox/__proto__'],
    ['GET', '/sandbox/constructor'],
    ['POST', '/api/destinations/__proto__/pause'],
    ['POST', '/api/destinations/constructor/resume'],
    ['POST', '/api/destinations/%00/pause'],
    ['POST', '/api/destinations/%zz/pause'],
    ['POST', `/api/destinations/${'x'.repeat(8_000)}/pause`],
    ['GET', '/api/deliveries/0'],
    ['GET', '/api/deliveries/999999999999999'],
    ['GET', '/api/deliveries/99999999999999999999'],
    ['GET', '/api/deliveries/-1'],
    ['GET', '/api/deliveries/1e3'],
    ['GET', '/api/deliveries/0x1'],
    ['GET', '/api/deliveries/１'],
    ['GET', '/api/%2565rase'],
    ['TRACE', '/api/counts'],
    ['PROPFIND', '/api/counts'],
    ['PUT', '/api/counts'],
    ['DELETE', '/api/deliveries/1'],
    ['GET', '/api/erase']
  ])('%s %s is nothing', async (method, path) => {
    const answer = await delivered.operate(method, encodeURI(path).replace(/%25/g, '%'))
    expect([answer.status, Object.keys(answer.body as object)]).toEqual([404, ['error']])
  })

  it('with names of prototypes in its query is refused, or finds nothing', async () => {
    for (const query of ['destination=__proto__', 'code=constructor', "messageId=' OR 1=1 --", 'messageId=%00']) {
      const { status, body } = await delivered.operate('GET', `/api/deliveries?${encodeURI(query)}`)
      expect([query, status, body]).toEqual([query, 200, []])
    }
    for (const query of ['constructor=1', 'hasOwnProperty=1', 'limit=__proto__', 'state=toString']) {
      expect([query, (await delivered.operate('GET', `/api/deliveries?${query}`)).status]).toEqual([query, 400])
    }
  })
})

describe('a body', () => {
  it.each<[string, unknown, number]>([
    ['deep', '['.repeat(16_000), 400],
    ['deep and complete', `${'['.repeat(8_000)}${']'.repeat(8_000)}`, 400],
    ['with a prototype', '{"__proto__":{"person":"u1"},"constructor":{"prototype":{"person":"u1"}}}', 400],
    ['with a list', { person: ['u1'] }, 400],
    ['with an empty person', { person: '' }, 400],
    ['large', { person: 'x'.repeat(20_000) }, 413]
  ])('that is %s erases nobody', async (_what, body, status) => {
    expect((await delivered.operate('POST', '/api/erase', body)).status).toBe(status)
    expect(({} as { person?: string }).person).toBeUndefined()
  })

  it('without a length ends when it is too large', async () => {
    const socket = await open(port)
    const ended = new Promise((resolve) => socket.once('close', resolve))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.write('POST /api/erase HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    let sent = 0
    for (; sent < 64 && socket.writable && answer === ''; sent++) {
      if (!socket.write(chunk)) {
        await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended])
      }
      await setImmediate()
    }
    expect(sent).toBeLessThan(64)
    await ended
    expect(statuses(answer)).toEqual([413])
  })

  it('that is packed is not unpacked', async () => {
    const headers = { 'content-encoding': 'gzip', host: 'localhost' }
    expect((await delivered.operate('POST', '/api/erase', '\x1f\x8b', headers)).status).toBe(400)
  })
})

describe('what is no HTTP', () => {
  it.each([
    ['two lengths', ['POST /api/erase HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2']],
    [
      'a length and chunks',
      ['POST /api/erase HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked']
    ],
    ['a header without a name', ['GET /health HTTP/1.1', 'Host: localhost', ': x']],
    ['large headers', ['GET /health HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(20_000)}`]],
    ['binary', ['\u0000\u0001\u0002']]
  ])('is refused: %s', async (_what, [line, ...headers]) => {
    const [status] = await ask(line, ...headers)
    expect([400, 431]).toContain(status)
  })

  it('CONNECT and Upgrade get no tunnel', async () => {
    expect(await ask('CONNECT evil.example:443 HTTP/1.1', 'Host: localhost')).not.toContain(200)
    const upgraded = await ask('GET /health HTTP/1.1', 'Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade')
    expect(upgraded).not.toContain(101)
  })
})
