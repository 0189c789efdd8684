import type { JSONObject } from '@segment/actions-core'
import { deliveryConfig, destinationConfig } from '../../__tests__/invented-config'
import { Router } from '../../routing'
import type { NewEvent } from '../../store/store'
import { Replays } from '../replays'
import type { FileReplayRequest, ReplayedRecords } from '../requests'
import { FakeReplayStore } from './fake-replay-store'

const now = Date.parse('2026-11-27T00:00:00Z')
const config = deliveryConfig({
  destinations: [
    destinationConfig({ name: 'acme', sources: ['shop', 'blog'] }),
    destinationConfig({ name: 'other', sources: ['shop'] })
  ],
  maxBacklog: 20
})

let store: FakeReplayStore
let stored: NewEvent[][]
beforeEach(() => {
  store = new FakeReplayStore()
  stored = []
})

function open(): Replays {
  const router = new Router(config)
  return new Replays({
    config: () => config,
    router: () => router,
    store,
    clock: () => now,
    onStored: (events) => stored.push(events)
  })
}

const files: FileReplayRequest = { contents: 'c0ffee', title: 'e.ndjson', totalBytes: 100, source: 'shop' }
const start = { again: false, by: 'ada' }
const beginning = { file: 0, record: 0, bytes: 0 }

function records(...bodies: JSONObject[]): ReplayedRecords {
  const next = { file: 0, record: bodies.length, bytes: 10 }
  return { at: beginning, events: bodies.map((body) => ({ body })), skipped: 0, bad: 0, next, isLast: true }
}

const track = (messageId: string, more: JSONObject = {}) => ({ type: 'track', messageId, userId: 'u', ...more })
const bodies = () => store.stored.map(({ body }) => JSON.parse(body) as JSONObject)

describe('a replay is the same one if', () => {
  it.each<[string, Partial<FileReplayRequest>, boolean]>([
    ['everything is the same', {}, true],
    ['only the name of the file differs', { title: 'f.ndjson' }, true],
    ['its contents differ', { contents: 'bad' }, false],
    ['its source differs', { source: 'blog' }, false],
    ['its destination differs', { destination: 'acme' }, false],
    ['its period differs', { from: 1 }, false],
    ['its condition differs', { only: 'type = "track"' }, false]
  ])('%s: %s', async (_what, changes, isSame) => {
    const replays = open()
    const first = await replays.startFiles(files, start)
    const second = await replays.startFiles({ ...files, ...changes }, start)
    expect(first).toMatchObject({ isNew: true, replay: { id: 1, state: 'storing' } })
    expect(second.isNew).toBe(!isSame)
    expect(second.replay.id).toBe(isSame ? 1 : 2)
  })
})

it('starts once more if somebody wants that', async () => {
  const replays = open()
  await replays.startFiles(files, start)
  await replays.add(1, records(track('a')))
  expect(await replays.startFiles(files, { again: true, by: 'ada' })).toMatchObject({ isNew: true, replay: { id: 2 } })
})

it('needs no name of the source if the destination has only one', async () => {
  const { replay } = await open().startFiles({ ...files, source: undefined, destination: 'other' }, start)
  expect(replay.source).toBe('shop')
})

describe('a mistake is told:', () => {
  it.each<[Partial<FileReplayRequest>, string]>([
    [{ source: 'shp' }, 'There is no source "shp"; there are: shop, blog. Did you mean "shop"?'],
    [{ destination: 'acm' }, 'There is no destination "acm"; there are: acme, other. Did you mean "acme"?'],
    [{ source: undefined }, 'Say which source the events count as. There are: shop, blog.'],
    [{ source: 'blog', destination: 'other' }, 'The destination "other" gets no events of the source "blog".'],
    [
      { only: 'usr = "x"' },
      'The condition usr = "x" can\'t be used. Segment cannot read it. No condition can be about "usr".'
    ]
  ])('%j', async (changes, message) => {
    await expect(open().startFiles({ ...files, ...changes }, start)).rejects.toThrow(message)
    expect(store.all).toEqual([])
  })

  it('there is no such replay', async () => {
    await expect(open().get(3)).rejects.toThrow('There is no replay 3.')
    await expect(open().add(3, records())).rejects.toThrow('There is no replay 3.')
  })
})

it('writes down who started it, without the condition', async () => {
  const replays = open()
  await replays.startFiles({ ...files, from: now, only: 'userId = "ada"', destination: 'acme' }, start)
  await replays.startFiles({ ...files, from: now, only: 'userId = "ada"', destination: 'acme' }, start)
  expect(store.operations).toEqual([
    {
      who: 'ada',
      action: 'replay',
      what: { replay: 1, source: 'shop', destination: 'acme', from: '2026-11-27T00:00:00.000Z' },
      count: 0
    }
  ])
})

