import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import * as limits from '../limits'
import { basic, openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'
import { open, say, statuses } from './raw-client'

let intake: OpenIntake
beforeAll(async () => {
  intake = await openIntake()
})
beforeEach(() => intake.reset())
afterAll(() => intake.close())

const event = { type: 'track', event: 'Signed Up', userId: 'ada' }
const text = JSON.stringify(event)
const { authorization } = basic('shop-key')
const head = `Host: intake\r\nAuthorization: ${authorization}\r\n`
const post = `POST /v1/track HTTP/1.1\r\n${head}`
const close = 'Connection: close\r\n'
const smuggled = `POST /v1/identify HTTP/1.1\r\n${head}Content-Length: 16\r\n\r\n{"userId":"eve"}`

/** After everything that a test did, an honest event is taken, and nobody holds memory. */
afterEach(async () => {
  intake.reset()
  expect(await intake.send('/v1/track', event)).toMatchObject({ status: 200 })
})

/** How many connections intake has. */
const connections = () => new Promise((resolve) => intake.server.getConnections((_, count) => resolve(count)))

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 5000; waited += 10) {
    if (await isSo()) return
    await wait(10)
  }
  throw new Error('It never was so.')
}

describe('what is no HTTP is refused', () => {
  it.each([
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['an unknown method', `BREW /v1/track HTTP/1.1\r\n${head}\r\n`, 400],
    ['no host', `POST /v1/track HTTP/1.1\r\nAuthorization: ${authorization}\r\n\r\n`, 400],
    ['a NUL in a header', `${post}X: a\0b\r\n\r\n`, 400],
    ['a header on two lines', `${post}X: a\r\n b\r\n\r\n`, 400],
    ['a header of 20 kB', `${post}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['3,000 headers', `${post}${'X: abcdef\r\n'.repeat(3000)}\r\n`, 431],
    ['a path of 20 kB', `POST /${'a'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`, 431],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`, 400],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400],
    [
      'a length beside chunks',
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400
    ],
    ['an unknown transfer', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`, 400],
    ['a chunk of no size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, 400],
    ['a chunk of a size beyond all numbers', `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n`, 400],
    ['an unknown expectation', `${post}${close}Expect: magic\r\nContent-Length: 0\r\n\r\n`, 417]
  ])('%s', async (_what, bytes, status) => {
    expect(statuses(await say(intake.port, bytes))).toEqual([status])
    expect(intake.state.events).toEqual([])
  })
})

describe('methods and paths', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('%s is not for events', async (method) => {
    const answer = await intake.send('/v1/track', '', basic('shop-key'), method)
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } })
  })

  it('CONNECT gets no tunnel', async () => {
    expect(statuses(await say(intake.port, `CONNECT intake:443 HTTP/1.1\r\n${head}\r\n`))).toEqual([])
  })

  it('a change of the protocol is ignored', async () => {
    const bytes = `${post}${close}Upgrade: websocket\r\nContent-Length: ${text.length}\r\n\r\n${text}`
    const upgrade = bytes.replace(close, 'Connection: close, Upgrade\r\n')
    expect(statuses(await say(intake.port, upgrade))).toEqual([200])
  })

  it.each([
    ['the whole URL of any host', 'http://elsewhere.example/v1/track', 200],
    ['a query', '/v1/track?utm_source=x', 200],
    ['dots', '/v1/x/../track', 200],
    ['no event', '/v1/constructor', 404],
    ['a destination of the operating port', '/api/counts', 404],
    ['metrics', '/metrics', 404],
    ['two slashes', '//v1/track', 404],
    ['no path', '*', 404],
    ['a port that is none', 'http://intake:99999/v1/track', 404],
    ['percent signs', '/webhooks/%zz', 404]
  ])('the path can be %s', async (_what, path, status) => {
    const bytes = `POST ${path} HTTP/1.1\r\n${head}${close}Content-Length: ${text.length}\r\n\r\n${text}`
    const answer = await say(intake.port, bytes)
    expect(statuses(answer)).toEqual([status])
    expect(answer).not.toContain('elsewhere')
  })
})

describe('the size of a body is limited', () => {
  const tooLarge = { status: 400, body: { error: 'The body is larger than 500 kB, packed or unpacked.' } }
  const packed = (body: Buffer) => intake.send('/v1/batch', body, { authorization, 'content-encoding': 'gzip' })
  // Several of them, so that keeping any would show.
  const times = Array.from({ length: 20 })

  it('as its length says, without reading it', async () => {
    const socket = await open(intake.port)
    socket.write(`POST /v1/batch HTTP/1.1\r\n${head}Content-Length: 512001\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(statuses(String(answer))).toEqual([400])
    socket.destroy()
  })

  it('while it arrives, without a length', async () => {
    const socket = await open(intake.port)
    socket.write(`POST /v1/batch HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n`)
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    let answer = ''
    socket.on('data', (data) => (answer += String(data)))
    for (let sent = 0; sent < 8; sent++) socket.write(chunk)
    await once(socket, 'data')
    expect(statuses(answer)).toEqual([400])
    // What follows is ignored, and only so long.
    const closed = new Promise((resolve) => socket.on('close', resolve))
    const more = setInterval(() => socket.write(chunk.repeat(16)), 5)
    await closed
    clearInterval(more)
  })

  it('so that a client still reads why', async () => {
    const body = JSON.stringify({ batch: [event], text: 'x'.repeat(3_000_000) })
    expect(await intake.send('/v1/batch', body)).toMatchObject(tooLarge)
  })

  it('as it is unpacked, without unpacking the rest', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '), { level: 9 })
    expect(bomb.length).toBeLessThan(limits.maxBatchBytes)
    // The most that this process has ever had.
    const peakMb = () => process.resourceUsage().maxRSS / 1024
    const before = peakMb()
    for (const answer of await Promise.all(times.map(() => packed(bomb)))) expect(answer).toMatchObject(tooLarge)
    // All of them are 4 GB, and four are unpacked at a time. How much else is not collected yet doesn't matter then.
    expect(peakMb() - before).toBeLessThan(400)
  })

  it('so that a bomb in a bomb is only a broken body', async () => {
    expect(await packed(gzipSync(gzipSync(Buffer.alloc(1_000_000))))).toMatchObject({ status: 400 })
  })

  it.each([
    ['that is not packed', Buffer.from(text)],
    ['that is cut off', gzipSync(text).subarray(0, 20)],
    ['that is empty', Buffer.alloc(0)]
  ])('and one %s cannot be unpacked', async (_what, body) => {
    expect(await packed(body)).toMatchObject({ status: 400 })
  })

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'constructor'])(
    'and the encoding %s is unknown',
    async (encoding) => {
      const answer = await intake.send('/v1/track', text, { authorization, 'content-encoding': encoding })
      expect(answer).toMatchObject({ status: 415, headers: { 'accept-encoding': 'gzip' } })
    }
  )

  it('also after the context of a batch was merged into its events', async () => {
    const batch = Array.from({ length: 2000 }, () => ({ type: 'page', userId: 'a' }))
    const context = { text: 'x'.repeat(20_000) }
    expect(await intake.send('/v1/batch', { batch, context })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('too large') }
    })
  })

  it('for all requests together, which are told to retry', async () => {
    let store: () => void = () => undefined
    const stored = new Promise<void>((resolve) => (store = resolve))
    intake.state.accept = async (events) => {
      await stored
      return events.map(() => 'accepted')
    }
    const body = JSON.stringify({ batch: [event], text: 'x'.repeat(500_000) })
    const answered: number[] = []
    const send = async () => answered.push((await intake.send('/v1/batch', body)).status)
    const all = Promise.all(Array.from({ length: 80 }, send))
    // 32 MB hold 67 bodies of 500 kB. The other 13 are refused before any of these is stored.
    await until(() => answered.length === 13)
    expect(answered).toEqual(Array(13).fill(429))
    store()
    await all
    expect(answered.slice(13)).toEqual(Array(67).fill(200))
  })
})

