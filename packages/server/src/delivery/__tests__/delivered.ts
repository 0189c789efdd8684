import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultConfig } from '@partner-destinations/delivery'
import type { DeliveryConfig } from '@partner-destinations/delivery'
import { client } from '../../__tests__/http-client'
import { defaultDirectory } from '../../destinations'
import { catalogOf } from '../catalog'
import { startDelivery } from '../start'
import type { Delivery } from '../start'

type Counts = Record<string, Record<'pending' | 'inFlight' | 'delivered' | 'filtered' | 'failed', number>>

/** Delivery to the sandbox from a store in a folder of its own, as somebody sees it who only has HTTP. */
export class Delivered {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-'))
  readonly store = path.join(this.folder, 'delivery.db')
  readonly config: DeliveryConfig = { ...defaultConfig(catalogOf(defaultDirectory)), store: this.store }
  readonly lines: string[] = []
  running?: Delivery

  async start(options: Partial<Parameters<typeof startDelivery>[0]> = {}): Promise<Delivery> {
    this.running = await startDelivery({
      config: this.config,
      directory: defaultDirectory,
      live: false,
      host: '127.0.0.1',
      port: 0,
      operatingPort: 0,
      threads: 1,
      logTo: { write: (line) => this.lines.push(line) },
      ...options
    })
    return this.running
  }

  async remove(): Promise<void> {
    await this.running?.kill()
    fs.rmSync(this.folder, { recursive: true })
  }

  /** Sends a call of the Tracking API. */
  send(call: string, body: object, writeKey = 'demo') {
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`
    return client(this.engine.port)('POST', `/v1/${call}`, body, { authorization })
  }

  operate(method: string, where: string, body?: unknown, headers?: Record<string, string>) {
    return client(Number(new URL(this.engine.operatingUrl ?? '').port))(method, where, body, headers)
  }

  async counts(): Promise<Counts> {
    return (await this.operate('GET', '/api/counts')).body as Counts
  }

  /** Waits until so many events are in the store, for a destination that gets or refuses every event. */
  async accepted(events: number): Promise<void> {
    const deadline = performance.now() + 30_000
    for (;;) {
      const { wishpond } = await this.counts()
      if (Object.values(wishpond).reduce((sum, count) => sum + count, 0) === events) return
      if (performance.now() > deadline) throw new Error(`The store should have ${events} events.`)
      await sleep(20)
    }
  }

  /** Waits until nothing is to be done for these destinations. */
  async settled(...names: string[]): Promise<Counts> {
    const deadline = performance.now() + 30_000
    for (;;) {
      const counts = await this.counts()
      if (names.every((name) => counts[name].pending + counts[name].inFlight === 0)) return counts
      if (performance.now() > deadline) throw new Error(`It is not done: ${JSON.stringify(counts)}`)
      await sleep(20)
    }
  }

  async holdings(name: string) {
    return (await this.operate('GET', `/sandbox/${name}`)).body as Record<string, { length: number }>
  }

  private get engine() {
    if (!this.running) throw new Error('Delivery was not started.')
    return this.running.engine
  }
}

/** Expects that each vendor's stand-in holds Ada, and what she did, as she comes with both of Segment's libraries. */
export async function expectAda(delivered: Delivered): Promise<void> {
  expect(await delivered.holdings('wishpond')).toMatchObject({
    leads: [{ cid: 'ada', attributes: { email: 'ada@example.com' }, events: [{ event: 'Order Completed' }] }]
  })
  expect(await delivered.holdings('wigzo')).toMatchObject({ users: [{ attributes: { email: 'ada@example.com' } }] })
  expect(await delivered.holdings('refersion')).toMatchObject({ affiliates: [{ email: 'ada@example.com' }] })
}
