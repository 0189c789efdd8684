import path from 'node:path'
import type { DestinationConfig } from '../../config/config'
import { noObserver } from '../../observer'
import { useWorkers } from './harness'

const delivery = useWorkers()

/** Threads that take so long to find the vendor's address. */
function slowThread(lookupMs: number) {
  return { module: path.join(__dirname, 'slow-toy-thread.ts'), data: { lookupMs } }
}

/** A destination with a limit, and a vendor whose address has to be looked up. */
function limited(requests: number, windowMs: number): DestinationConfig {
  const { settings, ...config } = delivery.config({ rateLimit: { requests, windowMs } })
  const url = new URL(settings.url as string)
  url.hostname = 'localhost'
  return { ...config, settings: { ...settings, url: url.href } }
}

describe('a request whose connection takes longer to be ready', () => {
  it('than its permit is good for is sent with another permit, and counts once', async () => {
    let counted = 0
    const observer = { ...noObserver, sent: (_name: string, requests: number) => void (counted += requests) }
    const grantedAfter = delivery.watchPermits()
    await delivery.start([limited(2, 1_000)], { thread: slowThread(300), observer })
    await delivery.accept(...['a', 'b', 'c', 'd'].map((id) => ({ id })))
    await delivery.until(async () => (await delivery.count('delivered')) === 4)
    const times = delivery.asked.map(({ at }) => at)
    expect(times).toHaveLength(4)
    // The first two permits were not used. The third request is not in the same window as the first one, which came after
    // the third permit.
    expect(times[2] - grantedAfter[2]).toBeGreaterThanOrEqual(1_000)
    expect(times[3] - grantedAfter[3]).toBeGreaterThanOrEqual(1_000)
    expect(counted).toBe(4)
    const deliveries = await delivery.deliveries()
    expect(deliveries.map(({ attempts, possibleDuplicate }) => [attempts, possibleDuplicate])).toEqual(
      Array(4).fill([1, false])
    )
    const [{ exchanges }] = deliveries[0].attemptRows
    expect(exchanges).toHaveLength(1)
  })

  it('than the lease lasts is not sent', async () => {
    let isLost = false
    const renew = delivery.store.renew.bind(delivery.store)
    delivery.store.renew = () => (isLost ? new Promise<boolean>(() => undefined) : renew())
    await delivery.start([limited(1, 60_000)], { thread: slowThread(400), policy: { leaseMs: 150 } })
    await delivery.accept({ id: 'a' })
    await delivery.until(() => delivery.waits.length === 1)
    isLost = true
    await delivery.until(async () => (await delivery.count('pending')) === 1)
    expect(delivery.asked).toEqual([])
  })
})