describe('the contents of a body', () => {
  it.each([
    ['arrays', `[${'['.repeat(200_000)}${']'.repeat(200_000)}]`],
    ['objects', `{"batch":[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]}`],
    ['a context', `{"batch":[],"context":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`]
  ])('with %s in one another break nothing', async (_what, body) => {
    expect([200, 400]).toContain((await intake.send('/v1/batch', body)).status)
    expect(intake.state.events.filter(({ deliveries }) => deliveries[0].state !== 'failed')).toEqual([])
  })

  it('change no prototype, and arrive as they were sent', async () => {
    const body = `{"userId":"ada","event":"a","__proto__":{"isAdmin":true},
      "context":{"__proto__":{"isAdmin":true}},"properties":{"constructor":{"prototype":{"isAdmin":true}}}}`
    expect(await intake.send('/v1/track', body)).toMatchObject({ status: 200 })
    const merged = `{"batch":[{"type":"page","userId":"ada","context":{"__proto__":{"b":1}}}],"context":{"__proto__":{"isAdmin":true}}}`
    expect(await intake.send('/v1/batch', merged)).toMatchObject({ status: 200 })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(intake.state.events[0].body).toContain('"context":{"__proto__":{"isAdmin":true}}')
    expect(intake.state.events[1].body).toContain('"context":{"__proto__":{"b":1}}')
  })

  it('can have half characters and NUL, which their JSON escapes', async () => {
    const body = '{"userId":"a\\u0000b\\ud800","event":"\\udc00","properties":{"\\u0000":"\\ud83d"}}'
    expect(await intake.send('/v1/track', body)).toMatchObject({ status: 200 })
    expect(intake.state.events[0].body).toContain('"userId":"a\\u0000b\\ud800"')
  })

  it('that are not UTF-8 are replaced', async () => {
    const body = Buffer.concat([Buffer.from('{"userId":"'), Buffer.from([0xff, 0xfe]), Buffer.from('","event":"a"}')])
    expect(await intake.send('/v1/track', body)).toMatchObject({ status: 200 })
    expect(intake.stored()[0].userId).toBe('\ufffd\ufffd')
  })

  it.each([
    ['170,000 events', `{"batch":[${'{},'.repeat(170_000)}{}]}`],
    ['a number of 100,000 digits', `{"userId":"a","event":${'9'.repeat(100_000)}}`],
    ['a write key of 400 kB', `{"writeKey":"${'k'.repeat(400_000)}"}`]
  ])('can be %s', async (_what, body) => {
    expect((await intake.send('/v1/batch', body)).status).toBe(400)
    expect(intake.state.events).toEqual([])
  })

  it('show in no answer and no log', async () => {
    for (const [path, body] of [
      ['/v1/track', '{"userId": hunter2'],
      ['/v1/batch', '{"batch":[{"type":"hunter2","userId":"hunter2"}]}'],
      ['/v1/hunter2', '{}'],
      ['/webhooks/hunter2', '{}']
    ]) {
      const { headers, body: answer } = await intake.send(path, body)
      expect(JSON.stringify([headers, answer, intake.state.warnings])).not.toMatch(/hunter2|shop-key|shop-secret/)
    }
  })
})

