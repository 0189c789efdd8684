import { noObserver } from '../../observer'
import type { NewReplay } from '../replays'
import { openStore } from '../open'
import { openDivisions, wholeOf } from '../open-divided'
import type { Divisions } from '../open-divided'
import { BacklogFullError, StoreUnavailableError } from '../store'
import type { NewDelivery, NewEvent, Store } from '../store'

const reason = { code: 'MESSAGE_REJECTED', message: 'The vendor answered 400.', status: 400 }
const policy = { retryWindowMs: 1000, maxLaneBlockMs: 1000, firstBackoffMs: 1000, maxBackoffMs: 1000 }
const replay: NewReplay = { identity: 'hash', title: 'july', source: 'shop', options: {} }
const start = { file: 0, record: 0, bytes: 0 }

let now: number
let messages: number
let divisions: Divisions
let whole: Store

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1)
  messages = 0
  const retention = { deliveredMs: 3_600_000, failedMs: 3_600_000 }
  const options = { mode: 'sandbox' as const, maxBacklog: 50, retention }
  divisions = await openDivisions(['here', 'there'], () => openStore(':memory:', options, () => now, noObserver))
  whole = wholeOf(divisions, (destination) => (destination === 'there' ? 'there' : undefined))
})
afterEach(() => whole.close())

/** An event with a delivery to each of these destinations, a second after the one before. */
function event(...destinations: string[]): NewEvent {
  now += 1000
  const messageId = `m${++messages}`
  const deliveries = destinations.map((destination): NewDelivery => {
    return { destination, subscription: 'Sales', state: 'pending', lane: 'ann' }
  })
  return { source: 'shop', messageId, fingerprint: 'f', receivedAt: now, body: '{"userId":"ann"}', deliveries }
}

const listed = async (query: { before?: number; limit?: number } = {}) =>
  (await whole.list({ limit: 10, ...query })).map(({ messageId, destination }) => `${messageId} ${destination}`)

async function end(destination: string, verdict: 'delivered' | 'failed') {
  const claimed = await whole.claim([{ destination, limit: 10 }])
  await whole.settle(
    claimed.map(({ id, attempt }) => ({
      id,
      attempt,
      verdict: verdict === 'failed' ? { kind: verdict, reason } : { kind: verdict },
      startedAt: now,
      endedAt: now,
      policy
    }))
  )
  return claimed.map(({ id }) => id)
}

it('puts each delivery into the store of its destination, and the event beside it', async () => {
  await whole.accept([event('here', 'there'), event('there'), event('here'), event()])
  expect((await divisions[0].store.list({ limit: 10 })).map(({ messageId }) => messageId)).toEqual(['m3', 'm1'])
  expect((await divisions[1].store.list({ limit: 10 })).map(({ messageId }) => messageId)).toEqual(['m2', 'm1'])
  expect(await whole.counts()).toMatchObject({ here: { pending: 2 }, there: { pending: 2 } })
})

it.each<[string, () => Error]>([
  ['is full', () => new BacklogFullError(50)],
  ['fails', () => new StoreUnavailableError('The server does not answer.')]
])('refuses all if one store %s, and takes the rest when the sender tries again', async (_, error) => {
  const events = [event('here', 'there'), event('here')]
  const there = jest.spyOn(divisions[1].store, 'accept').mockRejectedValueOnce(error())
  await expect(whole.accept(events)).rejects.toThrow(error().message)
  there.mockRestore()
  expect(await whole.accept(events)).toEqual(['accepted', 'duplicate'])
  expect(await listed()).toEqual(['m2 here', 'm1 there', 'm1 here'])
  expect(await whole.accept(events)).toEqual(['duplicate', 'duplicate'])
})

it('notices other contents under the same id', async () => {
  const first = event('here', 'there')
  await whole.accept([first])
  expect(await whole.accept([{ ...first, fingerprint: 'g' }])).toEqual(['conflict'])
})

