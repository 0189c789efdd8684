import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryConfig, DestinationConfig } from '../config/config'
import { Engine } from '../engine'
import type { EngineOptions } from '../engine'
import type { DeliveryDetails } from '../store/store'
import { mapping, toy } from '../worker/__tests__/toy'
import type { Behaviour } from '../worker/__tests__/toy'
import { deliveryConfig, destinationConfig } from './invented-config'

/** What a vendor is asked: the name of the destination is the path. */
export interface Asked {
  destination: string
  key?: string
  id: string
}

/** What a vendor answers; 0 resets the connection, and `never` does not answer at all. */
export type Answer = { status?: number | 'never'; headers?: Record<string, string> }

export interface SentEvent {
  id: string
  userId?: string
  behaviour?: Behaviour
}

/** An engine with a store in a folder of its own, toy destinations and their vendor, for each test of a file. */
export function useEngine() {
  const asked: Asked[] = []
  const lines: { level: string; message: string; values: object }[] = []
  let answer: (asked: Asked) => Answer = () => ({})
  let clockOffset = 0
  let folder = ''
  let engine: Engine | undefined
  const vendor = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const { id } = JSON.parse(body) as { id: string }
      const one = { destination: String(request.url).slice(1), key: request.headers['x-key'] as string, id }
      asked.push(one)
      const { status = 200, headers = {} } = answer(one)
      if (status === 'never') return
      if (status === 0) return void request.socket.destroy()
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}')
    })()
  })
  const line = (level: string) => (values: object, message: string) => void lines.push({ level, message, values })

  const running = (): Engine => {
    if (!engine) throw new Error('The engine was not started.')
    return engine
  }
  const use = {
    asked,
    lines,
    get engine(): Engine {
      return running()
    },
    get folder(): string {
      return folder
    },
    get store(): string {
      return path.join(folder, 'delivery.db')
    },
    answer(by: typeof answer): void {
      answer = by
    },
    /** Moves the clock of the engine. */
    moveClock(ms: number): void {
      clockOffset += ms
    },
    destination(name: string, changes: Partial<DestinationConfig> = {}): DestinationConfig {
      const { port } = vendor.address() as AddressInfo
      return destinationConfig({
        name,
        destination: 'toy',
        definition: toy,
        settings: { url: `http://127.0.0.1:${port}/${name}`, apiKey: 'first-s3cret-key' },
        subscriptions: [{ name: 'Tracks', subscribe: 'type = "track"', partnerAction: 'send', mapping }],
        concurrency: 10,
        retryWindowMs: 4 * 3_600_000,
        maxLaneBlockMs: 900_000,
        ...changes
      })
    },
    config(changes: Partial<DeliveryConfig> = {}): DeliveryConfig {
      const retention = { deliveredMs: 3_600_000, failedMs: 3_600_000 }
      return deliveryConfig({
        store: use.store,
        destinations: [use.destination('acme')],
        retention,
        maxBacklog: 100_000,
        ...changes
      })
    },
    async start(changes: Partial<DeliveryConfig> = {}, options: Partial<EngineOptions> = {}): Promise<Engine> {
      return (engine = await Engine.start({
        config: use.config(changes),
        mode: 'sandbox',
        thread: { module: require.resolve('../worker/__tests__/toy-thread'), data: undefined },
        threads: 1,
        port: 0,
        host: '127.0.0.1',
        clock: () => Date.now() + clockOffset,
        log: { info: line('info'), warn: line('warn'), error: line('error') },
        ...options
      }))
    },
    /** Sends events in one batch. */
    async send(...events: SentEvent[]): Promise<Response> {
      const batch = events.map(({ id, userId = id, ...properties }) => {
        return { type: 'track', event: 'Sent', messageId: id, userId, properties: { id, ...properties } }
      })
      const body = JSON.stringify({ batch, writeKey: 'shop-key' })
      return fetch(`http://127.0.0.1:${running().port}/v1/batch`, { method: 'POST', body })
    },
    async counts(name = 'acme') {
      return (await running().counts())[name]
    },
    /** Every delivery of a destination by the id of its event. */
    async deliveries(name = 'acme'): Promise<Record<string, DeliveryDetails>> {
      const rows = await running().deliveries({ destination: name, limit: 500 })
      const details = (await Promise.all(rows.map(({ id }) => running().delivery(id)))) as DeliveryDetails[]
      return Object.fromEntries(details.map((one) => [one.messageId, one]))
    },
    async delivered(count: number, name = 'acme'): Promise<void> {
      await use.until(async () => (await use.counts(name)).delivered >= count)
    },
    async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
      const deadline = performance.now() + 50_000
      while (!(await isSo())) {
        if (performance.now() > deadline) throw new Error(`It never came to this: ${String(isSo)}`)
        await sleep(10)
      }
    }
  }

  beforeAll(async () => {
    vendor.listen(0, '127.0.0.1')
    await once(vendor, 'listening')
  })
  beforeEach(() => {
    asked.length = lines.length = clockOffset = 0
    answer = () => ({})
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-'))
  })
  afterEach(async () => {
    await engine?.kill()
    engine = undefined
    fs.rmSync(folder, { recursive: true })
  })
  afterAll(() => {
    vendor.close()
    vendor.closeAllConnections()
  })
  return use
}

/** Events of users of their own. */
export function events(prefix: string, count: number): SentEvent[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}` }))
}
