import { moveStore } from '../move'
import type { Store } from '../store'
import { hour, reason, retry } from './test-store'
import type { TestStore } from './test-store'

const july = { identity: 'hash-of-july', title: 'july.ndjson', source: 'shop', options: { from: '2026-07-01' } }
const limit = { requests: 3, windowMs: hour }

/** Puts something of every kind into the store. */
async function fill(t: TestStore): Promise<void> {
  await t.reopen({ retention: { deliveredMs: hour, failedMs: 72 * hour } })
  await t.store.accept([t.event(t.pending('gone'))])
  await t.settle(await t.claim(), { kind: 'delivered' })
  t.now += 2 * hour
  await t.store.prune()
  const failed = { destination: 'wigzo', state: 'failed' as const, reason }
  await t.store.accept([t.event(t.pending('a'), t.pending('a', 'refersion')), t.event(failed), t.event()])
  await t.settle(await t.claim(), retry, { exchanges: '[{"status":500}]', payload: '{"a":1}' })
  await t.store.accept([t.event(t.pending('a')), t.event(t.pending('b')), t.event(t.pending())])
  const [first, second] = await t.claim()
  await t.settle([first], { kind: 'failed', reason: { ...reason, status: 400 } })
  await t.settle([second], { kind: 'delivered' })
  const operation = await t.store.logOperation({ who: 'ann', action: 'edit', what: { ids: [1] }, count: 0 })
  await t.store.correct(first.id, t.event(t.pending('b')), operation)
  const { replay } = await t.store.startReplay(july, false)
  const next = { file: 0, record: 2, bytes: 200 }
  const events = [t.event(t.pending('a')), t.event(t.pending('a'))]
  await t.store.storeReplayed(replay.id, { at: replay.position, events, skipped: 1, bad: 2, next, isLast: false })
  await t.store.pause('refersion', { by: 'operator', reason: 'The vendor moves.' })
  await t.store.permit('wigzo', limit)
  t.now += 10
  await t.store.permit('wigzo', limit)
}

/** All that can be seen of a store without changing it. */
async function seen(store: Store) {
  const rows = await store.list({ limit: 100 })
  const groups = await store.failureGroups({})
  return {
    rows,
    details: await Promise.all(rows.map(({ id }) => store.details(id))),
    counts: await store.counts(),
    backlogs: await store.backlogs(),
    nextDue: await store.nextDue(),
    pauses: await store.pauses(),
    groups,
    inGroups: await Promise.all(groups.map(({ id }) => store.failedIds({ group: id }, 0, 10))),
    replays: await store.replays(),
    storedEvents: await store.storedEvents(0, 100, {}),
    operations: await store.operations({ limit: 10 })
  }
}

/** A store whose calls to write rows fail at some of these times, before or after they have written. */
function failing(store: Store, fails: (time: number) => 'before' | 'after' | undefined): Store {
  let times = 0
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown
      if (typeof value !== 'function') return value
      if (name !== 'importRows') return value.bind(target) as unknown
      return async (...args: Parameters<Store['importRows']>) => {
        const when = fails(++times)
        if (when === 'before') throw new Error('It was killed.')
        await target.importRows(...args)
        if (when === 'after') throw new Error('It was killed.')
      }
    }
  })
}

