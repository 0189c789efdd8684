import { emptyDatabase, serverUrl } from './database'
import type { TestDatabase } from './database'
import { Ledger } from './ledger'
import { event, events, open } from './open-store'
import { startPgBouncer } from './pgbouncer'
import type { PgBouncer } from './pgbouncer'

let database: TestDatabase
let pooler: PgBouncer

beforeAll(async () => {
  database = await emptyDatabase('pooled')
  pooler = await startPgBouncer(serverUrl())
})
afterAll(async () => {
  await pooler.remove()
  await database.remove()
})
beforeEach(() => database.empty())

describe('through PgBouncer, which gives each transaction another connection', () => {
  it('workers deliver everything once, and keep the order of each lane', async () => {
    const stores = await Promise.all(Array.from({ length: 3 }, () => open(pooler.url(database.url))))
    const [intake, ...workers] = stores
    const ledger = new Ledger()
    const all = events(300, 12)
    await ledger.deliverAll(intake, workers, all)
    expect([...ledger.delivered.values()]).toEqual(Array(all.length).fill(1))
    expect(ledger.mostAtOnce).toBe(1)
    expect(ledger.failures).toBe(0)
    await Promise.all(stores.map((store) => store.close()))
  })

  it('processes look twice a second whether something is due, as nobody can tell them', async () => {
    const store = await open(pooler.url(database.url))
    await store.accept([event('message')])
    jest.useFakeTimers()
    try {
      let looks = 0
      store.onChange?.(() => looks++)
      jest.advanceTimersByTime(1_600)
      expect(looks).toBe(3)
    } finally {
      await store.close()
      jest.useRealTimers()
    }
  })

  it('a person is erased, and old events are removed', async () => {
    const store = await open(pooler.url(database.url))
    await store.accept([event('message', 'ann'), event('other', 'bob')])
    expect(await store.erase('ann')).toBe(1)
    expect(await store.prune()).toBe(0)
    expect(await store.list({ limit: 10 })).toHaveLength(1)
    await store.close()
  })
})
