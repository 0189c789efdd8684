import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import type { Database } from 'libsql'
import { noObserver } from '../../../observer'
import { openStore } from '../../open'
import type { NewEvent, Store, StoreOptions } from '../../store'
import { openForWriting } from '../connection'
import { GroupCommit } from '../group-commit'
import type { Answer } from '../group-commit'
import { migrate, migrations } from '../schema'
import { StoreThread } from '../store-thread'
import { createWriter } from '../writer'

const options: StoreOptions = {
  mode: 'sandbox',
  maxBacklog: 1e6,
  retention: { deliveredMs: 1e9, failedMs: 1e9 }
}

let folder: string
let file: string

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'store-'))
  file = path.join(folder, 'delivery.db')
})

afterEach(() => fs.rm(folder, { recursive: true }))

const open = (changes: Partial<StoreOptions> = {}) => openStore(file, { ...options, ...changes }, Date.now, noObserver)

let lastMessage = 0
const event = (body = '{"userId":"user-1"}'): NewEvent => ({
  source: 'shop',
  messageId: `message-${++lastMessage}`,
  fingerprint: 'as-sent',
  receivedAt: Date.now(),
  body,
  deliveries: [{ destination: 'wigzo', subscription: 'Purchases', state: 'pending', lane: 'user-1' }]
})

it('carries out what was asked before it closes', async () => {
  const thread = await StoreThread.start({ location: file, worker: 1, now: Date.now(), options }, Date.now, 1e6)
  await thread.ask('counts') // The next commit waits a moment.
  const accepted = thread.ask('accept', [event()])
  await thread.close()
  expect(await accepted).toEqual(['accepted'])
})

async function withStore<Result>(use: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await open()
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

describe('the file of a store', () => {
  it('can be read by nobody else', async () => {
    await withStore(async (store) => {
      await store.accept([event()])
      const names = await fs.readdir(folder)
      expect(names.sort()).toEqual(['delivery.db', 'delivery.db-shm', 'delivery.db-wal', 'delivery.db.lock'])
      const modes = await Promise.all(names.map(async (name) => (await fs.stat(path.join(folder, name))).mode & 0o777))
      expect(modes).toEqual(names.map(() => 0o600))
    })
  })

  it('is refused while another process has it, with where that is', async () => {
    await withStore(async () => {
      await expect(open()).rejects.toMatchObject({
        name: 'StoreOpenError',
        message: `Another process has the store ${file} open. Stop it first, or give another file as "store".`
      })
      await fs.writeFile(`${file}.address`, JSON.stringify({ url: 'http://127.0.0.1:8081', pid: 4711 }))
      await expect(open()).rejects.toThrow('open: process 4711, at http://127.0.0.1:8081. Stop it first')
    })
    await withStore(async (store) => expect(await store.counts()).toEqual({}))
  })

  it('is refused in the other mode', async () => {
    await withStore((store) => store.accept([event()]))
    await expect(open({ mode: 'live' })).rejects.toThrow(
      'The store holds deliveries for the sandbox, and this run is live.'
    )
  })

  it('is refused if a newer version wrote it', async () => {
    await withStore((store) => store.accept([event()]))
    const db = new Libsql(file)
    db.exec('PRAGMA user_version = 1000')
    db.close()
    await expect(open()).rejects.toThrow('A newer version of this program wrote the store: its format is 1000')
  })

  it.each<[string, () => Promise<Buffer>]>([
    ['a text', async () => Buffer.from('sources:\n  shop: {}\n')],
    ['a damaged header', async () => Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)])],
    [
      'a store that is cut off',
      async () => {
        await withStore((store) => store.accept(Array.from({ length: 200 }, () => event())))
        return (await fs.readFile(file)).subarray(0, 9000)
      }
    ]
  ])('is refused and left as it is if it is %s', async (_, contents) => {
    const bytes = await contents()
    await fs.writeFile(file, bytes)
    await expect(open()).rejects.toMatchObject({
      name: 'StoreOpenError',
      message: expect.stringContaining(
        `The store ${file} is damaged, or isn't a store. It was left as it is.`
      ) as string
    })
    expect((await fs.readFile(file)).equals(bytes)).toBe(true)
  })

  it('is refused if it is a database of something else', async () => {
    const db = new Libsql(file)
    db.exec('CREATE TABLE songs (name TEXT)')
    db.close()
    await expect(open()).rejects.toThrow('The file is an SQLite database, but not a store.')
  })

  it('keeps nothing of a person who is erased', async () => {
    await withStore(async (store) => {
      await store.accept([event('{"userId":"ann@example.com"}'), event()])
      expect(await store.erase('ann@example.com')).toBe(1)
      for (const name of await fs.readdir(folder)) {
        expect(await fs.readFile(path.join(folder, name), 'latin1')).not.toContain('ann@example.com')
      }
    })
  })

  it('says how much space is left on its disk', async () => {
    await withStore(async (store) => expect((await store.space())?.freeBytes).toBeGreaterThan(0))
  })

  it('has everything that was acknowledged after kill -9', async () => {
    const acknowledged: string[] = []
    for (const name of ['first', 'second', 'third'])
      acknowledged.push(...(await runUntilKilled('./accepting-main', name)))
    expect(acknowledged.length).toBeGreaterThan(100)
    await withStore(async (store) => {
      const rows = await store.list({ limit: 1e6 })
      const kept = new Set(rows.map(({ messageId }) => messageId))
      expect(acknowledged.filter((messageId) => !kept.has(messageId))).toEqual([])
      expect((await store.counts()).wigzo.pending).toBe(rows.length)
    })
  })
})

