import { once } from 'node:events'
import type { Server } from 'node:http'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { listen, portOf } from '../../engine/listening'
import { History } from '../history'
import { Live } from '../live'
import type { Looks } from '../live'
import { noLooks } from './fake-engine'

interface Told {
  event: string
  data: unknown
}

const pauses = { lookMs: 5, commentMs: 60_000, reconnectMs: 1000 }
let server: Server
let live: Live
let lines: string[]

async function start(looks: Partial<Looks> = {}, changes: Partial<typeof pauses> = {}) {
  const history = new History(() => 1_800_000_000_000)
  lines = []
  const line = (_values: object, message: string) => void lines.push(message)
  live = new Live({ ...noLooks, ...looks }, history, { info: line, warn: line, error: line }, { ...pauses, ...changes })
  const app = new Hono().get('/api/live', (c) => live.answer(c))
  server = createAdaptorServer({ fetch: app.fetch }) as Server
  await listen(server, 0, '127.0.0.1')
  return history
}

afterEach(() => {
  live.close()
  server.close()
  server.closeAllConnections()
})

/** A page that listens. */
class Page {
  readonly told: Told[] = []
  readonly ids: string[] = []
  text = ''
  isEnded = false
  private readonly aborted = new AbortController()

  static async open(): Promise<Page> {
    const page = new Page()
    const { signal } = page.aborted
    const answer = await fetch(`http://127.0.0.1:${portOf(server)}/api/live`, { signal })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    page.read(answer.body as ReadableStream<Uint8Array>).then(
      () => (page.isEnded = true),
      () => (page.isEnded = true)
    )
    return page
  }

  /** What it was told of an event. */
  of(event: string): unknown[] {
    return this.told.filter((one) => one.event === event).map(({ data }) => data)
  }

  close(): void {
    this.aborted.abort()
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    const reader = body.getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const text = decoder.decode(read.value, { stream: true })
      this.text += text
      const messages = (rest + text).split('\n\n')
      rest = messages.pop() ?? ''
      for (const message of messages) {
        const [, event, data, id] = /^event: (.*)\ndata: (.*)\nid: (.*)$/.exec(message) ?? []
        if (event === undefined) continue
        this.told.push({ event, data: JSON.parse(data) })
        this.ids.push(id)
      }
    }
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 50_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`It never came to this: ${String(isSo)}`)
    await sleep(5)
  }
}

it('tells everything at the start, each with an id, and how soon to come back', async () => {
  await start({ engine: async () => ({ mode: 'live', problems: ['The disk is nearly full.'] }) })
  const page = await Page.open()
  await until(() => page.told.length === 6)
  expect(page.told).toEqual(
    expect.arrayContaining([
      { event: 'engine', data: { mode: 'live', problems: ['The disk is nearly full.'] } },
      { event: 'destinations', data: [] },
      { event: 'failures', data: [] },
      { event: 'replays', data: [] },
      { event: 'operations', data: [] },
      { event: 'history', data: { bucketMs: 10_000, from: expect.any(Number), buckets: 360, series: {} } }
    ])
  )
  expect(new Set(page.ids).size).toBe(6)
  expect(page.text).toMatch(/^retry: 1000\n\n/)
})

it('tells what has changed, and only that', async () => {
  let problems: string[] = []
  await start({ engine: async () => ({ mode: 'sandbox', problems }) })
  const page = await Page.open()
  await until(() => page.told.length === 6)
  problems = ['The disk is full.']
  await until(() => page.of('engine').length === 2)
  expect(page.of('engine')[1]).toEqual({ mode: 'sandbox', problems: ['The disk is full.'] })
  await sleep(50)
  expect(page.of('engine')).toHaveLength(2)
  expect(page.of('destinations')).toHaveLength(1)
})

it('tells the buckets of the history that have changed', async () => {
  const history = await start()
  history.settled('acme', 'delivered')
  const page = await Page.open()
  await until(() => page.of('history').length > 0)
  history.settled('acme', 'failed')
  await until(() => page.of('history').some((told) => JSON.stringify(told).includes('"failed":[1]')))
  const [first, ...others] = page.of('history') as { buckets: number }[]
  expect(first.buckets).toBe(360)
  expect(others.map(({ buckets }) => buckets)).toEqual([1])
})

it('looks once for many pages, and not at all for none', async () => {
  let looks = 0
  const engine = async () => ({ mode: 'sandbox' as const, problems: [String(++looks)] })
  const lookMs = 50
  jest.useFakeTimers()
  try {
    await start({ engine }, { lookMs })
    jest.advanceTimersByTime(10 * lookMs)
    expect(looks).toBe(0)
    const pages = await Promise.all(Array.from({ length: 20 }, () => Page.open()))
    for (let times = 1; times <= 3; times++) {
      await until(() => pages.every((page) => page.of('engine').length === times))
      expect(looks).toBe(times)
      jest.advanceTimersByTime(lookMs)
    }

    // The last look is over when the next one has its timer.
    await until(() => jest.getTimerCount() > 0)
    for (const page of pages) page.close()
    // It notices sooner or later that they have gone. Then no timer is left that would look again.
    await until(() => {
      if (jest.getTimerCount() === 0) return true
      jest.advanceTimersByTime(lookMs)
      return false
    })
    const before = looks
    jest.advanceTimersByTime(10 * lookMs)
    expect(looks).toBe(before)
  } finally {
    jest.useRealTimers()
  }
})

it('holds back nothing for a page that does not read, and goes on for the others', async () => {
  let looks = 0
  const text = 'x'.repeat(100_000)
  await start({ engine: async () => ({ mode: 'sandbox', problems: [`${++looks} ${text}`] }) })
  const socket = net.connect(portOf(server), '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  socket.write('GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'connect')
  const page = await Page.open()
  // What the system buffers of a connection is a few megabytes.
  await until(() => page.of('engine').length > 300)

  let bytes = 0
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length))
  socket.resume()
  const told = page.of('engine').length
  await until(() => page.of('engine').length > told + 20)
  expect(looks * text.length - bytes).toBeGreaterThan(10_000_000)
  socket.destroy()
})

it('shows that it lives while nothing changes', async () => {
  await start({}, { commentMs: 30 })
  const page = await Page.open()
  await until(() => page.text.split(': listening\n\n').length > 3)
})

it('keeps what it has when a look fails, says so once, and goes on', async () => {
  let isBroken = false
  let failures = 0
  const destinations = async () => {
    if (!isBroken) return []
    failures++
    throw new Error('The store does not answer.')
  }
  await start({ destinations })
  const page = await Page.open()
  await until(() => page.told.length === 6)
  isBroken = true
  await until(() => failures > 3)
  expect(lines).toEqual(['The page gets no new destinations.'])
  expect(page.of('destinations')).toEqual([[]])
  expect((await Page.open()).isEnded).toBe(false)
})

it('ends every stream when it is closed, also that of a page that does not read', async () => {
  await start({ engine: async () => ({ mode: 'sandbox', problems: ['x'.repeat(8_000_000)] }) })
  const page = await Page.open()
  const socket = net.connect(portOf(server), '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  socket.write('GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await until(() => page.told.length === 6)
  live.close()
  await until(() => page.isEnded)
  const late = await Page.open()
  await until(() => late.isEnded)
  socket.destroy()
})
