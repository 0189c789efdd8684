import { openStore } from '../store/open'
import { noObserver } from '../observer'
import { useWorkers } from '../worker/__tests__/harness'
import { workerPolicy } from '../worker/policy'
import { events, useEngine } from './running-engine'

const hour = 3_600_000

describe('a clock that jumps', () => {
  const running = useEngine()
  afterEach(() => jest.restoreAllMocks())

  it.each([
    ['forward', 5 * hour, 7],
    // What waits for another attempt is brought near within half a minute, which the tests of the store show.
    ['backward', -5 * hour, 6]
  ])('%s by hours loses nothing, and holds nothing up', async (_where, ms, delivered) => {
    const failed: string[] = []
    running.answer(({ id }) => {
      if (failed.length > 0 || id !== 'again') return {}
      failed.push(id)
      return { status: 503 }
    })
    // The clock jumps long before it is attempted again.
    jest.replaceProperty(workerPolicy, 'firstBackoffMs', 120_000)
    await running.start()
    await running.send(...events('m', 3), { id: 'again' })
    await running.until(async () => (await running.deliveries()).again?.reason?.code === '503')
    running.moveClock(ms)
    await running.send(...events('n', 3))
    await running.delivered(delivered)
    expect(await running.counts()).toMatchObject({ pending: 7 - delivered, inFlight: 0, failed: 0 })
    expect(await running.engine.unreadiness()).toEqual([])
  })
})

describe('a clock that is set back during a pause', () => {
  const delivery = useWorkers()

  it('does not make it longer', async () => {
    let offset = 0
    const clock = () => Date.now() + offset
    const retention = { deliveredMs: hour, failedMs: hour }
    const store = await openStore(':memory:', { mode: 'sandbox', maxBacklog: 100, retention }, clock, noObserver)
    const config = delivery.config()
    const policy = { leaseMs: 300, outageAfter: 1, firstPauseMs: 2_000, maxPauseMs: 2_000 }
    delivery.answer(() => ({ status: delivery.asked.length === 1 ? 503 : 200 }))
    const workers = await delivery.start([config], { store, clock, policy })
    const event = { source: 'shop', fingerprint: '', receivedAt: clock(), body: '{"properties":{"id":"a"}}' }
    const pending = { destination: 'toy', subscription: 'Send', state: 'pending' } as const
    await store.accept([{ ...event, messageId: 'm1', deliveries: [pending] }])
    workers.wake()
    await delivery.until(() => workers.status().toy.pause?.by === 'outage')
    offset = -5 * hour
    await store.accept([{ ...event, messageId: 'm2', deliveries: [pending] }])
    await delivery.until(() => delivery.asked.length >= 2)
    const { pause } = workers.status().toy
    expect(pause).toBeUndefined()
    await workers.kill()
    await store.close()
  })
})
