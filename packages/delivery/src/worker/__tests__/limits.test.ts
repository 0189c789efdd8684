import { useWorkers } from './harness'

const delivery = useWorkers()

async function delivered(count: number, destination = 'toy'): Promise<void> {
  await delivery.until(async () => (await delivery.count('delivered', destination)) === count)
}

const rateLimit = { requests: 3, windowMs: 400 }

describe('a rate limit', () => {
  it('counts each request, and is never exceeded', async () => {
    const grantedAfter = delivery.watchPermits()
    await delivery.accept(...[2, 2, 2, 1].map((requests, index) => ({ id: `${index}`, requests })))
    await delivery.start([delivery.config({ rateLimit })])
    await delivered(4)
    expect(delivery.asked).toHaveLength(7)
    // Of any four requests, the last one comes a window after the first one was allowed, which it was before it came.
    const tooSoon = delivery.asked.slice(3).filter(({ at }, index) => at - grantedAfter[index] < rateLimit.windowMs)
    expect(tooSoon).toEqual([])
    // On a busy machine, a permit can come too late for its request, which then waits for another one.
    expect(delivery.waits).toHaveLength(grantedAfter.length)
    // Four ask at the same time, and one of them has to wait until the first one is a window ago.
    expect(Math.max(...delivery.waits)).toBeGreaterThan(0.3)
  })

  it('claims nothing while no request may be sent', async () => {
    const windowMs = 600_000
    // There is room for more than is accepted.
    const limited = delivery.config({ rateLimit: { requests: 1, windowMs } })
    const workers = await delivery.start([limited, delivery.config({ name: 'other' })])
    const began = Date.now()
    await delivery.accept(...['a', 'b', 'c', 'd'].map((id) => ({ id })))
    await delivered(1)
    await delivery.until(() => workers.status().toy.limitedUntil !== undefined)
    expect(workers.status().toy.limitedUntil).toBeGreaterThan(began + windowMs)
    // A claim is for all destinations, so what was claimed before the limit was known is counted by then.
    await delivery.accept({ id: 'f', destination: 'other' })
    await delivered(1, 'other')
    const claimed = await delivery.count('inFlight')
    await delivery.accept({ id: 'e' }, { id: 'g', destination: 'other' })
    await delivered(2, 'other')
    expect(await delivery.count('inFlight')).toBe(claimed)
    expect(delivery.asked.filter(({ path }) => path === '/toy')).toHaveLength(1)
  })

  it('does not count as time of the attempt', async () => {
    // The attempt itself would have to hang to take so long. Each second, the thread looks whether one has.
    const attemptMs = 2_000
    await delivery.start([delivery.config({ rateLimit: { requests: 1, windowMs: attemptMs + 2_000 } })], {
      policy: { attemptMs }
    })
    await delivery.accept({ id: 'a', requests: 2 })
    await delivered(1)
    expect((await delivery.deliveries())[0].attempts).toBe(1)
  })

  it('slows no other destination', async () => {
    const limited = delivery.config({ name: 'limited', rateLimit: { requests: 1, windowMs: 60_000 } })
    await delivery.start([limited, delivery.config()])
    await delivery.accept(...['a', 'b', 'c'].map((id) => ({ id, destination: 'limited' })))
    await delivered(1, 'limited')
    await delivery.accept(...['d', 'e', 'f'].map((id) => ({ id })))
    await delivered(3)
  })

  it('gives back what waits for it when the destination is paused', async () => {
    const limited = delivery.config({ rateLimit: { requests: 1, windowMs: 60_000 } })
    const workers = await delivery.start([limited])
    await delivery.accept({ id: 'a' }, { id: 'b' })
    await delivered(1)
    await delivery.until(() => workers.status().toy.limitedUntil !== undefined)
    await workers.pause('toy', 'Wait.')
    await delivery.until(async () => (await delivery.count('pending')) === 1)
    expect((await delivery.deliveries()).map(({ attempts }) => attempts)).toEqual([1, 0])
  })

  it('attempts again what was interrupted between two requests', async () => {
    const workers = await delivery.start([delivery.config({ rateLimit: { requests: 1, windowMs: 60_000 } })])
    await delivery.accept({ id: 'a', requests: 2 })
    await delivery.until(() => workers.status().toy.limitedUntil !== undefined)
    await workers.pause('toy', 'Wait.')
    await delivery.until(() => delivery.settled.length === 1)
    expect(delivery.settled).toEqual(['retry INTERRUPTED'])
  })
})

describe('the lease', () => {
  it('that runs out lets nothing more be sent', async () => {
    let isLost = false
    const { store } = delivery
    const renew = store.renew.bind(store)
    store.renew = () => (isLost ? new Promise<boolean>(() => undefined) : renew())
    let answer = () => undefined as void
    const answered = new Promise<void>((resolve) => (answer = resolve))
    delivery.answer(() => ({ when: answered }))
    await delivery.start([delivery.config()], { policy: { leaseMs: 300 } })
    await delivery.accept({ id: 'a', requests: 2 })
    await delivery.until(() => delivery.asked.length === 1)
    isLost = true
    const before = delivery.settled.length
    await new Promise((resolve) => setTimeout(resolve, 500))
    answer()
    await delivery.until(() => delivery.settled.length > before)
    expect(delivery.asked).toHaveLength(1)
    expect(delivery.settled.slice(before)).toEqual(['retry INTERRUPTED'])
    const claim = jest.spyOn(store, 'claim')
    await delivery.accept({ id: 'b' })
    // By the time of an answer of the store, the workers have looked for work.
    expect(await delivery.count('pending')).toBeGreaterThan(0)
    expect(claim).not.toHaveBeenCalled()
    expect(await delivery.count('inFlight')).toBe(0)
  })
})
