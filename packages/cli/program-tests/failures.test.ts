import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Difference, Operation, Resent, ShownGroup } from '@partner-destinations/delivery/wire'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { runBin } from '../src/commands/__tests__/bin'
import { Delivering } from './delivering'

const users = 50
const ordersOfEach = 20
const orders = users * ordersOfEach

/** Users take turns, and the products of each tell in which order they were bought. */
const events = Array.from({ length: orders }, (_, index) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `order ${index}`,
  userId: `u${index % users}`,
  properties: { products: [{ sku: `p${index}` }] }
}))

interface Buyer {
  userId: string
  events: object[]
}

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'failures-')))
let delivering: Delivering
afterAll(async () => {
  await delivering.end('SIGKILL')
  fs.rmSync(folder, { recursive: true })
})

/** Writes the config, whose mapping takes the ids of products from a place in each of them. JSON is YAML. */
function saveConfig(productId: string, store: string): void {
  const mapping = { product_ids: { '@arrayPath': ['$.properties.products', { '@path': productId }] } }
  const subscribe = 'type = "track" and event = "Order Completed"'
  const subscriptions = [{ name: 'Orders', action: 'trackCommerceEvent', subscribe, mapping }]
  const wigzo = { settings: demoSettingsOf('wigzo'), subscriptions }
  const config = { store, sources: { shop: { writeKey: 'demo' } }, destinations: { wigzo } }
  fs.writeFileSync(path.join(folder, 'delivery.yaml'), JSON.stringify(config))
}

/** What the vendor holds, without the order in which users came, which is by chance. */
async function held(): Promise<Buyer[]> {
  const { users: buyers } = await delivering.operate<{ users: Buyer[] }>('/sandbox/wigzo')
  return buyers.sort((one, other) => one.userId.localeCompare(other.userId))
}

async function run<Result>(...args: string[]): Promise<Result> {
  const { stdout, stderr, code } = await runBin([...args, '--json'], { cwd: folder })
  expect([stderr, code]).toEqual(['', 0])
  return JSON.parse(stdout) as Result
}

it('a thousand events that failed by a mistake in a mapping arrive as if nothing had happened', async () => {
  saveConfig('$.sku', './without-mistake.db')
  delivering = await Delivering.start(folder)
  await delivering.send('batch', { batch: events })
  await delivering.reached('wigzo', 'delivered', orders)
  const right = await held()
  expect(right.map(({ events: bought }) => bought.length)).toEqual(Array<number>(users).fill(ordersOfEach))
  await delivering.end('SIGKILL')

  saveConfig('$.id', './delivery.db')
  delivering = await Delivering.start(folder)
  await delivering.send('batch', { batch: events })
  await delivering.reached('wigzo', 'failed', orders)
  const groups = await run<ShownGroup[]>('failures', 'list')
  expect(groups).toMatchObject([
    { destination: 'wigzo', subscription: 'Orders', action: 'trackCommerceEvent', count: orders }
  ])
  const group = ['--group', String(groups[0].id)]
  const { stdout } = await runBin(['failures', 'show', ...group], { cwd: folder })
  expect(stdout).toMatch(/── Mapped payload\n[^]*"product_ids": \[\]/)

  saveConfig('$.sku', './delivery.db')
  await delivering.logs('The config was reloaded.')
  const difference = await run<Difference>('failures', 'resend', ...group, '--dry-run')
  expect(difference).toMatchObject({ compared: orders, groups: [{ outcome: 'delivered', count: orders }] })
  expect(await held()).toEqual([])

  expect(await run<Resent>('failures', 'resend', ...group, '--first', '10')).toEqual({ resent: 10, failed: 990 })
  await delivering.reached('wigzo', 'delivered', 10)
  const first = (await held()).flatMap(({ events: bought }) => bought)
  expect(first.map((bought) => JSON.stringify(bought).match(/p\d+/)?.[0]).sort()).toEqual(
    events.slice(0, 10).map((event) => event.properties.products[0].sku)
  )

  expect(await run<Resent>('failures', 'resend', ...group)).toEqual({ resent: 990, failed: 0 })
  await delivering.reached('wigzo', 'delivered', orders)
  expect(await held()).toEqual(right)
  expect(await run('failures', 'list')).toEqual([])

  const operations = await run<Operation[]>('operations')
  const who = os.userInfo().username
  expect(operations).toMatchObject([
    { who, action: 'resend', what: { group: groups[0].id }, count: 990 },
    { who, action: 'resend', what: { group: groups[0].id, first: 10 }, count: 10 },
    { who, action: 'config', what: { changes: ['The destination wigzo has changed: subscriptions.'] } }
  ])
})
