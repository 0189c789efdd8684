import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../store/store'
import { useWorkers } from './harness'

const delivery = useWorkers({ sharedMs: 50 })

/** The store of the test as one that other processes use too, and what they tell. */
function shared() {
  const listeners: (() => void)[] = []
  const store = new Proxy(delivery.store, {
    get(target, name) {
      if (name === 'onChange') return (listener: () => void) => void listeners.push(listener)
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    }
  })
  return { store, tell: () => listeners.forEach((listener) => listener()) }
}

/** Another process accepts an event: these workers are not woken. */
async function acceptElsewhere(store: Store, id: string): Promise<void> {
  const body = JSON.stringify({ type: 'track', event: 'E', properties: { id } })
  const deliveries = [{ destination: 'toy', subscription: 'Send', state: 'pending' as const }]
  await store.accept([{ source: 'shop', messageId: id, fingerprint: 'f', receivedAt: Date.now(), body, deliveries }])
}

const asked = () => delivery.asked.map(({ id }) => id)

it('delivers what another process accepted, without a word of it', async () => {
  await delivery.start([delivery.config()], { store: shared().store })
  await sleep(100)
  await acceptElsewhere(delivery.store, 'a')
  await delivery.until(() => asked().includes('a'))
})

it('delivers what another process accepted at once when that is told', async () => {
  const { store, tell } = shared()
  await delivery.start([delivery.config()], { store, policy: { sharedMs: 3_600_000 } })
  await sleep(100)
  await acceptElsewhere(delivery.store, 'a')
  tell()
  await delivery.until(() => asked().includes('a'))
})

it('asks a store of its own only when something happens', async () => {
  let questions = 0
  const store = new Proxy(delivery.store, {
    get(target, name) {
      if (name === 'nextDue') questions++
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    }
  })
  await delivery.start([delivery.config()], { store })
  await sleep(100)
  const before = questions
  await sleep(300)
  expect(questions).toBe(before)
})

it('follows the pauses of other processes', async () => {
  const workers = await delivery.start([delivery.config()], { store: shared().store })
  await delivery.store.pause('toy', { by: 'operator', reason: 'Elsewhere.' })
  await delivery.until(() => workers.status().toy.pause?.reason === 'Elsewhere.')
  await acceptElsewhere(delivery.store, 'a')
  await sleep(200)
  expect(asked()).toEqual([])
  await delivery.store.resume('toy')
  await delivery.until(() => asked().includes('a'))
  expect(workers.status().toy.pause).toBeUndefined()
})

it('tries a vendor with one delivery when another process has found it down', async () => {
  const [minute, hour] = [60_000, 3_600_000]
  const workers = await delivery.start([delivery.config({ concurrency: 8 })], {
    store: shared().store,
    policy: { firstPauseMs: hour }
  })
  delivery.answer(() => ({ status: 503 }))
  await delivery.store.pause('toy', { by: 'outage', until: Date.now() + minute, reason: 'Down, as seen elsewhere.' })
  await delivery.until(() => workers.status().toy.pause !== undefined)
  for (const id of ['a', 'b', 'c']) await acceptElsewhere(delivery.store, id)
  delivery.skip(2 * minute)
  await delivery.until(() => workers.status().toy.pause?.reason.includes('server errors') === true)
  expect(asked()).toHaveLength(1)
})

it('keeps a pause of its own that is not stored yet', async () => {
  const sharedMs = 50
  let looks = 0
  const store = new Proxy(shared().store, {
    get(target, name) {
      // It is stored after the end of the test.
      if (name === 'pause') return () => new Promise(() => undefined)
      if (name === 'pauses') looks++
      return Reflect.get(target, name) as unknown
    }
  })
  // The workers look when the test lets the time between two looks pass.
  jest.useFakeTimers()
  try {
    const workers = await delivery.start([delivery.config()], { store, policy: { sharedMs } })
    const look = async () => {
      const before = looks
      jest.advanceTimersByTime(sharedMs)
      expect(looks).toBe(before + 1)
      // What they do after it is done when the store answers something later.
      await delivery.store.pauses()
    }
    await look()
    delivery.answer(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    await acceptElsewhere(delivery.store, 'a')
    workers.wake()
    await delivery.until(() => workers.status().toy.pause?.by === 'retry-after')
    await look()
    expect(workers.status().toy.pause?.by).toBe('retry-after')
    // Had it not been stored by the next look, somebody else would have resumed the destination.
    await look()
    expect(workers.status().toy.pause).toBeUndefined()
  } finally {
    jest.useRealTimers()
  }
})