it('gives each id once, also as a number of at most 15 digits', async () => {
  await whole.accept([event('here', 'there')])
  const [there, here] = await whole.list({ limit: 10 })
  expect([here.id, there.id]).toEqual([1, 10_000_000_000_001])
  expect(await whole.details(there.id)).toMatchObject({ id: there.id, destination: 'there' })
  expect(await whole.details(here.id)).toMatchObject({ id: here.id, destination: 'here' })
  expect(await whole.details(20_000_000_000_001)).toBeUndefined()
  expect(String(99 * 1e13 + 9_999_999_999_999)).toMatch(/^\d{15}$/)
})

it('lists pages of all stores together, the newest first', async () => {
  for (const destinations of [['here'], ['there'], ['here', 'there'], ['here'], ['there']]) {
    await whole.accept([event(...destinations)])
    await end('here', 'delivered')
    await end('there', 'delivered')
  }
  const all = ['m5 there', 'm4 here', 'm3 there', 'm3 here', 'm2 there', 'm1 here']
  expect(await listed()).toEqual(all)
  for (const limit of [1, 2, 3, 4, 5]) {
    const pages: string[] = []
    for (let before: number | undefined, isMore = true; isMore; ) {
      const page = await whole.list({ limit, before })
      pages.push(...page.map(({ messageId, destination }) => `${messageId} ${destination}`))
      before = page[page.length - 1]?.id
      isMore = page.length === limit
    }
    expect(pages).toEqual(all)
  }
})

it('claims, settles and pauses where the destination is', async () => {
  await whole.accept([event('here', 'there')])
  await whole.pause('there', { by: 'operator', reason: 'A test.' })
  expect(Object.keys(await whole.pauses())).toEqual(['there'])
  const both = [
    { destination: 'there', limit: 1 },
    { destination: 'here', limit: 1 }
  ]
  expect((await whole.claim(both)).map(({ destination }) => destination)).toEqual(['here'])
  await whole.resume('there')
  expect((await whole.claim(both)).map(({ destination }) => destination)).toEqual(['there'])
  expect(await whole.permit('there', { requests: 1, windowMs: 1000 })).toMatchObject({ granted: true })
  expect(await divisions[1].store.permit('there', { requests: 1, windowMs: 1000 })).toMatchObject({ granted: false })
})

it('finds, resends and counts failed deliveries of all stores', async () => {
  await whole.accept([event('here', 'there'), event('there')])
  const [here] = await end('here', 'failed')
  const [there] = await end('there', 'failed')
  await end('there', 'failed')
  expect((await whole.failureGroups({})).map(({ destination, count }) => [destination, count])).toEqual([
    ['there', 2],
    ['here', 1]
  ])
  const [group] = await whole.failureGroups({})
  const later = there + 1
  expect(await whole.failedIds({ group: group.id }, 0, 10)).toEqual({ ids: [there, later] })
  const ids: number[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { ids: number[]; next?: number } = await whole.failedIds({}, after, 1)
    ids.push(...page.ids)
    after = page.next
  }
  expect(ids).toEqual([here, there, later])
  expect((await whole.failures({}, { limit: 2 })).map(({ id }) => id)).toEqual([later, there])
  expect((await whole.failures({}, { limit: 2, before: there })).map(({ id }) => id)).toEqual([here])
  const operation = await whole.logOperation({ who: 'ann', action: 'resend', what: {}, count: 0 })
  expect(await whole.resend([later, here], [], operation)).toBe(2)
  expect(await whole.discard([there], operation)).toBe(1)
  expect(await whole.operations({ limit: 10 })).toMatchObject([{ id: operation, count: 3 }])
})

