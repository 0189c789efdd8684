import { setTimeout as sleep } from 'node:timers/promises'
import type { DestinationConfig } from '../../config/config'
import type { WorkerPolicy } from '../policy'
import type { Workers } from '../workers'
import { useWorkers } from './harness'

const delivery = useWorkers()

function events(count: number, destination = 'toy') {
  return Array.from({ length: count }, (_, index) => ({ id: `${destination}${index}`, destination }))
}

async function delivered(count: number, destination = 'toy'): Promise<void> {
  await delivery.until(async () => (await delivery.count('delivered', destination)) === count)
}

describe('a pause by hand', () => {
  it('holds back one destination until it is resumed', async () => {
    const workers = await delivery.start([delivery.config(), delivery.config({ name: 'other' })])
    await workers.pause('toy', 'The vendor migrates.')
    await delivery.accept(...events(2), ...events(2, 'other'))
    await delivered(2, 'other')
    expect(workers.status().toy).toEqual({
      inFlight: 0,
      waiting: 0,
      pause: { by: 'operator', reason: 'The vendor migrates.' }
    })
    expect(await delivery.count('pending')).toBe(2)
    await workers.resume('toy')
    await delivered(2)
  })

  it('lasts across a restart', async () => {
    const before = await delivery.start([delivery.config()])
    await before.pause('toy', 'The vendor migrates.')
    await before.stop(1000)
    const workers = await delivery.start([delivery.config(), delivery.config({ name: 'other' })])
    await delivery.accept(...events(1), ...events(1, 'other'))
    await delivered(1, 'other')
    expect(delivery.asked.map(({ path }) => path)).toEqual(['/other'])
    await workers.resume('toy')
    await delivered(1)
  })

  it('lets what is in flight finish, and gives back the rest', async () => {
    let answer = () => undefined as void
    const answered = new Promise<void>((resolve) => (answer = resolve))
    delivery.answer(() => ({ when: answered }))
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept(...events(3))
    await delivery.until(() => delivery.asked.length === 1 && workers.status().toy.waiting === 1)
    await workers.pause('toy', 'Wait.')
    answer()
    await delivered(1)
    await delivery.until(async () => (await delivery.count('pending')) === 2)
    expect(delivery.asked).toHaveLength(1)
    expect((await delivery.deliveries()).map(({ attempts }) => attempts)).toEqual([1, 0, 0])
  })
})

