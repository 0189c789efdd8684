import type { Store } from '../src/store/store'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'
import { claim, event, open } from './open-store'

let database: TestDatabase

beforeAll(async () => (database = await emptyDatabase('opening')))
afterAll(() => database.remove())
beforeEach(() => database.empty())

const urlWith = (changes: Partial<URL>) => Object.assign(new URL(database.url), changes).href

it('makes the tables once, however many processes open it at the same time', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, () => open(database.url)))
  await Promise.all(stores.map((store, index) => store.accept([event(`message-${index}`)])))
  expect(await stores[0].counts()).toMatchObject({ wigzo: { pending: 6 } })
  expect(await database.query("SELECT value FROM delivery.meta WHERE key = 'version'")).toEqual([{ value: '1' }])
  await Promise.all(stores.map((store) => store.close()))
})

it('needs no superuser, only the right to create its schema', async () => {
  await database.query('DROP ROLE IF EXISTS app')
  await database.query("CREATE ROLE app LOGIN PASSWORD 'app'")
  const url = urlWith({ username: 'app' })
  await expect(open(url)).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: expect.stringContaining('Allow this user to create the schema "delivery"')
  })
  await database.query('CREATE SCHEMA delivery AUTHORIZATION app')
  await (await open(url)).close()
  await database.empty()
  await database.query('GRANT CREATE ON DATABASE opening TO app')
  const store = await open(url)
  await store.accept([event('message')])
  expect(await claim(store, 1)).toHaveLength(1)
  await store.close()
  await database.query('DROP OWNED BY app; DROP ROLE app')
})

describe('the version of the tables', () => {
  const setVersion = (version: number) =>
    database.query(`UPDATE delivery.meta SET value = '${version}' WHERE key = 'version'`)

  beforeEach(async () => (await open(database.url)).close())

  it('may be the next one, so that processes can be replaced one after the other', async () => {
    await setVersion(2)
    const store = await open(database.url)
    await store.accept([event('message')])
    await store.close()
    expect(await database.query("SELECT value FROM delivery.meta WHERE key = 'version'")).toEqual([{ value: '2' }])
  })

  it('may not be newer than that', async () => {
    await setVersion(3)
    await expect(open(database.url)).rejects.toMatchObject({
      name: 'StoreOpenError',
      message: expect.stringContaining('its format is 3, and this version knows 1.')
    })
  })
})

it('belongs to one mode', async () => {
  await (await open(database.url, { mode: 'live' })).close()
  await expect(open(database.url, { mode: 'sandbox' })).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: expect.stringContaining('Add --live, or give another database')
  })
})

it.each<[what: string, changes: Partial<URL>, message: string]>([
  ['there is no such database', { pathname: '/nowhere' }, 'Create the database first.'],
  ['there is no such user', { username: 'nobody' }, 'Check the user and the password'],
  ['nothing listens there', { port: '1' }, "PostgreSQL can't be reached (ECONNREFUSED)."],
  ['the server has no TLS', { search: '?sslmode=require' }, 'The server does not support SSL connections']
])('says what to do, and no secret, when %s', async (_what, changes, message) => {
  const opening = open(urlWith({ password: 'hunter2', ...changes }))
  await expect(opening).rejects.toMatchObject({ name: 'StoreOpenError', message: expect.stringContaining(message) })
  await expect(opening).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') })
})

it('refuses a database that cannot hold all texts', async () => {
  await database.query('DROP DATABASE IF EXISTS ascii')
  await database.query("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
  await expect(open(urlWith({ pathname: '/ascii' }))).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: expect.stringContaining('Make one with the encoding UTF8.')
  })
  await database.query('DROP DATABASE ascii')
})

it('keeps texts that PostgreSQL does not take as they are', async () => {
  const store: Store = await open(database.url)
  const reason = { code: 'MESSAGE\0REJECTED', message: 'An answer with \0 and \ud800.' }
  const odd = { ...event('an\0id'), deliveries: [{ destination: 'wigzo', state: 'failed' as const, reason }] }
  expect(await store.accept([odd])).toEqual(['accepted'])
  expect(await store.accept([odd])).toEqual(['duplicate'])
  expect(await store.list({ messageId: 'an\0id', limit: 1 })).toMatchObject([
    { reason: { message: 'An answer with \ufffd and \ufffd.' } }
  ])
  await store.close()
})

it('takes message ids that are longer than what an index holds', async () => {
  const store = await open(database.url)
  const long = event('m'.repeat(30_000))
  expect(await store.accept([long, long])).toEqual(['accepted', 'duplicate'])
  await store.close()
})
