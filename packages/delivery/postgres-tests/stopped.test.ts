import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { events as sent, useEngine } from '../src/__tests__/running-engine'
import type { Store } from '../src/store/store'
import { Ledger } from './ledger'
import { acceptWhenBack, claim, event, events, open } from './open-store'
import { PostgresServer } from './server'

let server: PostgresServer
let databases = 0
let stores: Store[] = []
let url: string

beforeAll(async () => (server = await PostgresServer.create()))
afterAll(() => server.remove())
beforeEach(async () => (url = await server.createDatabase(`test_${++databases}`)))
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()))
  stores = []
})

const openOne = async (options = {}) => {
  const store = await open(url, options)
  stores.push(store)
  return store
}

describe('a server that is stopped at once and started again', () => {
  it('loses nothing that was acknowledged', async () => {
    const [intake, ...workers] = [await openOne(), await openOne(), await openOne()]
    const ledger = new Ledger()
    const working = workers.map((store) => ledger.work(store))
    let isEnough = false
    const accepting = ledger.acceptUntil(intake, () => isEnough)
    for (let times = 0; times < 3; times++) {
      // It stops while all are at work, and is away until each of them has noticed.
      await ledger.untilMoreAccepted(100)
      await server.stop('immediate')
      await ledger.untilMoreFailures(3)
      await server.start()
    }
    isEnough = true
    const count = await accepting
    await ledger.untilDelivered()
    ledger.stop()
    await Promise.all(working)
    expect(ledger.acknowledged.size).toBe(count)
    expect(ledger.mostAtOnce).toBe(1)
    expect([...ledger.delivered.values()]).toEqual(Array(count).fill(1))
    expect(await intake.counts()).toEqual({
      wigzo: { pending: 0, inFlight: 0, delivered: count, filtered: 0, failed: 0 }
    })
  })

  it('is said at once, and found again by itself', async () => {
    const store = await openOne()
    await store.accept([event('before')])
    await server.stop('immediate')
    // Time stands still for the store. What waits for a time-out, or for its next look at the server, never ends.
    jest.useFakeTimers()
    try {
      for (let times = 0; times < 3; times++) {
        await expect(store.accept([event('meanwhile')])).rejects.toMatchObject({ name: 'StoreUnavailableError' })
      }
      await server.start()
      // It looks twice a second.
      jest.advanceTimersByTime(500)
      await acceptWhenBack(store, event('after'))
    } finally {
      jest.useRealTimers()
    }
    expect(await store.counts()).toMatchObject({ wigzo: { pending: 2 } })
  })
})

describe('an engine whose server is stopped', () => {
  const running = useEngine()

  it('has senders retry later, and goes on by itself', async () => {
    const engine = await running.start({ store: url })
    expect((await running.send(...sent('before', 5))).status).toBe(200)
    await running.delivered(5)
    await server.stop('immediate')
    const from = performance.now()
    const refused = await running.send(...sent('after', 5))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    // Segment's library for Node waits no longer for an answer.
    expect(performance.now() - from).toBeLessThan(10_000)
    expect((await engine.unreadiness()).join(' ')).toContain("The store can't write: PostgreSQL")
    await server.start()
    await running.until(async () => (await running.send(...sent('after', 5))).status === 200)
    await running.delivered(10)
    await running.until(async () => (await engine.unreadiness()).length === 0)
    expect(new Set(running.asked.map(({ id }) => id)).size).toBe(10)
  })
})

describe('a worker that is stopped for longer than its lease', () => {
  it('settles nothing that another one has taken over', async () => {
    const store = await openOne()
    await store.accept(events(2))
    const child = spawn(
      process.execPath,
      ['--require', require.resolve('tsx/cjs'), require.resolve('./worker-main'), url, '1500'],
      { stdio: ['pipe', 'pipe', 'inherit'] }
    )
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    try {
      const next = async () => JSON.parse(String((await lines.next()).value)) as string[]
      expect(await next()).toEqual(['message-0', 'message-1'])
      expect(await claim(store, 10)).toEqual([])
      child.kill('SIGSTOP')
      // Its lease runs out.
      for (let taken = 0; taken < 2; await sleep(50)) taken += await store.takeBack()
      const claimed = await claim(store, 1)
      expect(claimed).toMatchObject([{ attempt: 2, delivery: { possibleDuplicate: true } }])
      child.kill('SIGCONT')
      child.stdin.write('settle\n')
      expect(await next()).toEqual(['refused', 'refused'])
      expect(await store.counts()).toMatchObject({ wigzo: { pending: 1, inFlight: 1, delivered: 0 } })
    } finally {
      child.kill('SIGKILL')
    }
  })
})
