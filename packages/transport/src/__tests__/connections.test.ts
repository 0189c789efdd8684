import { setTimeout as wait } from 'node:timers/promises'
import zlib from 'node:zlib'
import { createFetch } from '../classes'
import { openAhead, openConnections } from '../sending/connections'
import { LARGEST_ANSWER } from '../sending/exchange'
import { createSend } from '../sending/send'
import { endOf, startOurs } from './both-clients'
import { RawServer } from './raw-server'

let server: RawServer
const { ours, connections } = startOurs()
const post = { method: 'POST', body: '{}' }

beforeEach(async () => {
  server = await RawServer.start()
})
afterEach(() => server.stop())
afterAll(() => connections.destroy())

const send = () => endOf(() => ours(server.url, post))
const success = { answer: { status: 200 } }
const reset = { error: { name: 'FetchError', type: 'system', code: 'ECONNRESET' } }

describe('a connection', () => {
  it('is kept for the next request', async () => {
    await send()
    await send()
    expect(server.received.map(({ connection }) => connection)).toEqual([0, 0])
  })

  it('carries one request at a time', async () => {
    await Promise.all([send(), send(), send()])
    expect(server.received.map(({ connection }) => connection).sort()).toEqual([0, 1, 2])
  })

  it('that the server closed while it was idle is not used again', async () => {
    await send()
    await server.endConnections()
    expect(await send()).toMatchObject(success)
    expect(server.received.map(({ connection }) => connection)).toEqual([0, 1])
  })

  it.each(['end', 'resetAndDestroy'] as const)(
    'that was kept and is lost with a request (%s) fails it, and nothing is sent twice',
    async (how) => {
      await send()
      server.answer = (socket) => void socket[how]()
      expect(await send()).toMatchObject(reset)
      await wait(50)
      expect(server.received).toHaveLength(2)
    }
  )

  it('is not used again after something that nobody asked for', async () => {
    server.answer = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 Evil\r\n\r\n')
    expect(await send()).toMatchObject(success)
    expect(await send()).toMatchObject(success)
    expect(server.received.map(({ connection }) => connection)).toEqual([0, 1])
  })

  it('does not carry a request after HEAD, whose answer may have a body', async () => {
    server.answer = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody')
    expect(await endOf(() => ours(server.url, { method: 'HEAD' }))).toMatchObject({ answer: { text: '' } })
    expect(await send()).toMatchObject({ answer: { text: 'body' } })
  })
})

describe('a request that asks whether it may start', () => {
  const late = {
    error: {
      name: 'FetchError',
      type: 'system',
      code: 'ETIMEDOUT',
      message: expect.stringMatching(/^request to http:.* failed, reason: the connection was ready too late$/) as string
    }
  }

  /** Sends requests that ask the same, and notes how many connections there are each time that they ask. */
  function asking(answer: () => boolean) {
    const asked: number[] = []
    const mayStart = () => asked.push(server.connections) > 0 && answer()
    return { asked, send: () => endOf(() => ours(server.url, { ...post, mayStart })) }
  }

  async function untilConnections(count: number): Promise<void> {
    while (server.connections < count) await wait(5)
  }

  it('is asked once its connection is ready, and is sent', async () => {
    const { asked, send } = asking(() => server.received.length === 0)
    expect(await send()).toMatchObject(success)
    expect(asked).toEqual([1])
  })

  it('is not sent if it may not, and its connection is kept for the next one', async () => {
    const { asked, send: sendLate } = asking(() => false)
    expect(await sendLate()).toMatchObject(late)
    expect(await sendLate()).toMatchObject(late)
    expect(asked).toHaveLength(2)
    expect(server.received).toEqual([])
    expect(await send()).toMatchObject(success)
    expect(server.received).toMatchObject([{ connection: 0 }])
  })

  it('comes again on the connection that was kept', async () => {
    const answers = [false, true]
    const { send: sendAgain } = asking(() => answers.shift() as boolean)
    await sendAgain()
    await untilConnections(2)
    expect(await sendAgain()).toMatchObject(success)
    expect(server.received).toMatchObject([{ connection: 0 }])
  })

  it('comes again on one that was opened ahead for it if others have the kept one, and leaves none of its own', async () => {
    const answers = [false, false, true]
    const { asked, send: sendAgain } = asking(() => answers.shift() as boolean)
    await sendAgain()
    await untilConnections(2)
    let answerOther = () => undefined as void
    const isAsked = new Promise<void>((resolve) => {
      server.answer = (socket, { connection }) => {
        const answer = () => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
        if (connection > 0) return answer()
        answerOther = answer
        resolve()
      }
    })
    const other = send()
    await isAsked
    expect(await sendAgain()).toMatchObject(late)
    expect(await sendAgain()).toMatchObject(success)
    answerOther()
    await other
    const last = send()
    while (server.received.length < 3) await wait(5)
    answerOther()
    await last
    expect(server.received.map(({ connection }) => connection)).toEqual([0, 1, 0])
    expect(asked.at(-1)).toBe(2)
    expect(server.connections).toBe(2)
  })

  it('asks as a copy too, and not again after a redirect', async () => {
    server.answer = (socket, { line }) => {
      const head = line.startsWith('POST / ') ? '307 Temporary Redirect\r\nLocation: /there' : '200 OK'
      socket.write(`HTTP/1.1 ${head}\r\nContent-Length: 0\r\n\r\n`)
    }
    const answers = [true, false]
    const request = new ours.Request(server.url, { ...post, mayStart: () => answers.shift() as boolean })
    expect(await endOf(() => ours(new ours.Request(request.clone(), { body: 'other' })))).toMatchObject(success)
    expect(server.received.map(({ line, body }) => [line, body])).toEqual([
      ['POST / HTTP/1.1', 'other'],
      ['POST /there HTTP/1.1', 'other']
    ])
    expect(answers).toEqual([false])
  })
})

