import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Store } from '../src/store/store'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'
import { Ledger } from './ledger'
import { claim, event, events, messageOf, open, settle } from './open-store'

let database: TestDatabase
let stores: Store[]

beforeAll(async () => (database = await emptyDatabase('workers')))
afterAll(() => database.remove())
beforeEach(() => database.empty())
afterEach(() => Promise.all(stores.map((store) => store.close())))

const openStores = async (count: number) => {
  stores = await Promise.all(Array.from({ length: count }, () => open(database.url)))
  return stores
}

const backends = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'partner-destinations'`

/** Ends up to two connections of the stores, and at least one: it waits until there is one. */
const endConnections = async (): Promise<void> => {
  const end = `SELECT pg_terminate_backend(pid) FROM (${backends} ORDER BY random() LIMIT 2) b`
  while ((await database.query(end)).length === 0) await sleep(5)
}

/** Locks the rows that requests are counted in. */
const holdRequests = async (): Promise<() => Promise<void>> => {
  const client = new Client(database.url)
  await client.connect()
  await client.query('BEGIN; SELECT FROM delivery.requests FOR UPDATE')
  return () => client.end()
}

describe('several workers', () => {
  it('deliver everything once, and keep the order of each lane', async () => {
    const [intake, ...workers] = await openStores(4)
    const ledger = new Ledger()
    const all = events(600, 12)
    await ledger.deliverAll(intake, workers, all)
    expect([...ledger.delivered.values()]).toEqual(Array(all.length).fill(1))
    expect(ledger.mostAtOnce).toBe(1)
    for (const order of ledger.orders.values()) {
      const numbers = order.filter((message) => message !== '').map((message) => Number(message.split('-')[1]))
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    }
    expect(await intake.counts()).toEqual({
      wigzo: { pending: 0, inFlight: 0, delivered: all.length, filtered: 0, failed: 0 }
    })
  })

  it('do so while their connections are ended again and again', async () => {
    const [intake, ...workers] = await openStores(3)
    const ledger = new Ledger()
    const all = events(400, 40)
    const working = workers.map((store) => ledger.work(store))
    for (let from = 0; from < all.length; from += 10) {
      await Promise.all([ledger.accept(intake, all.slice(from, from + 10)), endConnections()])
    }
    await ledger.untilDelivered()
    ledger.stop()
    await Promise.all(working)
    expect([...ledger.delivered.values()]).toEqual(Array(all.length).fill(1))
    expect(ledger.mostAtOnce).toBe(1)
    expect(await intake.counts()).toEqual({
      wigzo: { pending: 0, inFlight: 0, delivered: all.length, filtered: 0, failed: 0 }
    })
    // Nothing was taken back: each COMMIT without an answer was cleared up by whoever sent it.
    const rows = await intake.list({ limit: 1000 })
    expect(rows.filter(({ possibleDuplicate }) => possibleDuplicate)).toEqual([])
  })

  it('share a rate limit', async () => {
    await openStores(3)
    const limit = { requests: 20, windowMs: 60_000 }
    const began = process.hrtime.bigint()
    const first = await stores[0].permit('wigzo', limit)
    // All three ask while somebody else has the row that they count in. So none begins when another one has ended.
    const release = await holdRequests()
    const others = Array.from({ length: 89 }, (_, index) => stores[index % 3].permit('wigzo', limit))
    const blocked = `${backends} AND wait_event_type = 'Lock'`
    while ((await database.query(blocked)).length < 3) await sleep(5)
    await release()
    const permits = [first, ...(await Promise.all(others))]
    expect(permits.filter(({ granted }) => granted)).toHaveLength(20)
    const times = permits.flatMap((permit) => (permit.granted ? permit.at ?? 0n : []))
    for (const time of times) expect(time > began && time < process.hrtime.bigint()).toBe(true)
    const waits = permits.flatMap((permit) => (permit.granted ? [] : [permit.waitMs]))
    const tookMs = Number(process.hrtime.bigint() - began) / 1e6
    for (const wait of waits) expect(wait + tookMs).toBeGreaterThan(60_000)
  })

  it('accept an event once that reaches two of them at the same time', async () => {
    const [one, other] = await openStores(2)
    const all = events(100)
    const outcomes = await Promise.all([one.accept(all), other.accept([...all].reverse())])
    expect(outcomes[0].map((outcome, index) => [outcome, outcomes[1][99 - index]].sort())).toEqual(
      Array(100).fill(['accepted', 'duplicate'])
    )
    expect(await one.counts()).toMatchObject({ wigzo: { pending: 100 } })
  })

  it('do not wait for a lane with many deliveries, and do not look at them again and again', async () => {
    const [intake, worker] = await openStores(2)
    await intake.accept(Array.from({ length: 3000 }, (_, index) => event(`hot-${index}`, 'hot')))
    await intake.accept([event('other', 'other')])
    const first: string[] = []
    for (let times = 0; times < 6 && first.length < 2; times++) first.push(...(await claim(worker, 10)).map(messageOf))
    expect(first).toEqual(['hot-0', 'other'])
    const [{ due }] = await database.query(
      'SELECT count(*)::integer AS due FROM delivery.deliveries WHERE due IS NOT NULL'
    )
    expect(due).toBe(0)
  })
})

describe('what one process tells the others', () => {
  const told = async (store: Store) => {
    let times = 0
    store.onChange?.(() => times++)
    // It begins to listen.
    while (times === 0) await sleep(5)
    return {
      async next() {
        const before = times
        while (times === before) await sleep(1)
      }
    }
  }
  const listening = `${backends} AND query LIKE 'LISTEN%'`

  // A process that listens doesn't look by itself, so what is not told to it never reaches it.
  it('reaches them, also after their connection was ended', async () => {
    const [intake, worker] = await openStores(2)
    const changes = await told(worker)
    const tell = async (message: string) => {
      const next = changes.next()
      await intake.accept([event(message)])
      await next
    }
    for (let times = 0; times < 3; times++) await tell(`message-${times}`)
    const [ended] = await database.query(listening)
    const next = changes.next()
    await database.query('SELECT pg_terminate_backend($1)', [ended.pid])
    // It looks by itself until it listens again.
    await next
    const listensAgain = async () => (await database.query(listening)).some(({ pid }) => pid !== ended.pid)
    while (!(await listensAgain())) await sleep(20)
    // It looks once more when it listens. One of these may be that look, and the others are told.
    for (let times = 0; times < 3; times++) await tell(`later-${times}`)
  })
})

it('has pauses and settlements of one process hold for the others', async () => {
  const [one, other] = await openStores(2)
  await one.accept([event('a', 'user'), event('b', 'user')])
  await one.pause('wigzo', { by: 'operator', reason: 'The vendor moves.' })
  expect(await claim(other, 10)).toEqual([])
  await other.resume('wigzo')
  const claimed = await claim(one, 10)
  expect(claimed.map(messageOf)).toEqual(['a'])
  expect(await settle(other, claimed)).toEqual([undefined])
  await settle(one, claimed)
  expect((await claim(other, 10)).map(messageOf)).toEqual(['b'])
})
