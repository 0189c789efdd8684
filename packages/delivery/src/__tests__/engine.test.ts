import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { portOf } from '../engine/listening'
import { Engine } from '../engine'
import type { EngineOptions } from '../engine'
import { mapping, toy } from '../worker/__tests__/toy'
import { deliveryConfig, destinationConfig } from './invented-config'

let folder: string
let engine: Engine
let vendor: Server
/** The requests that the vendor has not answered. */
let waiting: ServerResponse[]

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-'))
  waiting = []
  vendor = createServer((_request, response) => waiting.push(response)).listen(0, '127.0.0.1')
  await once(vendor, 'listening')
})
afterEach(async () => {
  await engine.kill()
  vendor.close()
  vendor.closeAllConnections()
  fs.rmSync(folder, { recursive: true })
})

function config(maxBacklog = 100) {
  const url = `http://127.0.0.1:${portOf(vendor)}/`
  const destination = destinationConfig({
    name: 'acme',
    destination: 'toy',
    definition: toy,
    settings: { url, apiKey: 'k' },
    subscriptions: [{ name: 'Tracks', subscribe: 'type = "track"', partnerAction: 'send', mapping }],
    concurrency: 10
  })
  return deliveryConfig({ store: path.join(folder, 'delivery.db'), destinations: [destination], maxBacklog })
}

async function start(options: Partial<EngineOptions> = {}): Promise<void> {
  const silent = () => undefined
  engine = await Engine.start({
    config: config(),
    mode: 'sandbox',
    thread: { module: require.resolve('../worker/__tests__/toy-thread'), data: undefined },
    threads: 1,
    port: 0,
    host: '127.0.0.1',
    log: { info: silent, warn: silent, error: silent },
    ...options
  })
}

/** Sends an event, and answers with the status. */
async function send(id: string): Promise<number> {
  const body = JSON.stringify({ event: 'Sent', userId: id, messageId: id, properties: { id }, writeKey: 'shop-key' })
  return (await fetch(`http://127.0.0.1:${engine.port}/v1/track`, { method: 'POST', body })).status
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It never came to this: ${String(isSo)}`)
    await sleep(10)
  }
}

describe('stopping', () => {
  it('lets what is in flight end, and takes nothing more', async () => {
    await start()
    expect(await send('m1')).toBe(200)
    await until(() => waiting.length === 1)
    const stopped = engine.stop()
    expect(await engine.unreadiness()).toEqual(['Delivery is stopping.'])
    // Segment's libraries repeat a 429 for longer than a 503.
    expect(await send('m2')).toBe(429)
    waiting[0].end('{}')
    await stopped
    await expect(send('m3')).rejects.toThrow('fetch failed')

    await start()
    expect((await engine.counts()).acme).toMatchObject({ pending: 0, inFlight: 0, delivered: 1 })
  })

  it('ends in time when a vendor does not answer, and attempts it again after the next start', async () => {
    await start()
    await send('m1')
    await until(() => waiting.length === 1)
    // Until then, the vendor has not answered: a stop that waited for it would wait for as long as the test lasts.
    await engine.stop(200)
    expect(waiting.map(({ writableEnded }) => writableEnded)).toEqual([false])

    await start()
    await until(() => waiting.length === 2)
    waiting[1].end('{}')
    await until(async () => (await engine.counts()).acme.delivered === 1)
    expect(await engine.deliveries({ limit: 1 })).toMatchObject([{ attempts: 2, possibleDuplicate: true }])
  })
})

it('loses nothing when it is killed', async () => {
  await start()
  await send('m1')
  await until(() => waiting.length === 1)
  await engine.kill()

  await start()
  await until(() => waiting.length === 2)
  waiting[1].end('{}')
  await until(async () => (await engine.counts()).acme.delivered === 1)
})

it('tells a page what happens, until it stops', async () => {
  await start({ operating: { port: 0, guard: (_c, next) => next() } })
  const answer = await fetch(`${engine.operatingUrl}/api/live`)
  let told = ''
  const ended = (answer.body as ReadableStream<Uint8Array>).pipeTo(
    new WritableStream({ write: (chunk) => void (told += Buffer.from(chunk).toString()) })
  )
  await send('m1')
  await until(() => waiting.length === 1)
  waiting[0].end('{}')
  await until(() => /^event: destinations\ndata: .*"delivered":1.*"lately":\{"retries":0,"p95Ms":\d+\}/m.test(told))
  await until(() => /^event: history\ndata: .*"delivered":\[[0,]*1[0,]*\]/m.test(told))
  expect(told).toContain('event: engine\ndata: {"mode":"sandbox","problems":[]}\n')
  await engine.stop()
  await ended
})

it('is not ready while the backlog is full', async () => {
  await start({ config: config(2) })
  await engine.pause('acme')
  expect(await send('m1')).toBe(200)
  expect(await engine.unreadiness()).toEqual([])
  expect(await send('m2')).toBe(200)
  expect(await engine.unreadiness()).toEqual(['2 deliveries wait, and "maxBacklog" is 2.'])
  expect(await send('m3')).toBe(429)
})

it('has metrics on a port of their own, for whoever has the token, until everything else has stopped', async () => {
  await start({ metricsPort: { port: 0, token: 'the-t0ken' } })
  const metrics = (token: string) => {
    return fetch(`http://127.0.0.1:${engine.metricsPort}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  }
  expect(await (await metrics('the-t0ken')).text()).toContain('\ndelivery_ready 1\n')
  expect((await metrics('another')).status).toBe(401)

  expect(await send('m1')).toBe(200)
  await until(() => waiting.length === 1)
  const stopped = engine.stop()
  expect(await (await metrics('the-t0ken')).text()).toContain('\ndelivery_ready 0\n')
  waiting[0].end('{}')
  await stopped
  await expect(metrics('the-t0ken')).rejects.toThrow('fetch failed')
})

it('names the destinations that there are when one is mistyped', async () => {
  await start()
  await expect(engine.pause('amce')).rejects.toThrow(
    'There is no destination "amce"; there are: acme. Did you mean "acme"?'
  )
})

it('refuses a store of the other mode', async () => {
  await start()
  await engine.stop()
  await expect(start({ mode: 'live' })).rejects.toMatchObject({ name: 'StoreOpenError' })
})
