import fs from 'node:fs'
import path from 'node:path'
import type { DeliveryConfig } from '../config/config'
import { openExistingStore } from '../store/existing'
import { openStore } from '../store/open'
import { StoreUnavailableError } from '../store/store'
import { useEngine } from './running-engine'

const use = useEngine()

const other = () => path.join(use.folder, 'other.db')

/** Two destinations: `acme` is in the store of all, and `beta` in one of its own. */
const divided = (store = other()): Partial<DeliveryConfig> => ({
  destinations: [use.destination('acme'), use.destination('beta', { store })]
})

it('delivers from the store of each destination', async () => {
  await use.start(divided())
  await use.send({ id: 'm1' }, { id: 'm2' })
  await use.delivered(2)
  await use.delivered(2, 'beta')
  expect(use.asked.map(({ destination }) => destination).sort()).toEqual(['acme', 'acme', 'beta', 'beta'])
  await use.engine.pause('beta')
  expect((await use.engine.destinations()).map(({ name, pause }) => [name, pause !== undefined])).toEqual([
    ['acme', false],
    ['beta', true]
  ])
  await use.engine.stop()
  for (const [file, name] of [
    [use.store, 'acme'],
    [other(), 'beta']
  ]) {
    const store = await openExistingStore(file)
    expect(Object.keys(await store.counts())).toEqual([name])
    await store.close()
  }
})

it('keeps its ids when it starts again', async () => {
  await use.start(divided())
  await use.send({ id: 'm1' })
  await use.delivered(1, 'beta')
  const [before] = await use.engine.deliveries({ destination: 'beta', limit: 1 })
  await use.engine.stop()
  await use.start({ destinations: [use.destination('beta', { store: other() }), use.destination('acme')] })
  expect((await use.engine.delivery(before.id))?.messageId).toBe('m1')
})

it('writes its address beside each file, and removes it', async () => {
  const operating = { port: 0, guard: (_c: unknown, next: () => Promise<void>) => next() }
  await use.start(divided(), { operating })
  const files = [use.store, other()].map((file) => `${file}.address`)
  expect(files.map((file) => fs.existsSync(file))).toEqual([true, true])
  await use.engine.stop()
  expect(files.map((file) => fs.existsSync(file))).toEqual([false, false])
})

describe('while one of the stores fails', () => {
  let isDown: boolean

  /** The second store can be down. */
  const failing: typeof openStore = async (location, ...rest) => {
    const store = await openStore(location, ...rest)
    if (location !== other()) return store
    return new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name) as ((...args: unknown[]) => Promise<unknown>) | undefined
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          if (isDown && name !== 'close') throw new StoreUnavailableError('The server does not answer.')
          return value.apply(target, args)
        }
      }
    })
  }

  it('delivers from the others, and loses and repeats nothing', async () => {
    isDown = false
    use.answer(({ id }) => (id === 'm0' ? { status: 500 } : {}))
    await use.start(divided(), { openStore: failing })
    await use.send({ id: 'm0' })
    await use.until(() => use.asked.filter(({ destination }) => destination === 'acme').length >= 1)
    isDown = true
    use.answer(() => ({}))
    expect((await use.send({ id: 'm1' })).status).toBe(429)
    await use.until(() => use.asked.some(({ destination, id }) => destination === 'acme' && id === 'm1'))
    await use.until(() => use.asked.filter(({ destination, id }) => destination === 'acme' && id === 'm0').length > 1)
    expect((await use.engine.unreadiness()).join(' ')).toContain('The server does not answer.')

    isDown = false
    expect((await use.send({ id: 'm1' })).status).toBe(200)
    await use.delivered(2, 'beta')
    await use.delivered(2)
    const asked = use.asked.filter(({ id }) => id === 'm1').map(({ destination }) => destination)
    expect(asked.sort()).toEqual(['acme', 'beta'])
  })
})

it('refuses another store for a destination whose deliveries wait in its old one', async () => {
  await use.start(divided())
  await use.engine.pause('beta')
  await use.send({ id: 'm1' })
  await use.engine.stop()
  const gamma = use.destination('gamma', { store: other() })
  const moved = { destinations: [use.destination('acme'), use.destination('beta'), gamma] }
  await expect(use.start(moved)).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: `In ${other()}, deliveries of the destination "beta" wait (1), and the config gives it the store ${
      use.store
    }. Give it its old "store" until they are delivered.`
  })
})

it('takes a new destination while it runs only if its store is open', async () => {
  await use.start(divided())
  const config = use.config(divided())
  const gamma = (store: string) =>
    use.config({ destinations: [...config.destinations, use.destination('gamma', { store })] })
  await use.engine.reload(gamma(other()))
  await use.send({ id: 'm1' })
  await use.delivered(1, 'gamma')
  const refused =
    'The "store" of the destination "gamma" can\'t change while delivery runs. Restart it to use another one.'
  await expect(use.engine.reload(gamma(path.join(use.folder, 'third.db')))).rejects.toThrow(refused)
  await expect(use.engine.reload(gamma(use.store))).rejects.toThrow(refused)
})
