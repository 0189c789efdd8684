import { BadInputError } from '@partner-destinations/server/json-input'
import type { Entry } from '../entries'
import { Storing } from '../storing'
import type { StoringOptions } from '../storing'
import { FakeAccess } from './fake-access'

const never = { isAsked: false, untilAsked: async () => undefined }

async function* entries(from: number, to: number, change: (record: number) => Partial<Entry> = () => ({})) {
  for (let record = from + 1; record <= to; record++) {
    const event = { type: 'track', messageId: `m${record}` }
    const next = { file: 0, record, bytes: record * 10 }
    yield { kind: 'event', place: `e:${record}`, next, event, text: JSON.stringify(event), ...change(record) } as Entry
  }
}

function store(access: FakeAccess, source: AsyncIterable<Entry>, options: Partial<StoringOptions> = {}) {
  const storing = new Storing(access.replay, {
    access,
    stop: never,
    onStored: () => undefined,
    onFull: () => undefined,
    ...options
  })
  return storing.store(source)
}

const ids = ({ stored }: FakeAccess) => stored.map(({ body }) => (body as { messageId: string }).messageId)
const expected = (count: number) => Array.from({ length: count }, (_, index) => `m${index + 1}`)

it('stores everything in batches, and the last one ends the replay', async () => {
  const access = new FakeAccess()
  const { state, position } = await store(access, entries(0, 1200))
  expect(access.calls).toEqual([500, 500, 200])
  expect(ids(access)).toEqual(expected(1200))
  expect({ state, position }).toEqual({ state: 'stored', position: { file: 0, record: 1200, bytes: 12_000 } })
})

it('ends a replay without records', async () => {
  expect(await store(new FakeAccess(), entries(0, 0))).toMatchObject({ state: 'stored', records: { accepted: 0 } })
})

it('keeps a batch below the limit of a request', async () => {
  const access = new FakeAccess()
  await store(
    access,
    entries(0, 100, () => ({ text: JSON.stringify({ type: 'track', p: 'x'.repeat(60_000) }) }))
  )
  expect(Math.max(...access.calls)).toBeLessThan(40)
  expect(access.stored).toHaveLength(100)
})

it('counts records that are no events, and writes bad ones before the store counts them', async () => {
  const access = new FakeAccess()
  const written: string[] = []
  const told: string[] = []
  await store(
    access,
    entries(0, 6, (record) => {
      if (record === 2) return { kind: 'skipped' }
      return record % 2 === 0 ? { kind: 'bad', problem: 'No.', raw: Buffer.from(`raw ${record}`) } : {}
    }),
    {
      failedOut: {
        add: (records, counted) =>
          void written.push(`${counted} ${records.join()}, ${access.replay.records.bad} counted`)
      },
      onStored: (records) => told.push(...records.map(({ kind }) => kind))
    }
  )
  expect(ids(access)).toEqual(['m1', 'm3', 'm5'])
  expect(access.replay.records).toEqual({ accepted: 3, duplicates: 0, skipped: 1, bad: 2 })
  expect(written).toEqual(['0 raw 4,raw 6, 0 counted'])
  expect(told).toEqual(['event', 'skipped', 'event', 'bad', 'event', 'bad'])
})

it('gives an event without a message id one that its place makes', async () => {
  const access = new FakeAccess()
  await store(
    access,
    entries(0, 3, (record) => (record === 2 ? { event: { type: 'track' }, text: '{"type":"track"}' } : {}))
  )
  expect(access.stored.map(({ messageId }) => messageId)).toEqual([undefined, 'replay-0123456789ab-0-2', undefined])
})

it('goes on from where the store is, if it has more than it said', async () => {
  const access = new FakeAccess()
  const add = access.add.bind(access)
  let count = 0
  // Another command stores a batch of the same replay meanwhile.
  access.add = async (id, records) => {
    if (++count === 2) {
      await add(id, {
        at: access.replay.position,
        events: await sent(500, 700),
        skipped: 0,
        bad: 0,
        next: { file: 0, record: 700, bytes: 7000 },
        isLast: false
      })
    }
    return add(id, records)
  }
  await store(access, entries(0, 1200))
  expect(ids(access)).toEqual(expected(1200))
  expect(access.replay.state).toBe('stored')
})

async function sent(from: number, to: number) {
  const events = []
  for await (const entry of entries(from, to)) {
    if (entry.kind === 'event') events.push({ body: entry.event, text: entry.text })
  }
  return events
}

describe('a full backlog', () => {
  it('makes it wait, and send less at once', async () => {
    const access = new FakeAccess()
    access.most = 100
    let full = 0
    await store(access, entries(0, 600), { onFull: () => void full++ })
    expect(ids(access)).toEqual(expected(600))
    expect(full).toBeGreaterThan(0)
  })

  it('ends it if nothing delivers, with what to do', async () => {
    const access = new FakeAccess()
    access.isRunning = false
    access.failures.push('full')
    await expect(store(access, entries(0, 10))).rejects.toThrow(
      new BadInputError(
        'The backlog is full: its limit ("maxBacklog") is 100 deliveries, and a part of it is kept for live events. Start deliver, and run the same command again: it goes on where it was.'
      )
    )
  })
})

it('stops after a batch when Ctrl+C is pressed, and goes on from there', async () => {
  const access = new FakeAccess()
  const stop = { isAsked: false, untilAsked: async () => undefined }
  const stopped = await store(access, entries(0, 5000), { stop, onStored: () => void (stop.isAsked = true) })
  expect(stopped.state).toBe('storing')
  expect(stopped.position.record).toBeLessThan(2000)
  expect(access.replay).toBe(stopped)
  await store(access, entries(stopped.position.record, 5000))
  expect(ids(access)).toEqual(expected(5000))
})

it('stores no faster than the rate', async () => {
  const access = new FakeAccess()
  const began = performance.now()
  await store(access, entries(0, 60), {
    rate: 100,
    stop: { isAsked: false, untilAsked: (work) => work }
  })
  expect(performance.now() - began).toBeGreaterThan(590)
  expect(Math.max(...access.calls)).toBeLessThanOrEqual(50)
})