describe('connections', () => {
  it('keep the order of requests that do not wait for answers', async () => {
    const one = (name: string, further = '') => {
      const body = JSON.stringify({ ...event, event: name })
      return `${post}${further}Content-Length: ${body.length}\r\n\r\n${body}`
    }
    const bytes = `${one('a')}${one('b')}GET /health HTTP/1.1\r\n${head}\r\n${one('c', close)}`
    expect(statuses(await say(intake.port, bytes))).toEqual([200, 200, 200, 200])
    expect(intake.stored().map((stored) => stored.event)).toEqual(['a', 'b', 'c'])
  })

  it('stay open after a request was refused', async () => {
    const bytes = `POST /nothing HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nabcde${post}${close}Content-Length: ${text.length}\r\n\r\n${text}`
    expect(statuses(await say(intake.port, bytes))).toEqual([404, 200])
  })

  it('that end in the middle of a body leave nothing', async () => {
    for (const _ of Array.from({ length: 100 })) {
      const socket = await open(intake.port)
      socket.write(`POST /v1/batch HTTP/1.1\r\n${head}Content-Length: 500000\r\n\r\n${'x'.repeat(450_000)}`)
      await wait(2)
      socket.destroy()
    }
    await until(async () => (await connections()) === 0)
    // Had it not given back their bytes, it would refuse this one.
    const body = JSON.stringify({ batch: [event], text: 'x'.repeat(500_000) })
    expect(await intake.send('/v1/batch', body)).toMatchObject({ status: 200 })
    expect(intake.state.warnings).toEqual([])
  })

  it('that are slow are closed, as the server is told', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections, maxHeadersCount } = intake.server
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections, maxHeadersCount }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxConnections: 4000,
      maxHeadersCount: 100
    })
  })

  it('beyond the most are closed, and the others work', async () => {
    await until(async () => (await connections()) === 0)
    intake.server.maxConnections = 20
    try {
      const sockets = await Promise.all(Array.from({ length: 40 }, () => open(intake.port)))
      const closed = () => sockets.filter(({ readyState }) => readyState !== 'open').length
      await until(() => closed() >= 20)
      // The others have an answer, so they stay open.
      const others = sockets.filter(({ readyState }) => readyState === 'open')
      others.forEach((socket) => socket.write(`GET /health HTTP/1.1\r\n${head}\r\n`))
      await Promise.all(others.map((socket) => once(socket, 'data')))
      expect(closed()).toBe(20)
      sockets.forEach((socket) => socket.destroy())
      await until(async () => (await connections()) === 0)
    } finally {
      intake.server.maxConnections = limits.maxConnections
    }
  })
})

describe('a slow client', () => {
  it.each([
    ['the header', 'POST /v1/track HTTP/1.1\r\nHost: intake\r\n'],
    ['the body', `${post}Content-Length: 100\r\n\r\n{"userId`]
  ])('that never ends %s is told so, and closed', async (_what, bytes) => {
    const changed: Record<string, number> = limits
    jest.replaceProperty(changed, 'headersTimeoutMs', 100)
    jest.replaceProperty(changed, 'requestTimeoutMs', 150)
    const hurried = await openIntake()
    jest.restoreAllMocks()
    try {
      expect(statuses(await say(hurried.port, bytes))).toEqual([408])
      expect(hurried.state.events).toEqual([])
    } finally {
      await hurried.close()
    }
  })
})
