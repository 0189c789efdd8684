import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryConfig } from '@partner-destinations/delivery'
import { Reloading } from '../reloading'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reloading-'))
const file = path.join(folder, 'delivery.yaml')
afterAll(() => fs.rmSync(folder, { recursive: true }))

const config = (...sources: string[]) =>
  ({ store: 'a', sources: sources.map((name) => ({ name })), destinations: [] } as unknown as DeliveryConfig)

let told: string[]
let used: DeliveryConfig[]
let next: () => DeliveryConfig
let reloading: Reloading

beforeEach(() => {
  fs.writeFileSync(file, 'a')
  told = []
  used = []
  const tell = (_values: object, message: string) => void told.push(message)
  const delivery = {
    log: { info: tell, warn: tell, error: tell },
    reload: async (taken: DeliveryConfig) => {
      if (taken.store !== 'a') throw new Error('The "store" can\'t change.')
      used.push(taken)
    }
  }
  reloading = new Reloading(delivery, config('shop'), { file, text: 'a' }, () => next())
})
afterEach(() => reloading.close())

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await sleep(20)
}

it('uses a saved config, and says what has changed', async () => {
  next = () => config('shop', 'blog')
  fs.writeFileSync(file, 'bb')
  await until(() => told.length > 0)

  expect(used).toEqual([config('shop', 'blog')])
  expect(told).toEqual(['The source blog is new.'])
})

it('reads it on SIGHUP, and compares with the last one that was used', async () => {
  next = () => config('blog')
  process.emit('SIGHUP')
  next = () => config('blog')
  process.emit('SIGHUP')
  await until(() => used.length === 2)

  expect(told).toEqual(['The source shop was removed: its events are refused.', 'The source blog is new.'])
})

it.each([
  [
    'has mistakes',
    () => {
      throw new Error('delivery.yaml:1: sources: This is missing.')
    },
    'delivery.yaml:1: sources: This is missing.'
  ],
  ['has another store', () => ({ ...config('shop'), store: 'b' }), 'The "store" can\'t change.']
])('keeps the old config if the new one %s', async (_what, read, message) => {
  next = read
  process.emit('SIGHUP')
  await until(() => told.length > 0)

  expect(used).toEqual([])
  expect(told).toEqual([`The config stays as it was, because the new one can't be used:\n${message}`])
})