describe('a replay to several stores', () => {
  const batch = { at: start, skipped: 0, bad: 0, next: { file: 0, record: 2, bytes: 2 }, isLast: false }

  it('is one replay, with the deliveries of all stores', async () => {
    const { replay: started } = await whole.startReplay(replay, false)
    const events = [event('here', 'there'), event('there')]
    const stored = await whole.storeReplayed(started.id, { ...batch, events })
    expect(stored).toMatchObject({ position: batch.next, records: { accepted: 2 }, counts: { pending: 3 } })
    expect(await whole.replays()).toEqual([stored])
    expect(await whole.replay(started.id)).toEqual(stored)
    const rows = await whole.list({ replay: started.id, limit: 10 })
    expect(rows.map((row) => [row.messageId, row.destination, row.replay])).toEqual([
      ['m2', 'there', started.id],
      ['m1', 'there', started.id],
      ['m1', 'here', started.id]
    ])
  })

  it('loses and repeats nothing if it ends half-way, and goes on in other steps', async () => {
    const { replay: started } = await whole.startReplay(replay, false)
    const events = [event('here', 'there'), event('there'), event('there')]
    const here = jest.spyOn(divisions[0].store, 'storeReplayed').mockRejectedValueOnce(new StoreUnavailableError('No.'))
    await expect(whole.storeReplayed(started.id, { ...batch, events: events.slice(0, 2) })).rejects.toThrow('No.')
    here.mockRestore()
    const next = { file: 0, record: 3, bytes: 3 }
    const stored = await whole.storeReplayed(started.id, { ...batch, events, next, isLast: true })
    expect(stored).toMatchObject({ state: 'stored', records: { accepted: 3, duplicates: 0 }, counts: { pending: 4 } })
    expect(await listed()).toEqual(['m3 there', 'm2 there', 'm1 there', 'm1 here'])
  })

  it('is in the store of its destination if it has one', async () => {
    const { replay: started } = await whole.startReplay({ ...replay, destination: 'there' }, false)
    await whole.storeReplayed(started.id, { ...batch, events: [event('there')] })
    expect(await divisions[0].store.replays()).toEqual([])
    expect(await whole.replays()).toMatchObject([{ id: started.id, counts: { pending: 1 } }])
  })
})

it('has each stored event once', async () => {
  await whole.accept([event('here', 'there'), event('there'), event('here')])
  const found: string[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['storedEvents']>> = await whole.storedEvents(after, 1, {})
    found.push(...page.events.map(({ messageId }) => messageId))
    after = page.next
  }
  expect(found.sort()).toEqual(['m1', 'm2', 'm3'])
})

describe('the numbers of stores', () => {
  const opened = new Map<string, Store>()
  const open = async (location: string) => {
    const options = { maxBacklog: 5, retention: { deliveredMs: 1, failedMs: 1 } }
    const store = opened.get(location) ?? (await openStore(':memory:', options, () => now, noObserver))
    opened.set(location, store)
    return new Proxy(store, {
      get(target, name) {
        if (name === 'close') return async () => undefined
        const value = Reflect.get(target, name) as unknown
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      }
    })
  }
  const numbers = async (...locations: [string, ...string[]]) =>
    (await openDivisions(locations, open)).map(({ location, number }) => `${location} ${number}`)

  afterAll(() => Promise.all([...opened.values()].map((store) => store.close())))

  it('stay what they are, whatever stores come and go', async () => {
    expect(await numbers('a')).toEqual(['a 0'])
    expect(await numbers('a', 'b')).toEqual(['a 0', 'b 1'])
    expect(await numbers('a', 'c', 'b')).toEqual(['a 0', 'c 2', 'b 1'])
    expect(await numbers('a', 'b')).toEqual(['a 0', 'b 1'])
    expect(await numbers('a', 'd', 'b')).toEqual(['a 0', 'd 3', 'b 1'])
    expect(await numbers('b', 'a')).toEqual(['b 1', 'a 0'])
    expect(await numbers('b')).toEqual(['b 1'])
  })

  it('are not the same for two stores', async () => {
    await numbers('e', 'f')
    await expect(numbers('a', 'e')).rejects.toThrow('The stores a and e have the same number')
  })
})
