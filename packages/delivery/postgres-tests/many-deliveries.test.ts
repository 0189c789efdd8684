import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../src/store/store'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'
import { claim, event, open, settle } from './open-store'

/** Deliveries that are settled, and that wait behind them. */
const settled = 30_000
const pending = 3_000

let database: TestDatabase
let store: Store | undefined

beforeAll(async () => {
  database = await emptyDatabase('many_deliveries')
  store = await open(database.url)
  await store.accept([event('first', 'user')])
  await settle(store, await claim(store, 1))
  await store.close()
  await database.query(`INSERT INTO delivery.events
      (id, last_id, source, message_id, message_key, fingerprint, received_at)
    SELECT 1000 + n, 1000 + n, e.source, 'm-' || n, md5('m-' || n)::uuid, '', e.received_at
    FROM delivery.events e CROSS JOIN generate_series(1, ${settled + pending}) n`)
  await database.query(
    `INSERT INTO delivery.bodies SELECT id, '{"messageId":"many"}' FROM delivery.events WHERE id > 1000`
  )
  await database.query(`INSERT INTO delivery.deliveries (id, event, destination, subscription, state, lane, due, settled_at)
    SELECT e.id, e.id, d.destination, d.subscription, CASE WHEN isSettled THEN 2 ELSE 0 END,
      CASE WHEN isSettled THEN NULL ELSE e.id % 500 END, CASE WHEN isSettled THEN NULL ELSE 0 END, d.settled_at
    FROM (SELECT * FROM delivery.deliveries LIMIT 1) d
      CROSS JOIN (SELECT id, id <= 1000 + ${settled} AS isSettled FROM delivery.events WHERE id > 1000) e`)
  await database.query('VACUUM ANALYZE')
})
afterAll(() => database.remove())

/** Rows of deliveries, and entries of their indexes, that were read so far. Connections that have ended have told all. */
async function read(): Promise<number> {
  const open = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'partner-destinations'`
  while ((await database.query(open)).length > 0) await sleep(5)
  const [row] = await database.query(`SELECT (
      (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'deliveries')
      + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'deliveries'))::integer AS read`)
  return row.read as number
}

it.each<[what: string, work: (of: Store) => Promise<unknown>]>([
  [
    'claims and settlements',
    async (of) => {
      for (let times = 0; times < 10; times++) await settle(of, await claim(of, 10))
    }
  ],
  ['what is next due', (of) => of.nextDue()],
  ['backlogs', (of) => of.backlogs()],
  ['counts', (of) => of.counts()],
  ['leases', (of) => of.takeBack()],
  ['the newest deliveries', (of) => of.list({ limit: 10 })],
  ['failed deliveries', (of) => of.failures({}, { limit: 10 })]
])('%s read only what they need, however many deliveries there are', async (_what, work) => {
  store = await open(database.url)
  await store.close()
  const before = await read()
  store = await open(database.url)
  await work(store)
  await store.close()
  expect((await read()) - before).toBeLessThan(3_000)
})
