import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { RunningReplays } from '../access'
import type { SentRecords } from '../access'

let folder: string
let store: string
let servers: Server[]
let asked: { method?: string; url?: string; body: unknown }[]

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'access-'))
  store = path.join(folder, 'delivery.db')
  servers = []
  asked = []
})
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections()
  fs.rmSync(folder, { recursive: true })
})

type Answer = { status?: number; body: object } | 'lost'

/** A process that delivers, as its address file says, and what it answers to requests that change something. */
async function deliver(answer: () => Answer): Promise<{ url: string; pid: number }> {
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url === '/health') return void response.end('{}')
      const sent = await text(request)
      asked.push({ method: request.method, url: request.url, body: sent === '' ? undefined : JSON.parse(sent) })
      const given = request.method === 'GET' ? { body: { id: 1, position: 'there' } } : answer()
      if (given === 'lost') return void request.socket.destroy()
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(given.body))
    })()
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const running = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pid: process.pid }
  fs.writeFileSync(`${store}.address`, JSON.stringify(running))
  return running
}

const position = { file: 0, record: 2, bytes: 9 }
const records: SentRecords = {
  at: { file: 0, record: 0, bytes: 0 },
  events: [
    { body: { type: 'track' }, text: ' {"type": "track"}\r', messageId: 'replay-"1"' },
    { body: { type: 'page', messageId: 'b' }, text: '{"type":"page","messageId":"b"}' }
  ],
  skipped: 1,
  bad: 2,
  next: position,
  isLast: true
}

it('sends the events as they were read', async () => {
  const running = await deliver(() => ({ body: { id: 1 } }))
  expect(await new RunningReplays(running, store).add(1, records)).toEqual({ id: 1 })
  const { events, ...rest } = records
  expect(asked).toEqual([
    {
      method: 'POST',
      url: '/api/replays/1/events',
      body: {
        ...rest,
        events: [{ messageId: 'replay-"1"', body: events[0].body }, { body: events[1].body }]
      }
    }
  ])
})

it('asks where the replay is when the answer is lost', async () => {
  const running = await deliver(() => 'lost')
  expect(await new RunningReplays(running, store).add(1, records)).toEqual({ id: 1, position: 'there' })
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /api/replays/1/events',
    'GET /api/replays/1'
  ])
})

it('finds deliver again after a restart', async () => {
  const running = await deliver(() => 'lost')
  const replays = new RunningReplays(running, store)
  servers[0].close().closeAllConnections()
  const added = replays.add(1, records)
  await deliver(() => 'lost')
  expect(await added).toEqual({ id: 1, position: 'there' })
})

it('gives up when deliver does not come back, and says how to go on', async () => {
  const running = await deliver(() => 'lost')
  servers[0].close().closeAllConnections()
  await expect(new RunningReplays(running, store, 400).advance(1, 500)).rejects.toThrow(
    /^deliver, which runs at \S+, doesn't answer: .*\. Run the same command again: it goes on where it was\.$/
  )
})

it.each([
  [429, { error: 'Full.' }, 'BacklogFullError', expect.any(String)],
  [400, { error: 'There is no destination "x".' }, 'BadInputError', 'There is no destination "x".'],
  [503, { error: 'The disk is full.' }, 'BadInputError', 'The disk is full.'],
  [500, {}, 'BadInputError', expect.stringMatching(/answered 500\.$/)]
])('passes an answer with the status %d on', async (status, body, name, message) => {
  const running = await deliver(() => ({ status, body }))
  await expect(new RunningReplays(running, store).advance(1, 500)).rejects.toMatchObject({ name, message })
  expect(asked).toHaveLength(1)
})
