import { setTimeout as sleep } from 'node:timers/promises'
import type { Verdict } from '../src/machine/delivery'
import type { Store } from '../src/store/store'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'
import { claim, event, events, open, settle } from './open-store'
import { Proxy } from './proxy'
import type { Cut } from './proxy'

let database: TestDatabase
let proxy: Proxy
let store: Store

beforeAll(async () => (database = await emptyDatabase('lost_answers')))
afterAll(() => database.remove())
beforeEach(async () => {
  await database.empty()
  proxy = await Proxy.start(database.url)
  store = await open(proxy.url)
})
afterEach(async () => {
  proxy.allow()
  await store.close()
  await proxy.close()
})

const counts = async () => (await store.counts()).wigzo
const retry: Verdict = { kind: 'retry', reason: { code: 'MESSAGE_REJECTED', message: 'The vendor answered 500.' } }
const cuts: [what: string, cut: Cut][] = [
  ['the server never got it', 'request'],
  ['the server carried it out', 'answer']
]

describe.each(cuts)('a COMMIT without an answer, when %s', (_what, cut) => {
  it('accepts events once, and says that they are accepted', async () => {
    await store.accept([event('before')])
    proxy.cutNextCommit(cut)
    expect(await store.accept([event('before'), event('a'), event('b')])).toEqual(['duplicate', 'accepted', 'accepted'])
    expect(proxy.cuts).toBe(1)
    expect(await counts()).toMatchObject({ pending: 3 })
    expect(await store.accept([event('a')])).toEqual(['duplicate'])
  })

  it('loses no claim', async () => {
    await store.accept(events(3, 3))
    proxy.cutNextCommit(cut)
    const claimed = await claim(store, 10)
    expect(proxy.cuts).toBe(1)
    claimed.push(...(await claim(store, 10)))
    expect(claimed.map(({ attempt, delivery }) => [attempt, delivery.possibleDuplicate])).toEqual(
      Array(3).fill([1, false])
    )
    expect(await settle(store, claimed)).toEqual(Array(3).fill({ state: 'delivered' }))
    expect(await claim(store, 10)).toEqual([])
    expect(await counts()).toMatchObject({ pending: 0, inFlight: 0, delivered: 3 })
  })

  it('settles once, and says what was settled', async () => {
    await store.accept(events(3))
    const [first, second, third] = await claim(store, 10)
    proxy.cutNextCommit(cut)
    expect(await settle(store, [first])).toEqual([{ state: 'delivered' }])
    proxy.cutNextCommit(cut)
    const [again] = await settle(store, [second], retry)
    expect(proxy.cuts).toBe(2)
    const [row] = await store.list({ limit: 1, state: 'pending' })
    expect(again).toEqual({ state: 'pending', dueAt: row.dueAt })
    expect((await store.details(row.id))?.attemptRows).toHaveLength(1)
    expect(await settle(store, [first, second, third])).toEqual([undefined, undefined, { state: 'delivered' }])
    expect(await counts()).toMatchObject({ pending: 1, inFlight: 0, delivered: 2 })
  })

  it('says it of a settlement that comes again only when the server is back', async () => {
    await store.accept(events(2))
    const claimed = await claim(store, 10)
    proxy.cutNextCommit(cut)
    const settling = settle(store, claimed)
    while (proxy.cuts === 0) await new Promise(setImmediate)
    proxy.refuse()
    await expect(settling).rejects.toMatchObject({ name: 'StoreUnavailableError' })
    proxy.allow()
    await recovered()
    expect(await settle(store, claimed)).toEqual([{ state: 'delivered' }, { state: 'delivered' }])
    expect(await settle(store, claimed)).toEqual([undefined, undefined])
    expect(await counts()).toMatchObject({ inFlight: 0, delivered: 2 })
  })

  it('loses one permit at most', async () => {
    const limit = { requests: 3, windowMs: 60_000 }
    proxy.cutNextCommit(cut)
    const permits = [await store.permit('wigzo', limit)]
    for (let times = 0; times < 3; times++) permits.push(await store.permit('wigzo', limit))
    expect(proxy.cuts).toBe(1)
    const granted = permits.filter((permit) => permit.granted).length
    expect(granted).toBe(cut === 'request' ? 3 : 2)
  })

  it('goes on with a replay where it is', async () => {
    const { replay } = await store.startReplay({ identity: 'july', title: 'july', source: 'shop', options: {} }, false)
    const next = { file: 0, record: 2, bytes: 20 }
    proxy.cutNextCommit(cut)
    const batch = { at: replay.position, events: events(2), skipped: 1, bad: 0, next, isLast: true }
    expect(await store.storeReplayed(replay.id, batch)).toMatchObject({
      state: 'stored',
      position: next,
      records: { accepted: 2, duplicates: 0, skipped: 1 },
      counts: { pending: 2 }
    })
    expect(proxy.cuts).toBe(1)
  })
})

it('holds up nobody for long when its process is stopped in the middle of a transaction', async () => {
  const other = await open(database.url)
  const limit = { requests: 2, windowMs: 60_000 }
  expect(await store.permit('wigzo', limit)).toMatchObject({ granted: true })
  proxy.stallNextCommit()
  const stopped = store.permit('wigzo', limit)
  while (proxy.cuts === 0) await new Promise(setImmediate)
  const permits = [await other.permit('wigzo', limit)]
  permits.push(await stopped)
  // Nobody had to wait until the stopped process gave up.
  expect(proxy.saidToStalled).toContain('terminating connection due to idle-in-transaction timeout')
  // One is left, and the stopped process asks again: either of the two may be the first.
  expect(permits.filter(({ granted }) => granted)).toHaveLength(1)
  await other.close()
})

it('refuses a settlement in doubt whose delivery was taken back meanwhile', async () => {
  const other = await open(database.url)
  await store.close()
  store = await open(proxy.url, { leaseMs: 500 })
  await store.accept(events(1))
  const claimed = await claim(store, 10)
  proxy.cutNextCommit('request')
  const settling = settle(store, claimed)
  while (proxy.cuts === 0) await new Promise(setImmediate)
  proxy.refuse()
  await expect(settling).rejects.toMatchObject({ name: 'StoreUnavailableError' })
  // The lease runs out.
  for (let taken = 0; taken < 1; await sleep(20)) taken += await other.takeBack()
  proxy.allow()
  await recovered()
  expect(await settle(store, claimed)).toEqual([undefined])
  expect(await claim(other, 10)).toMatchObject([{ attempt: 2, delivery: { possibleDuplicate: true } }])
  await other.close()
})

/** Waits until the store has found the server again. */
async function recovered(): Promise<void> {
  for (let isBack = false; !isBack; ) {
    isBack = await store.pauses().then(
      () => true,
      () => false
    )
    await sleep(20)
  }
}