describe('an answer that is too much', () => {
  const tooLarge = { error: { type: 'max-size', message: expect.stringContaining(`over limit: ${LARGEST_ANSWER}`) } }

  it('in bytes is refused, and its connection ends', async () => {
    const closed = new Promise((resolve) => {
      server.answer = (socket) => {
        socket.on('close', resolve)
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        const megabyte = Buffer.alloc(1024 * 1024)
        const pour = () => {
          while (socket.writable && socket.write(megabyte));
        }
        socket.on('drain', pour)
        pour()
      }
    })
    expect(await send()).toMatchObject(tooLarge)
    await closed
  })

  it('once it is unpacked is refused', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(LARGEST_ANSWER + 1))
    server.answer = (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`)
      socket.write(bomb)
    }
    expect(await send()).toMatchObject(tooLarge)
  })

  it('in time is given up, and its connection ends', async () => {
    const closed = new Promise((resolve) => {
      server.answer = (socket) => {
        const drops = setInterval(() => socket.write('.'), 5)
        socket.on('close', () => resolve(clearInterval(drops)))
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
      }
    })
    // The time passes when the headers are there, however long that takes.
    jest.useFakeTimers()
    const end = await endOf(async () => {
      const response = await ours(server.url, { ...post, timeout: 1_000 })
      setImmediate(() => jest.advanceTimersByTime(1_000))
      return response
    }).finally(() => jest.useRealTimers())
    expect(end).toMatchObject({ error: { type: 'body-timeout' } })
    await closed
  })

  it('is read once for all copies', async () => {
    server.answer = (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${10_000_000}\r\n\r\n`)
      socket.write(Buffer.alloc(10_000_000))
    }
    const response = await ours(server.url, post)
    const [copy, own] = await Promise.all([response.clone().buffer(), response.buffer()])
    expect(own).toBe(copy)
    expect(own).toHaveLength(10_000_000)
  })
})

describe('the sandbox', () => {
  const start = (hosts: string[] | 'all') => {
    const sandbox = { port: server.port, hosts }
    const agent = openConnections(sandbox)
    return { agent, fetch: createFetch(createSend({ connections: agent, openAhead })) }
  }

  it.each([
    ['https://api.vendor.example/people', ['api.vendor.example']],
    ['https://anything.example/people', 'all'],
    ['http://anything.example:8080/people', 'all']
  ] as [string, string[] | 'all'][])('gets %s with its URL and its host', async (url, hosts) => {
    const { agent, fetch } = start(hosts)
    expect(await endOf(() => fetch(url))).toMatchObject({ answer: { url } })
    expect(server.received).toMatchObject([{ line: 'GET /people HTTP/1.1' }])
    expect(server.received[0].headers).toContain(`host: ${new URL(url).host}`)
    await agent.destroy()
  })

  it.each([
    ['https://api.other.example/', 'api.other.example'],
    ['http://api.vendor.example/', 'http://api.vendor.example']
  ])('does not get %s', async (url, named) => {
    const { agent, fetch } = start(['api.vendor.example'])
    const words = `The sandbox doesn't imitate ${named}, so nothing was sent. It imitates api.vendor.example, over HTTPS.`
    expect(await endOf(() => fetch(url))).toMatchObject({
      error: { name: 'FetchError', code: 'ESANDBOX', message: `request to ${url} failed, reason: ${words}` }
    })
    expect(server.received).toEqual([])
    await agent.destroy()
  })
})
