import type { NewReplay, ReplayBatch, ReplayPosition } from '../replays'
import type { NewEvent } from '../store'
import { hour, reason, retry } from './test-store'
import type { TestStore } from './test-store'

const july: NewReplay = { identity: 'hash-of-july', title: 'july.ndjson', source: 'shop', options: {}, totalBytes: 900 }

const position = (record: number): ReplayPosition => ({ file: 0, record, bytes: record * 100 })

/** Stores events as the next ones of a replay. */
async function store(t: TestStore, id: number, events: NewEvent[], changes: Partial<ReplayBatch> = {}) {
  const replay = await t.store.replay(id)
  const at = replay?.position ?? position(0)
  const next = position(at.record + events.length)
  return t.store.storeReplayed(id, { at, events, skipped: 0, bad: 0, next, isLast: false, ...changes })
}

async function start(t: TestStore, changes: Partial<NewReplay> = {}, again = false): Promise<number> {
  return (await t.store.startReplay({ ...july, ...changes }, again)).replay.id
}

const noCounts = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

/** Replays: events of the past, behind those that come in. */
export function describeReplays(t: TestStore): void {
  describe('a replay', () => {
    it('starts with what it was given, and nothing stored', async () => {
      const options = { from: '2026-07-01', only: 'type = "track"' }
      const { replay, isNew } = await t.store.startReplay({ ...july, destination: 'wigzo', options }, false)
      expect(isNew).toBe(true)
      expect(replay).toEqual({
        ...july,
        id: expect.any(Number) as number,
        destination: 'wigzo',
        options,
        state: 'storing',
        startedAt: t.now,
        position: position(0),
        records: { accepted: 0, duplicates: 0, skipped: 0, bad: 0 },
        counts: noCounts
      })
      expect(await t.store.replay(replay.id)).toEqual(replay)
      expect(await t.store.replay(replay.id + 1)).toBeUndefined()
    })

    it('stores events together with its position, until the last ones', async () => {
      const id = await start(t)
      const first = await store(t, id, [t.event(t.pending('a')), t.event(t.pending('b'))], { skipped: 3, bad: 1 })
      expect(first).toMatchObject({ state: 'storing', position: position(2) })
      t.now += 5000
      const filtered = { destination: 'refersion', state: 'filtered' as const, reason }
      const last = await store(t, id, [t.event(t.pending('a'), filtered)], { bad: 2, isLast: true })
      expect(last).toMatchObject({
        state: 'stored',
        storedAt: t.now,
        position: position(3),
        records: { accepted: 3, duplicates: 0, skipped: 3, bad: 3 },
        counts: { ...noCounts, pending: 3, filtered: 1 }
      })
      expect(await t.store.replay(id)).toEqual(last)
      expect(await t.store.counts()).toMatchObject({ wigzo: { pending: 3 }, refersion: { filtered: 1 } })
    })

    it('stores nothing if it is elsewhere, or stored to its end', async () => {
      const id = await start(t)
      const batch = { at: position(0), skipped: 1, bad: 1, next: position(1), isLast: false }
      const first = await t.store.storeReplayed(id, { ...batch, events: [t.event(t.pending('a'))] })
      expect(await t.store.storeReplayed(id, { ...batch, events: [t.event(t.pending('a'))] })).toEqual(first)
      const last = await store(t, id, [], { isLast: true })
      expect(await store(t, id, [t.event(t.pending('a'))])).toEqual(last)
      expect(await t.store.list({ limit: 10 })).toHaveLength(1)
      expect(await t.store.storeReplayed(id + 1, { ...batch, events: [] })).toBeUndefined()
    })

    it('has duplicates only among its own events', async () => {
      const event = t.event(t.pending('a'))
      await t.store.accept([event])
      const id = await start(t)
      expect(await store(t, id, [event, event])).toMatchObject({ records: { accepted: 1, duplicates: 1 } })
      t.now += 25 * hour
      expect(await store(t, id, [event])).toMatchObject({ records: { accepted: 1, duplicates: 2 } })
      const other = await start(t, { identity: 'hash-of-august' })
      expect(await store(t, other, [event])).toMatchObject({ records: { accepted: 1, duplicates: 0 } })
      expect(await t.store.accept([{ ...event, receivedAt: t.now }])).toEqual(['accepted'])
    })

    it('is the same one when it starts again, and a new one only if that is asked for and the first is stored', async () => {
      const id = await start(t)
      expect(await t.store.startReplay(july, false)).toMatchObject({ isNew: false, replay: { id } })
      expect(await t.store.startReplay(july, true)).toMatchObject({ isNew: false, replay: { id } })
      await store(t, id, [], { isLast: true })
      expect(await t.store.startReplay(july, false)).toMatchObject({ isNew: false, replay: { id, state: 'stored' } })
      const again = await t.store.startReplay(july, true)
      expect(again).toMatchObject({ isNew: true, replay: { state: 'storing', position: position(0) } })
      expect(await t.store.startReplay(july, false)).toMatchObject({ isNew: false, replay: { id: again.replay.id } })
      expect((await t.store.replays()).map((replay) => replay.id)).toEqual([again.replay.id, id])
    })

    it('stores all events of a batch or none, and leaves room for events that come in', async () => {
      await t.reopen({ maxBacklog: 10 })
      const id = await start(t)
      const events = Array.from({ length: 10 }, () => t.event(t.pending('a')))
      await expect(store(t, id, events)).rejects.toMatchObject({ name: 'BacklogFullError', maxBacklog: 10 })
      expect(await t.store.replay(id)).toMatchObject({ position: position(0), counts: noCounts })
      expect(await store(t, id, events.slice(0, 9))).toMatchObject({ records: { accepted: 9 } })
      expect(await t.store.accept([t.event(t.pending('a'))])).toEqual(['accepted'])
    })

    it('is delivered behind what comes in, also when it is retried', async () => {
      const id = await start(t)
      await store(t, id, [t.event(t.pending('a')), t.event(t.pending('b'))])
      await t.settle(await t.claim(1), retry)
      t.now += 1000
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('c'))])
      expect(t.messages(await t.claim(1))).toEqual(['message-3'])
      const rest = await t.claim()
      expect(t.messages(rest)).toEqual(['message-4', 'message-1', 'message-2'])
      expect(rest.map(({ priority }) => priority)).toEqual([0, 1, 1])
    })

    it('is delivered before what was retried, if that is to come last', async () => {
      const id = await start(t)
      await store(t, id, [t.event(t.pending('a')), t.event(t.pending('b')), t.event(t.pending('c'))])
      await t.store.accept([t.event(t.pending('d'))])
      await t.settle(await t.claim(2), retry)
      t.now += 1000
      const claim = async (behind: number) =>
        t.messages(await t.store.claim([{ destination: 'wigzo', limit: 2, behind, freshFirst: true }]))
      expect(await claim(1)).toEqual(['message-2', 'message-4'])
      expect(await claim(2)).toEqual(['message-3', 'message-1'])
    })

    it('gives only as many as are asked for', async () => {
      const id = await start(t)
      await store(t, id, [t.event(t.pending('a')), t.event(t.pending('b')), t.event(t.pending('c'))])
      await t.store.accept([t.event(t.pending('d'))])
      const claimed = await t.store.claim([{ destination: 'wigzo', limit: 10, behind: 1 }])
      expect(t.messages(claimed)).toEqual(['message-4', 'message-1'])
      expect(await t.store.claim([{ destination: 'wigzo', limit: 10, behind: 0 }])).toEqual([])
    })

    it('has lanes of its own, and keeps the order of a user in them', async () => {
      const [july, august] = [await start(t), await start(t, { identity: 'hash-of-august' })]
      await store(t, july, [t.event(t.pending('a')), t.event(t.pending('a'))])
      await store(t, august, [t.event(t.pending('a'))])
      await t.store.accept([t.event(t.pending('a'))])
      const first = await t.claim()
      expect(t.messages(first)).toEqual(['message-4', 'message-1', 'message-3'])
      await t.settle(first, { kind: 'delivered' })
      expect(t.messages(await t.claim())).toEqual(['message-2'])
    })

    it('says when something of it is due', async () => {
      const id = await start(t)
      await store(t, id, [t.event(t.pending('a'))])
      expect(await t.store.nextDue()).toEqual({ wigzo: t.now })
      await t.settle(await t.claim(), retry)
      expect(await t.store.nextDue()).toEqual({ wigzo: t.now + 1000 })
      await t.store.accept([t.event(t.pending('b'))])
      expect(await t.store.nextDue()).toEqual({ wigzo: t.now })
    })

    it('counts its deliveries, also when they are removed', async () => {
      const id = await start(t)
      const counts = async () => (await t.store.replay(id))?.counts
      await store(t, id, [t.event(t.pending('a')), t.event(t.pending('b')), t.event(t.pending('c'))])
      const [first, second] = await t.claim(2)
      await t.settle([first], { kind: 'delivered' })
      await t.settle([second], { kind: 'failed', reason })
      expect(await counts()).toEqual({ ...noCounts, pending: 1, delivered: 1, failed: 1 })
      t.now += 72 * hour
      await t.store.prune()
      expect(await t.store.list({ limit: 10 })).toHaveLength(1)
      expect(await counts()).toEqual({ ...noCounts, pending: 1, delivered: 1, failed: 1 })
      await t.store.erase('user-1')
      expect(await counts()).toEqual({ ...noCounts, delivered: 1, failed: 1 })
    })

    it('does not make the backlog older', async () => {
      const id = await start(t)
      await store(t, id, [{ ...t.event(t.pending('a')), receivedAt: t.now - 1000 * hour }])
      expect(await t.store.backlogs()).toEqual({})
      await t.store.accept([t.event(t.pending('a'))])
      expect(await t.store.backlogs()).toEqual({ wigzo: { oldestReceivedAt: t.now } })
    })

    it('can be listed', async () => {
      const id = await start(t)
      await t.store.accept([t.event(t.pending('a'))])
      await store(t, id, [t.event(t.pending('a'))])
      const rows = await t.store.list({ replay: id, limit: 10 })
      expect(rows.map(({ messageId, replay }) => [messageId, replay])).toEqual([['message-2', id]])
      expect((await t.store.list({ limit: 10 })).map(({ replay }) => replay)).toEqual([id, undefined])
    })
  })

  describe('stored events', () => {
    const storedEvents = async (period: { from?: number; to?: number } = {}) => {
      const messages: string[] = []
      for (let after: number | undefined = 0; after !== undefined; ) {
        const found: Awaited<ReturnType<typeof t.store.storedEvents>> = await t.store.storedEvents(after, 2, period)
        messages.push(...found.events.map(({ messageId }) => messageId))
        after = found.next
      }
      return messages
    }

    it('are those that came in by themselves in a period', async () => {
      const from = t.now
      for (let times = 0; times < 5; times++) {
        await t.store.accept([t.event(t.pending('a'), t.pending('a', 'refersion'))])
        t.now += 1000
      }
      await store(t, await start(t), [t.event(t.pending('a'))])
      expect(await storedEvents()).toEqual(['message-1', 'message-2', 'message-3', 'message-4', 'message-5'])
      expect(await storedEvents({ from: from + 1000, to: from + 3000 })).toEqual(['message-2', 'message-3'])
      const [first] = (await t.store.storedEvents(0, 1, {})).events
      expect(first).toEqual({
        id: expect.any(Number) as number,
        source: 'shop',
        messageId: 'message-1',
        receivedAt: from,
        body: JSON.stringify({ messageId: 'message-1', userId: 'user-1', anonymousId: 'anonymous-1' })
      })
    })

    it('have corrected ones in the place of those that they correct', async () => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('b'))])
      const operation = await t.store.logOperation({ who: 'ann', action: 'edit', what: {}, count: 0 })
      const correctNext = async () => {
        const [claimed] = await t.claim(1)
        await t.settle([claimed], { kind: 'failed', reason })
        await t.store.correct(claimed.id, t.event(t.pending('a')), operation)
      }
      await correctNext()
      expect(await storedEvents()).toEqual(['message-3', 'message-2'])
      await t.settle(await t.claim(1), { kind: 'delivered' })
      await correctNext()
      expect(await storedEvents()).toEqual(['message-4', 'message-2'])
    })
  })
}