it('has of a replay what its position says after kill -9', async () => {
  const acknowledged: string[] = []
  for (let times = 0; times < 3; times++) acknowledged.push(...(await runUntilKilled('./replaying-main', 'july')))
  await withStore(async (store) => {
    const [replay] = await store.replays()
    const rows = await store.list({ limit: 1e6 })
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged.length)
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(rows.map(({ messageId }) => messageId).reverse()).toEqual(rows.map((_, index) => `record-${index}`))
    expect(replay).toMatchObject({
      position: { file: 0, record: rows.length, bytes: 0 },
      records: { accepted: rows.length, duplicates: 0 },
      counts: { pending: rows.length }
    })
  })
})

/** Starts a program that stores events, kills it, and says which ones it has acknowledged. */
async function runUntilKilled(program: string, name: string): Promise<string[]> {
  const main = require.resolve(program)
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), main, file, name])
  let output = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (output.length > 2000) resolve()
    })
    child.once('exit', () => resolve())
  })
  child.kill('SIGKILL')
  await once(child, 'close')
  return output.split('\n').slice(0, -1)
}

describe('migrations', () => {
  it('bring an older file to the newest version, all or none', () => {
    const db = new Libsql(':memory:')
    const steps = ['CREATE TABLE one (a); INSERT INTO one VALUES (1)', 'ALTER TABLE one ADD COLUMN b DEFAULT 2']
    const version = () => (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
    migrate(db, steps.slice(0, 1))
    expect(version()).toBe(1)
    expect(() => migrate(db, [...steps, 'CREATE NONSENSE'])).toThrow()
    expect(version()).toBe(1)
    migrate(db, steps)
    migrate(db, steps)
    expect(version()).toBe(2)
    expect(db.prepare('SELECT a, b FROM one').raw().all()).toEqual([[1, 2]])
    db.close()
  })

  it('group what had failed before there were groups, and leave everything else as it was', async () => {
    const db = new Libsql(file)
    migrate(db, migrations.slice(0, 1))
    db.exec(`
      INSERT INTO names VALUES (1, 'shop'), (2, 'wigzo'), (3, 'Purchases');
      INSERT INTO events SELECT value, 1, 'message-' || value, 'as-sent', 1000 + value, 1, '{"userId":"user-1"}'
        FROM json_each('[1,2,3,4,5,6,7,8,9]');
      -- Pending in two ways, in flight, delivered, filtered, and failed.
      INSERT INTO deliveries (id, event, destination, subscription, state, lane, due, worker, attempts, started_at, settled_at)
        VALUES (1, 1, 2, 3, 0, 7, 0, NULL, 0, NULL, NULL), (2, 2, 2, 3, 0, NULL, 99, NULL, 1, 98, NULL),
        (3, 3, 2, 3, 1, 8, NULL, 1, 1, 98, NULL), (4, 4, 2, 3, 2, NULL, NULL, NULL, 1, 98, 99);
      INSERT INTO deliveries (id, event, destination, subscription, state, attempts, settled_at, code, message, status)
        VALUES (5, 5, 2, NULL, 3, 0, 99, 'NO_MATCHING_MAPPING', 'None.', NULL),
        (6, 6, 2, 3, 4, 1, 3000, 'MESSAGE_REJECTED', 'Row 6 is bad.', 400),
        (7, 7, 2, 3, 4, 1, 2000, 'MESSAGE_REJECTED', 'Row 7 is bad.', 400),
        (8, 8, 2, 3, 4, 1, 4000, 'INVALID_AUTHENTICATION', 'No.', 401),
        (9, 9, 2, NULL, 4, 0, 5000, 'MESSAGE_REJECTED', 'Too large.', NULL);
      INSERT INTO counters VALUES (2, 3, 0, 2), (2, 3, 1, 1), (2, 3, 2, 1), (2, 0, 3, 1), (2, 3, 4, 3), (2, 0, 4, 1);
    `)
    db.close()
    await withStore(async (store) => {
      const group = { destination: 'wigzo', subscription: 'Purchases' }
      const rejected = { ...group, code: 'MESSAGE_REJECTED', status: 400, message: 'Row 7 is bad.' }
      const groups = await store.failureGroups({})
      expect(groups.map(({ id: _, ...rest }) => rest)).toEqual([
        { ...rejected, count: 2, firstAt: 2000, lastAt: 3000 },
        {
          ...group,
          code: 'INVALID_AUTHENTICATION',
          status: 401,
          message: 'No.',
          count: 1,
          firstAt: 4000,
          lastAt: 4000
        },
        {
          ...{ destination: 'wigzo', code: 'MESSAGE_REJECTED', message: 'Too large.' },
          ...{ count: 1, firstAt: 5000, lastAt: 5000 }
        }
      ])
      expect(await store.failedIds({ group: groups[0].id }, 0, 10)).toEqual({ ids: [6, 7] })
      // What was in flight was taken back.
      expect(await store.counts()).toEqual({ wigzo: { pending: 3, inFlight: 0, delivered: 1, filtered: 1, failed: 4 } })
      const claimed = await store.claim([{ destination: 'wigzo', limit: 10 }])
      expect(claimed.map(({ id, priority }) => [id, priority])).toEqual([
        [2, 0],
        [1, 0],
        [3, 0]
      ])
      expect(await store.resend([6, 7, 8, 9], [], 0)).toBe(3)
    })
  })
})

describe('a full disk', () => {
  let db: Database
  let answers: Answer[]
  let group: GroupCommit
  let lastId: number

  /** Asks for several things at a time. */
  const ask = async (...asked: [operation: 'accept' | 'counts', ...args: unknown[]][]) => {
    answers = []
    for (const [operation, ...args] of asked) group.add({ id: ++lastId, operation, now: Date.now(), args })
    while (answers.length < asked.length) await new Promise((resolve) => setTimeout(resolve, 1))
    return answers
  }
  const pages = () => (db.prepare('PRAGMA page_count').get() as { page_count: number }).page_count
  const allow = (count: number) => db.prepare(`PRAGMA max_page_count = ${count}`).get()
  const large = () => event(JSON.stringify({ text: 'x'.repeat(100_000) }))

  beforeEach(() => {
    lastId = 0
    ;({ db } = openForWriting(':memory:', { mode: 'sandbox' }))
    const writer = createWriter(db, 1, options)
    writer.load()
    group = new GroupCommit(db, writer, (more) => answers.push(...more))
  })

  afterEach(() => db.close())

  it('refuses what does not fit, takes what does, and goes on when there is space', async () => {
    await ask(['accept', [event()]])
    allow(pages() + 10)
    const full = { failure: 'unavailable', message: expect.stringContaining('disk of the store is full') as string }
    expect(await ask(['accept', [event()]], ['accept', [event(), large()]], ['accept', [event()]])).toEqual([
      { id: 2, result: ['accepted'] },
      { id: 3, ...full },
      { id: 4, result: ['accepted'] }
    ])
    const counts = (pending: number) => ({
      wigzo: { pending, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }
    })
    expect(await ask(['counts'])).toEqual([{ id: 5, result: counts(3) }])
    expect(db.prepare('SELECT count(*) FROM deliveries').raw().get()).toEqual([3])
    allow(100_000)
    expect(await ask(['accept', [large()]])).toEqual([{ id: 6, result: ['accepted'] }])
    expect(await ask(['counts'])).toEqual([{ id: 7, result: counts(4) }])
  })
})
