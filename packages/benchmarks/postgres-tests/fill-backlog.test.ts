import { noObserver, openStore } from '@partner-destinations/delivery'
import type { Store } from '@partner-destinations/delivery'
import { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { silentCase } from '../src/delivery/delivered-case'
import { DAY, delivered, newEvent } from '../src/delivery/store-calls'
import { fillBacklog } from '../src/postgres/fill-backlog'

const { destination, event } = silentCase('sends-nothing')
const database = 'backlog'

let server: PostgresServer
let store: Store

beforeAll(async () => {
  server = await PostgresServer.create()
  const retention = { deliveredMs: DAY, failedMs: DAY }
  const url = await server.createDatabase(database)
  store = await openStore(url, { mode: 'sandbox', maxBacklog: 1000, retention }, Date.now, noObserver)
  await store.accept([newEvent(destination, event, 0)])
  await fillBacklog(server, database, 99, () => undefined)
})

afterAll(async () => {
  await store?.close()
  await server?.remove()
})

it.each(['events', 'bodies', 'deliveries'])(
  'The copies in the table %s have as many bytes as what was accepted',
  async (name) => {
    const sizes = await server.query(
      `SELECT pg_column_size(t.*) AS bytes, count(*)::integer AS count FROM delivery.${name} t GROUP BY 1`,
      database
    )

    expect(sizes).toEqual([{ bytes: expect.any(Number), count: 100 }])
  }
)

it('The store counts the copies, and goes on with ids after theirs', async () => {
  expect(await store.accept([newEvent(destination, event, 1)])).toEqual(['accepted'])

  expect((await store.counts())[destination]).toMatchObject({ pending: 101, delivered: 0 })
})

it('Everything is claimed in its order, each with another lane, and settled', async () => {
  const claimed = await store.claim([{ destination, limit: 200 }])
  const ids = claimed.map(({ id }) => id)

  expect(ids).toHaveLength(101)
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
  expect(new Set(claimed.slice(0, 100).map(({ body }) => body))).toEqual(new Set([claimed[0].body]))
  const settled = await store.settle(claimed.map((one) => delivered(one, Date.now())))
  expect(settled).toEqual(claimed.map(() => ({ state: 'delivered' })))
})
