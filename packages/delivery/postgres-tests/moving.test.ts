import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { noObserver } from '../src/observer'
import { describeMoving } from '../src/store/conformance/moving'
import { TestStore } from '../src/store/conformance/test-store'
import type { EngineUnderTest } from '../src/store/conformance/test-store'
import { moveStoreTo } from '../src/store/move-to'
import { openStore } from '../src/store/open'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'
import { claim, event, events, messageOf, open, settle } from './open-store'

let database: TestDatabase
let other: TestDatabase
let folder: string
let file: string

beforeAll(async () => {
  ;[database, other] = await Promise.all([emptyDatabase('moving'), emptyDatabase('moving_on')])
})
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'moving-'))
  file = path.join(folder, 'delivery.db')
})
afterEach(async () => {
  await Promise.all([database.empty(), other.empty()])
  await fs.rm(folder, { recursive: true })
})
afterAll(() => Promise.all([database.remove(), other.remove()]))

describe('from a file to a server', () => {
  let made: number
  // The test begins with a file. Each other store of it is in a database of its own.
  const t = new TestStore(async (): Promise<EngineUnderTest> => {
    const location = [file, database.url, other.url][made++]
    return {
      open: (options, clock, random) => openStore(location, options, clock, noObserver, random),
      remove: async () => undefined
    }
  })
  beforeEach(() => {
    made = 0
    return t.begin()
  })
  afterEach(() => t.end())

  describeMoving(t)
})

it('delivers from the server what was in the file, in the order of each user', async () => {
  const before = await open(file)
  await before.accept(events(500, 50))
  const [first] = await claim(before, 1)
  expect(messageOf(first)).toBe('message-0')
  await settle(before, [first])
  await before.close()

  const moved = await moveStoreTo(file, database.url, undefined)
  expect(moved).toEqual({
    wasResumed: false,
    counts: { wigzo: { pending: 499, inFlight: 0, delivered: 1, filtered: 0, failed: 0 } }
  })
  await expect(open(file)).rejects.toThrow('All that was in this store was moved to postgres://')

  const store = await open(database.url)
  await store.accept([event('after', 'user-0')])
  const ofUser: string[] = []
  for (let claimed = await claim(store, 100); claimed.length > 0; claimed = await claim(store, 100)) {
    ofUser.push(...claimed.filter(({ body }) => body.includes('"user-0"')).map(messageOf))
    await settle(store, claimed)
  }
  const others = Array.from({ length: 9 }, (_, index) => `message-${(index + 1) * 50}`)
  expect(ofUser).toEqual([...others, 'after'])
  expect((await store.counts()).wigzo).toMatchObject({ pending: 0, delivered: 501 })
  await store.close()
})

it('is refused while a process uses the server', async () => {
  await (await open(file)).close()
  const used = await open(database.url)
  await expect(moveStoreTo(file, database.url, undefined)).rejects.toThrow(
    'Another process has one of the two stores open.'
  )
  await used.close()
  await expect(moveStoreTo(file, database.url, undefined)).resolves.toMatchObject({ wasResumed: false })
})

it('is refused from a server to a file, before anything is done', async () => {
  await (await open(database.url)).close()
  await expect(moveStoreTo(database.url, file, undefined)).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: expect.stringContaining('A store on a server can only be moved to another server.') as string
  })
  await expect(fs.readdir(folder)).resolves.toEqual([])
  await (await open(database.url)).close()
})

it('makes no name twice once a name has the largest number', async () => {
  const before = await open(file)
  await before.accept([event('one')])
  await before.close()
  await moveStoreTo(file, database.url, undefined)
  const store = await open(database.url)
  await store.accept([{ ...event('two'), source: 'another shop' }])
  expect((await store.list({ limit: 2 })).map(({ source }) => source)).toEqual(['another shop', 'shop'])
  await store.close()
})
