import { defaultDirectory } from '../destinations'
import { Server } from '../server'
import { client } from './http-client'
import { open } from './raw-client'
import { ProbeDirectory } from './probe'

const lines: string[] = []

function start(directory: string): Promise<Server> {
  return Server.start({ directory, port: 0, live: false, changeSocket: false, log: (line) => lines.push(line) })
}

describe('many calls at once', () => {
  let server: Server
  let call: ReturnType<typeof client>

  beforeAll(async () => {
    server = await start(defaultDirectory)
    call = client(server.port)
  })

  afterAll(() => server.stop())

  it('each get the answer to their own event, and no secret of any', async () => {
    const numbers = Array.from({ length: 600 }, (_, index) => index)
    const answers = await Promise.all(
      numbers.map((number) =>
        call('POST', '/wigzo/trackEvent', {
          payload: { type: 'track', event: `Event ${number}.`, userId: `user-${number}`, properties: { number } },
          settings: { orgToken: `token-${number}-of-its-own` }
        })
      )
    )
    for (const [number, { status, body }] of answers.entries()) {
      expect(status).toBe(200)
      expect(body[0].request.url).toMatch(/org_token=<masked>$/)
      expect(JSON.parse(body[0].request.body)).toMatchObject({ eventName: `Event ${number}.` })
      expect(JSON.stringify(body)).not.toContain('of-its-own')
    }
    expect(lines.join()).not.toContain('of-its-own')
  })

  it('leave those alone that come without settings', async () => {
    const own = { orgToken: 'wrong-token' }
    const payload = { type: 'track', event: 'Song Played', userId: 'u-1' }
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        call('POST', '/wigzo/trackEvent', index % 2 ? { payload } : { payload, settings: own })
      )
    )
    expect(answers.map(({ body }) => body[0].response.statusCode)).toEqual(
      answers.map((_, index) => (index % 2 ? 200 : 401))
    )
  })

  it('of a list end when their client has gone', async () => {
    await call('DELETE', '/sandbox/wigzo')
    // Each event takes a moment, so that there is a time between the first and the last.
    await call('PUT', '/sandbox/wigzo/faults', { delay: 5, times: 2000 })
    lines.length = 0
    const events = Array.from({ length: 1000 }, (_, index) => ({
      type: 'track',
      event: 'Song Played',
      userId: `u-${index}`
    }))
    const body = JSON.stringify(events)
    const socket = await open(server.port)
    socket.write(`POST /wigzo/trackEvent HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    const users = async () => (await call('GET', '/sandbox/wigzo')).body.users.length
    while ((await users()) === 0);
    socket.destroy()
    while (!lines.some((line) => line.includes('POST /wigzo/trackEvent'))) await new Promise(setImmediate)
    expect(await users()).toBeLessThan(1000)
  })
})

describe('a destination that ends its process', () => {
  it('leaves no call without an answer, and later ones have theirs', async () => {
    const directory = new ProbeDirectory()
    const server = await start(directory.path)
    try {
      const call = client(server.port)
      const send = (text: string) =>
        call('POST', '/probe/send', { payload: { text }, settings: { url: 'https://elsewhere.example/' } })
      const numbers = Array.from({ length: 60 }, (_, index) => index)
      const answers = await Promise.all(
        numbers.map((number) =>
          number % 20 === 10 ? call('POST', '/probe/die', { payload: {} }) : send(`text ${number}`)
        )
      )
      for (const [number, { status, body }] of answers.entries()) {
        if (status === 200) expect(body[0].request.body).toBe(`{"text":"text ${number}"}`)
        else
          expect([status, body.error]).toEqual([500, expect.stringMatching(/^The process of the destinations ended/)])
      }
      while ((await send('later')).status !== 200);
      expect((await send('later')).body[0].request.body).toBe('{"text":"later"}')
    } finally {
      await server.stop()
      directory.remove()
    }
  })
})