/** Moving all that is in a store to another one. */
export function describeMoving(t: TestStore): void {
  describe('moving', () => {
    const shownTo = 'the new store'
    let to: Store
    let remove: () => Promise<void>

    beforeEach(async () => {
      await fill(t)
      ;({ store: to, remove } = await t.openAnother())
    })
    afterEach(() => remove())

    it('takes everything over, with all ids', async () => {
      const before = await seen(t.store)
      expect(before.rows).toHaveLength(9)
      await moveStore({ from: t.store, to, shownTo })
      expect(await seen(to)).toEqual(before)
    })

    it('goes on in the new store as the old one would have', async () => {
      const [duplicate, another] = [t.event(t.pending('a')), t.event(t.pending('a'))]
      await t.store.accept([duplicate])
      const newest = await t.only()
      await moveStore({ from: t.store, to, shownTo }, 2)
      expect(await to.accept([duplicate, { ...duplicate, fingerprint: 'other' }])).toEqual(['duplicate', 'conflict'])
      expect(await to.accept([{ ...another, messageId: 'message-1' }])).toEqual(['duplicate'])
      expect(await to.accept([another])).toEqual(['accepted'])
      expect((await to.list({ limit: 1 }))[0].id).toBeGreaterThan(newest.id)
      expect(await to.permit('wigzo', limit)).toMatchObject({ granted: true })
      expect(await to.permit('wigzo', limit)).toMatchObject({ granted: false })
      t.now += 1000
      const claims = [{ destination: 'wigzo', limit: 10 }]
      const expected = t.messages(await t.store.claim(claims))
      // What the old one does not have waits behind what it has.
      expect(t.messages(await to.claim(claims))).toEqual(expected)
      expect(await to.claim([{ destination: 'refersion', limit: 10 }])).toEqual([])
      const { replay, isNew } = await to.startReplay(july, false)
      expect([isNew, replay.position]).toEqual([false, { file: 0, record: 2, bytes: 200 }])
      const others = await to.startReplay({ ...july, identity: 'other' }, false)
      expect(others.replay.id).toBeGreaterThan(replay.id)
    })

    it('keeps the groups of failures together', async () => {
      await moveStore({ from: t.store, to, shownTo })
      const before = await to.failureGroups({})
      await to.accept([t.event({ destination: 'wigzo', state: 'failed', reason })])
      await to.accept([t.event({ destination: 'wigzo', state: 'failed', reason: { ...reason, code: 'NEW' } })])
      const ids = (await to.failureGroups({})).map(({ id }) => id).sort()
      expect(ids).toHaveLength(before.length + 1)
      expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)))
    })

    it.each(['before', 'after'] as const)('goes on when it is killed again and again, %s a write', async (when) => {
      const before = await seen(t.store)
      const run = () =>
        moveStore({ from: t.store, to: failing(to, (time) => (time === 2 ? when : undefined)), shownTo }, 2)
      let kills = 0
      let moved: Awaited<ReturnType<typeof moveStore>> | undefined
      while (!moved) {
        moved = await run().catch((error: Error) => {
          if (error.message !== 'It was killed.') throw error
          kills++
          return undefined
        })
      }
      expect(kills).toBeGreaterThan(5)
      expect(moved.wasResumed).toBe(true)
      expect(await seen(to)).toEqual(before)
    })

    it('is over once, and can be asked for again by mistake', async () => {
      await moveStore({ from: t.store, to, shownTo })
      await expect(moveStore({ from: t.store, to, shownTo })).resolves.toMatchObject({ wasResumed: true })
      const third = await t.openAnother()
      await expect(moveStore({ from: t.store, to: third.store, shownTo: 'a third one' })).rejects.toMatchObject({
        name: 'StoreOpenError',
        message: 'All that was in this store was moved to the new store already.'
      })
      await third.remove()
    })

    it.each<[string, (t: TestStore, to: Store) => Promise<unknown>]>([
      ['an event', (of, store) => store.accept([of.event(of.pending())])],
      ['an event without deliveries', (of, store) => store.accept([of.event()])],
      ['a pause', (_, store) => store.pause('wigzo', { by: 'operator', reason: 'A test.' })],
      ['a replay', (_, store) => store.startReplay(july, false)],
      ['an operation', (_, store) => store.logOperation({ who: 'ann', action: 'erase', what: {}, count: 0 })]
    ])('is refused if the new store has %s', async (_, put) => {
      await put(t, to)
      await expect(moveStore({ from: t.store, to, shownTo })).rejects.toMatchObject({
        name: 'StoreOpenError',
        message: 'the new store holds something already. Give an empty store.'
      })
    })

    it('is refused if part of another store is there', async () => {
      await moveStore({ from: t.store, to: failing(to, () => 'after'), shownTo }, 2).catch(() => undefined)
      const other = await t.openAnother()
      await expect(moveStore({ from: other.store, to, shownTo })).rejects.toThrow(
        'Part of another store was moved to the new store. Give an empty store.'
      )
      await other.remove()
    })
  })
}

/** What a store says about a move when it is opened again. */
export function describeMovedStores(t: TestStore): void {
  describe('opened again after a move', () => {
    const shownTo = 'postgres://db.example/delivery'

    it('says where everything is', async () => {
      await fill(t)
      const { store: to, remove } = await t.openAnother()
      await moveStore({ from: t.store, to, shownTo })
      await expect(t.reopen()).rejects.toMatchObject({
        name: 'StoreOpenError',
        message: expect.stringContaining(`was moved to ${shownTo}.`) as string
      })
      await t.reopen({ isMoving: true })
      await remove()
    })

    it('is left to the move while that is not over', async () => {
      await fill(t)
      const { store: to, remove, reopen } = await t.openAnother()
      await moveStore({ from: t.store, to: failing(to, () => 'after'), shownTo }).catch(() => undefined)
      await expect(t.reopen()).rejects.toThrow(`is being moved to ${shownTo}. Run deliver with --move-to again`)
      await expect(reopen()).rejects.toThrow('is being moved to this one. Run deliver with --move-to again')
      await t.reopen({ isMoving: true })
      await remove()
    })
  })
}