describe('a vendor', () => {
  it('that asks to wait is asked nothing until then', async () => {
    delivery.answer(() => (delivery.asked.length === 1 ? { status: 429, headers: { 'retry-after': '0.4' } } : {}))
    const { store } = delivery
    const pause = jest.spyOn(store, 'pause')
    await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept(...events(3))
    await delivered(3)
    expect(pause.mock.calls).toEqual([
      ['toy', { by: 'retry-after', reason: expect.any(String), until: expect.any(Number) }]
    ])
    expect(delivery.asked[1].at - delivery.asked[0].at).toBeGreaterThanOrEqual(400)
  })

  it('that answers 429 without a time is asked less and less often', async () => {
    delivery.answer(() => ({ status: 429 }))
    const workers = await delivery.start([delivery.config({ concurrency: 1 })], {
      policy: { firstPauseMs: 100, maxPauseMs: 400 }
    })
    await delivery.accept(...events(5))
    await delivery.until(() => delivery.asked.length >= 4)
    const gaps = delivery.asked.slice(1, 4).map(({ at }, index) => at - delivery.asked[index].at)
    expect(gaps.map((gap, index) => gap >= 100 * 2 ** index)).toEqual([true, true, true])
    await delivery.until(() => workers.status().toy.pause?.by === 'retry-after')
  })

  it('that refuses the credentials ten times in a row is paused until somebody resumes it', async () => {
    delivery.answer(() => ({ status: 401 }))
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept(...events(14))
    await delivery.until(() => workers.status().toy.pause !== undefined)
    await delivery.until(async () => (await delivery.count('pending')) === 4)
    expect(await delivery.count('failed')).toBe(10)
    const pause = { by: 'authentication', reason: expect.stringContaining('10 times in a row') as unknown }
    expect(workers.status().toy.pause).toEqual(pause)
    await delivery.until(async () => (await delivery.store.pauses()).toy !== undefined)
    delivery.answer(() => ({}))
    await workers.resume('toy')
    await delivered(4)
  })

  it('that refuses the credentials now and then is not paused', async () => {
    delivery.answer(() => ({ status: delivery.asked.length % 10 === 0 ? 200 : 403 }))
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept(...events(30))
    await delivered(3)
    expect(workers.status().toy.pause).toBeUndefined()
  })

  it.each([
    ['answers with server errors', 500],
    ['ends connections', 0]
  ])('that %s is asked by one delivery at a time, until one succeeds', async (_what, status) => {
    let isDown = true
    let now = 0
    let most = 0
    delivery.answer(() => {
      now++
      if (delivery.asked.length > 8) most = Math.max(most, now)
      return { status: isDown ? status : 200, when: sleep(5).then(() => now--) }
    })
    const workers = await delivery.start([delivery.config({ concurrency: 4 })])
    await delivery.accept(...events(10))
    await delivery.until(() => delivery.asked.length >= 12)
    expect(most).toBe(1)
    await delivery.until(() => workers.status().toy.pause?.by === 'outage')
    isDown = false
    await delivered(10)
    expect(workers.status().toy.pause).toBeUndefined()
  })

  it('that fails for one event is not paused', async () => {
    delivery.answer(({ id }) => ({ status: id === 'poison' ? 500 : 200 }))
    const workers = await delivery.start([delivery.config()])
    await delivery.accept({ id: 'poison' })
    await delivery.until(() => delivery.settled.length >= 8)
    expect(workers.status().toy.pause).toBeUndefined()
  })

  it('that fails for some events is asked with others too', async () => {
    delivery.answer(({ id }) => ({ status: id?.startsWith('poison') ? 500 : 200 }))
    const workers = await delivery.start([delivery.config({ concurrency: 5 })], {
      // What failed is always due before the pause ends.
      policy: { firstBackoffMs: 1, maxBackoffMs: 1, firstPauseMs: 200, maxPauseMs: 200 }
    })
    await delivery.accept(...Array.from({ length: 5 }, (_, index) => ({ id: `poison-${index}` })))
    await delivery.until(() => workers.status().toy.pause?.by === 'outage')
    await delivery.accept({ id: 'good' })
    const before = delivery.asked.length
    await delivered(1)
    // Another one may have been claimed already.
    const next = delivery.asked.slice(before, before + 2).map(({ id }) => id)
    expect(next).toContain('good')
  })

  describe('that was found down before the workers started', () => {
    const minute = 60_000
    let workers: Workers

    const start = async (changes: Partial<DestinationConfig>, policy: Partial<WorkerPolicy> = {}) => {
      delivery.answer(() => ({ status: 503 }))
      await delivery.store.pause('toy', { by: 'outage', until: Date.now() + minute, reason: 'Down.' })
      workers = await delivery.start([delivery.config(changes)], { policy })
    }

    it('is asked by one delivery at a time', async () => {
      await start({ concurrency: 8 }, { firstPauseMs: 60 * minute })
      await delivery.accept(...events(10))
      delivery.skip(2 * minute)
      await delivery.until(() => workers.status().toy.pause?.reason.includes('server errors') === true)
      expect(delivery.asked).toHaveLength(1)
    })

    it('has nothing fail, not even after the retry window', async () => {
      await start({ retryWindowMs: 1, maxLaneBlockMs: 1 })
      await delivery.accept({ id: 'a' })
      delivery.skip(2 * minute)
      await delivery.until(() => delivery.asked.length === 5)
      delivery.answer(() => ({}))
      await delivered(1)
      expect(await delivery.count('failed')).toBe(0)
      expect(workers.status().toy.pause).toBeUndefined()
    })
  })

  it('that never answers does not slow another', async () => {
    delivery.answer(({ path }) => (path === '/toy' ? { when: new Promise(() => undefined) } : {}))
    await delivery.start([delivery.config(), delivery.config({ name: 'other' })])
    await delivery.accept(...events(20), ...events(20, 'other'))
    await delivered(20, 'other')
    expect(await delivery.count('delivered')).toBe(0)
  })
})