describe('an event', () => {
  const replayed = async (event: JSONObject, changes: Partial<FileReplayRequest> = {}) => {
    const replays = open()
    await replays.startFiles({ ...files, ...changes }, start)
    await replays.add(1, records(event))
    return bodies()[0]
  }
  const times = {
    timestamp: '2020-01-01T00:00:00Z',
    receivedAt: '2020-01-01T00:00:01Z',
    sentAt: '2020-01-01T00:00:02Z',
    originalTimestamp: '2020-01-01T00:00:03Z'
  }

  it.each<[string, JSONObject, JSONObject]>([
    ['keeps its times', times, times],
    [
      'gets the times that it lacks',
      {},
      { receivedAt: '2026-11-27T00:00:00.000Z', timestamp: '2026-11-27T00:00:00.000Z' }
    ],
    [
      'happened at its original time',
      { originalTimestamp: times.originalTimestamp },
      { timestamp: times.originalTimestamp, receivedAt: '2026-11-27T00:00:00.000Z' }
    ]
  ])('%s', async (_what, given, expected) => {
    const event = await replayed(track('a', given))
    expect(event).toMatchObject(expected)
    expect(store.stored[0]).toMatchObject({ source: 'shop', messageId: 'a', receivedAt: now })
  })

  it('loses its write key', async () => {
    expect(await replayed(track('a', { writeKey: 'secret' }))).not.toHaveProperty('writeKey')
  })

  it('without a message id gets the one that comes with it', async () => {
    const replays = open()
    await replays.startFiles(files, start)
    await replays.add(1, { ...records(), events: [{ messageId: 'replay-1', body: { type: 'track' } }] })
    expect(store.stored[0].messageId).toBe('replay-1')
    expect(bodies()[0].messageId).toBe('replay-1')
  })

  it.each<[string, JSONObject | undefined, JSONObject]>([
    ['has none', undefined, { All: false, 'Acme (Actions)': true }],
    ['switches all off', { All: false }, { All: false, 'Acme (Actions)': true }],
    ['switches it off', { 'Acme (Actions)': false }, { All: false, 'Acme (Actions)': false }],
    ['has options for it', { Acme: { id: 1 }, Wigzo: false }, { All: false, 'Acme (Actions)': { id: 1 } }]
  ])('for one destination gets its Integrations object, also if it %s', async (_what, integrations, expected) => {
    const event = await replayed(track('a', integrations && { integrations }), { destination: 'acme' })
    expect(event.integrations).toEqual(expected)
    expect(store.stored[0].deliveries.map(({ destination }) => destination)).toEqual(['acme'])
  })

  it('for all destinations keeps its Integrations object', async () => {
    const event = await replayed(track('a', { integrations: { All: true } }))
    expect(event.integrations).toEqual({ All: true })
    expect(store.stored[0].deliveries).toMatchObject([
      { destination: 'acme', state: 'pending', lane: 'u' },
      { destination: 'other', state: 'pending', lane: 'u' }
    ])
  })

  it('that cannot be taken is kept as failed, where it would have gone', async () => {
    await replayed('nothing' as unknown as JSONObject, { destination: 'acme' })
    expect(store.stored[0].deliveries).toMatchObject([
      { destination: 'acme', state: 'failed', reason: { code: 'event_not_object' } }
    ])
  })
})

it('tells of what it stored, but not of what may be a duplicate', async () => {
  const replays = open()
  await replays.startFiles(files, start)
  const first = { ...records(track('a')), isLast: false }
  await replays.add(1, first)
  const lost = await replays.add(1, first)
  await replays.add(1, { ...records(track('a'), track('b')), at: lost.position })
  expect(stored.map((events) => events.map(({ messageId }) => messageId))).toEqual([['a'], [], []])
  expect(store.all[0].records).toEqual({ accepted: 2, duplicates: 1, skipped: 0, bad: 0 })
})

describe('what the store holds is replayed', () => {
  const live = (id: number, source: string, more: JSONObject = {}) => ({
    id,
    source,
    messageId: `m${id}`,
    receivedAt: now - 100 + id,
    body: JSON.stringify(track(`m${id}`, more))
  })
  const all = [live(1, 'shop'), live(2, 'blog'), live(3, 'shop', { event: 'Sold' }), live(4, 'gone'), live(7, 'shop')]

  it.each([
    ['of all sources', {}, ['m1', 'm2', 'm3', 'm7']],
    ['of one source', { source: 'blog' }, ['m2']],
    ['of the sources of a destination', { destination: 'other' }, ['m1', 'm3', 'm7']],
    ['of a period', { from: now - 98, to: now - 93 }, ['m2', 'm3']],
    ['by a condition', { only: 'event = "Sold"' }, ['m3']]
  ])('%s', async (_what, request, expected) => {
    store.live = all
    const replays = open()
    const { replay } = await replays.startStored(request, start)
    let state = replay
    for (let step = 0; state.state !== 'stored'; step++) {
      expect(step).toBeLessThan(10)
      state = await replays.advance(replay.id, 2)
    }
    expect(store.stored.map(({ messageId }) => messageId)).toEqual(expected)
    const { accepted, skipped } = state.records
    expect({ accepted, of: accepted + skipped }).toEqual({
      accepted: expected.length,
      of: 'from' in request ? 3 : 5
    })
  })

  it('up to the time of its start, and found again with the same options', async () => {
    const replays = open()
    const { replay } = await replays.startStored({}, start)
    expect(replay).toMatchObject({
      title: 'stored events',
      source: 'shop, blog',
      options: { to: '2026-11-27T00:00:00.000Z' }
    })
    expect((await replays.startStored({}, start)).isNew).toBe(false)
    expect((await replays.startStored({ to: now }, start)).isNew).toBe(true)
  })

  it('with their own sources', async () => {
    store.live = all
    const replays = open()
    await replays.startStored({}, start)
    await replays.advance(1)
    expect(store.stored.map(({ source }) => source)).toEqual(['shop', 'blog', 'shop', 'shop'])
  })
})
