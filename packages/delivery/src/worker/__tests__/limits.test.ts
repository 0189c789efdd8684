import { useWorkers } from './harness'

const delivery = useWorkers()

async function delivered(count: number, destination = 'toy'): Promise<void> {
  await delivery.until(async () => (await delivery.count('delivered', destination)) === count)
}

const rateLimit = { requests: 3, windowMs: 400 }

/** The most requests that the vendor got in any window. */
function mostInWindow(): number {
  const times = delivery.asked.map(({ at }) => at)
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + rateLimit.windowMs).length))
}

describe('a rate limit', () => {
  it('counts each request, and is never exceeded', async () => {
    await delivery.start([delivery.config({ rateLimit })])
    await delivery.accept({ id: 'a', requests: 2 }, { id: 'b', requests: 2 }, { id: 'c', requests: 3 })
    await delivered(3)
    expect(delivery.asked).toHaveLength(7)
    expect(mostInWindow()).toBeLessThanOrEqual(3)
    expect(delivery.waits).toHaveLength(7)
    expect(Math.max(...delivery.waits)).toBeGreaterThan(0.3)
  })

  it('claims nothing while no request may be sent', async () => {
    const limited = delivery.config({ rateLimit: { requests: 1, windowMs: 60_000 }, concurrency: 1 })
    const workers = await delivery.start([limited])
    await delivery.accept(...['a', 'b', 'c', 'd'].map((id) => ({ id })))
    await delivered(1)
    await delivery.until(() => workers.status().toy.limitedUntil !== undefined)
    expect(workers.status().toy.limitedUntil).toBeGreaterThan(Date.now() + 30_000)
    const claimed = await delivery.count('inFlight')
    await delivery.accept({ id: 'e' })
    expect(await delivery.count('inFlight')).toBe(claimed)
    expect(delivery.asked).toHaveLength(1)
  })

  it('does not count as time of the attempt', async () => {
    await delivery.start([delivery.config({ rateLimit: { requests: 1, windowMs: 500 } })], {
      policy: { attemptMs: 300 }
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
    await new Promise((resolve) => setTimeout(resolve, 500))
    answer()
    await delivery.until(() => delivery.settled.length === 1)
    expect(delivery.asked).toHaveLength(1)
    expect(delivery.settled).toEqual(['retry INTERRUPTED'])
    await delivery.accept({ id: 'b' })
    expect(await delivery.count('inFlight')).toBe(0)
  })
})
