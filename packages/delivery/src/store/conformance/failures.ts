import type { FailureFilter } from '../failures'
import type { NewEvent } from '../store'
import { hour, policy, reason, retry } from './test-store'
import type { TestStore } from './test-store'

const noEmail = { code: 'MESSAGE_REJECTED', message: 'The person "ann" has no email, says request 4711.', status: 400 }
const noEmailEither = { ...noEmail, message: 'The person "bob" has no email, says request 815.' }
const noPhone = { ...noEmail, message: 'The person "ann" has no phone.' }
const refused = { code: 'INVALID_AUTHENTICATION', message: 'The key is wrong.', status: 401 }

/** Fails deliveries of new events, one after the other, each a second after the one before. Says their ids. */
async function fail(
  t: TestStore,
  ...failing: { reason?: typeof reason; lane?: string; destination?: string; body?: object }[]
) {
  const ids: number[] = []
  for (const { reason: why = noEmail, lane = 'user-1', destination = 'wigzo', body } of failing) {
    const event = t.event(t.pending(lane, destination))
    const parts = JSON.parse(event.body) as object
    await t.store.accept([{ ...event, body: JSON.stringify({ ...parts, ...body }) }])
    await t.settle(await t.claim(1, destination), { kind: 'failed', reason: why })
    ids.push((await t.only()).id)
    t.now += 1000
  }
  return ids
}

async function operation(t: TestStore): Promise<number> {
  return t.store.logOperation({ who: 'ann', action: 'resend', what: {}, count: 0 })
}

async function stateOf(t: TestStore, id: number) {
  const details = await t.store.details(id)
  return details && [details.state, details.reason?.code]
}

/** Failed deliveries, what is done about them, and who did it. */
export function describeFailures(t: TestStore): void {
  describe('groups of failed deliveries', () => {
    const groups = async (filter: FailureFilter = {}) =>
      (await t.store.failureGroups(filter)).map(({ code, count }) => [code, count])

    it('have the same reason, apart from values in the message', async () => {
      const firstAt = t.now
      await fail(t, {}, { reason: noEmailEither }, { reason: noPhone }, { reason: refused, destination: 'refersion' })
      const found = await t.store.failureGroups({})
      expect(found).toEqual([
        {
          id: expect.any(Number) as number,
          destination: 'wigzo',
          subscription: 'Purchases',
          ...noEmailEither,
          count: 2,
          firstAt,
          lastAt: firstAt + 1000
        },
        expect.objectContaining({ message: noPhone.message, count: 1 }),
        expect.objectContaining({ destination: 'refersion', code: 'INVALID_AUTHENTICATION', count: 1 })
      ])
    })

    it('have events that could not be taken', async () => {
      await t.store.accept([t.event({ destination: 'wigzo', state: 'failed', reason })])
      const [group] = await t.store.failureGroups({})
      expect(group).toMatchObject({ destination: 'wigzo', code: 'MESSAGE_REJECTED', count: 1, firstAt: t.now })
      expect(group.subscription).toBeUndefined()
    })

    it('keep their ids when all that was in them fails again', async () => {
      const ids = await fail(t, {}, {})
      const [before] = await t.store.failureGroups({})
      await t.store.resend(ids, [], await operation(t))
      expect(await groups()).toEqual([])
      await t.settle(await t.claim(1), { kind: 'failed', reason: noEmail })
      expect(await t.store.failureGroups({})).toEqual([
        { ...before, count: 1, firstAt: t.now, lastAt: t.now, message: noEmail.message }
      ])
    })

    it('are left by what is resent, discarded, corrected, removed and erased', async () => {
      const [first, second, third] = await fail(t, {}, {}, {}, { body: { userId: 'user-2' } }, {})
      expect(await groups()).toEqual([['MESSAGE_REJECTED', 5]])
      await t.store.resend([first], [], await operation(t))
      expect(await groups()).toEqual([['MESSAGE_REJECTED', 4]])
      await t.store.discard([second], await operation(t))
      expect(await groups()).toEqual([['MESSAGE_REJECTED', 3]])
      await t.store.correct(third, t.event(t.pending()), await operation(t))
      expect(await groups()).toEqual([['MESSAGE_REJECTED', 2]])
      await t.store.erase('user-2')
      expect(await groups()).toEqual([['MESSAGE_REJECTED', 1]])
      t.now += 72 * hour
      await t.store.prune()
      expect(await groups()).toEqual([])
    })

    it('stay few, however different the messages are', async () => {
      const letters = (number: number): string =>
        [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
      const failed = Array.from({ length: 300 }, (_, index) =>
        t.event({ destination: 'wigzo', state: 'failed', reason: { ...reason, message: `Bad ${letters(index)}.` } })
      )
      await t.store.accept(failed)
      const found = await t.store.failureGroups({})
      expect(found).toHaveLength(201)
      expect(found[0].count).toBe(100)
    })
  })

  describe('filters of failed deliveries', () => {
    let ids: number[]
    let start: number

    beforeEach(async () => {
      start = t.now
      ids = await fail(
        t,
        { body: { type: 'track', event: 'Order Completed', properties: { total: 10 } } },
        { body: { type: 'page', name: 'Home' }, reason: noPhone },
        { body: { type: 'track', event: 'Order Completed', userId: 'user-2', properties: { total: 1000 } } },
        { destination: 'refersion', reason: refused, body: { userId: 7 } }
      )
    })

    it.each<[string, (start: number) => FailureFilter, number[]]>([
      ['nothing', () => ({}), [0, 1, 2, 3]],
      ['a destination', () => ({ destination: 'refersion' }), [3]],
      ['a subscription', () => ({ destination: 'wigzo', subscription: 'Purchases' }), [0, 1, 2]],
      ['an unknown subscription', () => ({ subscription: 'Carts' }), []],
      ['a code', () => ({ code: 'MESSAGE_REJECTED' }), [0, 1, 2]],
      ['a time', (at) => ({ since: at + 1000, until: at + 3000 }), [1, 2]],
      ['a user', () => ({ user: 'user-1' }), [0, 1]],
      ['a visitor', () => ({ user: 'anonymous-1', destination: 'wigzo' }), [0, 1, 2]],
      ['a user whose id is a number', () => ({ user: '7' }), [3]],
      ['the name of an event', () => ({ event: 'Order Completed' }), [0, 2]],
      ['the name of a page', () => ({ event: 'Home' }), [1]],
      ['FQL', () => ({ only: 'type = "track" and properties.total > 100' }), [2]],
      ['all of several', () => ({ event: 'Order Completed', user: 'user-1', code: 'MESSAGE_REJECTED' }), [0]]
    ])('ask for %s', async (_, filterAt, expected) => {
      const filter = filterAt(start)
      const expectedIds = expected.map((index) => ids[index])
      expect((await t.store.failures(filter, { limit: 10 })).map(({ id }) => id)).toEqual([...expectedIds].reverse())
      expect(await t.store.failedIds(filter, 0, 10)).toEqual({ ids: expectedIds })
      const counted = (await t.store.failureGroups(filter)).reduce((sum, { count }) => sum + count, 0)
      expect(counted).toBe(expected.length)
    })

    it('ask for a group', async () => {
      const [group] = await t.store.failureGroups({})
      expect(await t.store.failedIds({ group: group.id }, 0, 10)).toEqual({ ids: [ids[0], ids[2]] })
      expect(await t.store.failedIds({ group: group.id + 4711 }, 0, 10)).toEqual({ ids: [] })
      const [narrowed] = await t.store.failureGroups({ group: group.id, user: 'user-2' })
      expect(narrowed).toMatchObject({ id: group.id, count: 1, firstAt: start + 2000, lastAt: start + 2000 })
    })

    it('give pages', async () => {
      const first = await t.store.failures({}, { limit: 3 })
      expect(first.map(({ id }) => id)).toEqual([ids[3], ids[2], ids[1]])
      expect((await t.store.failures({}, { limit: 3, before: ids[1] })).map(({ id }) => id)).toEqual([ids[0]])
      const { ids: smallest, next } = await t.store.failedIds({}, 0, 3)
      expect(smallest).toEqual(ids.slice(0, 3))
      expect(await t.store.failedIds({}, next as number, 3)).toEqual({ ids: ids.slice(3) })
    })

    it('look through however many there are', async () => {
      await t.reopen({ maxBacklog: 10_000 })
      const many = Array.from({ length: 4100 }, (_, index): NewEvent => {
        const event = t.event({ destination: 'wigzo', state: 'failed', reason })
        return { ...event, body: JSON.stringify({ userId: index % 1000 === 0 ? 'rare' : 'usual' }) }
      })
      await t.store.accept(many)
      expect((await t.store.failedIds({ user: 'usual' }, 0, 10_000)).ids).toHaveLength(many.length - 5)
      expect((await t.store.failures({ user: 'rare' }, { limit: 4 })).map(({ messageId }) => messageId)).toEqual(
        [4000, 3000, 2000, 1000].map((index) => many[index].messageId)
      )
      expect((await t.store.failureGroups({ user: 'rare' })).map(({ count }) => count)).toEqual([5])
    })
  })

  describe('resending', () => {
    it('makes what failed pending, as if it were new, and keeps its attempts', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      await t.settle(await t.claim(), retry, { policy: { ...policy, maxLaneBlockMs: 0 } })
      t.now += 1000
      const failedAt = t.now
      await t.settle(await t.claim(), { kind: 'failed', reason: noEmail })
      const { id } = await t.only()
      t.now += hour
      expect(await t.store.resend([id], [], await operation(t))).toBe(1)
      const { reason: _, settledAt: __, ...row } = await t.only()
      expect(row).toMatchObject({ id, state: 'pending', attempts: 2, retriedMs: 0, outOfOrder: false })
      const [claimed] = await t.claim()
      expect(claimed).toMatchObject({ id, attempt: 3, priority: 1 })
      t.now += 20
      await t.settle([claimed], { kind: 'delivered' }, { startedAt: t.now - 20 })
      expect((await t.store.details(id))?.attemptRows).toEqual([
        expect.objectContaining({ attempt: 1, verdict: 'retry' }),
        { attempt: 2, startedAt: failedAt, endedAt: failedAt, verdict: 'failed', reason: noEmail },
        { attempt: 3, startedAt: t.now - 20, endedAt: t.now, verdict: 'delivered' }
      ])
    })

    it('keeps the order of a user, whatever the order of the ids, and does not wait for the lane of live events', async () => {
      const ids = await fail(t, {}, {}, {}, { body: { userId: 'user-2' } })
      await t.store.resend([ids[2], ids[3], ids[0]], [], await operation(t))
      await t.store.accept([t.event(t.pending('user-1'))])
      const first = await t.claim()
      expect(t.messages(first)).toEqual(['message-5', 'message-1', 'message-4'])
      await t.store.resend([ids[1]], [], await operation(t))
      expect(await t.claim()).toEqual([])
      await t.settle(first.slice(1, 2), { kind: 'delivered' })
      const second = await t.claim()
      expect(t.messages(second)).toEqual(['message-2'])
      await t.settle(second, { kind: 'released' })
      const third = await t.claim()
      expect(t.messages(third)).toEqual(['message-2'])
      await t.settle(third, { kind: 'delivered' })
      expect(t.messages(await t.claim())).toEqual(['message-3'])
    })

    it('attempts an earlier one first that joins while a later one is taken back', async () => {
      const ids = await fail(t, {}, {})
      await t.store.resend([ids[1]], [], await operation(t))
      const later = await t.claim()
      expect(t.messages(later)).toEqual(['message-2'])
      await t.store.resend([ids[0]], [], await operation(t))
      expect(await t.claim()).toEqual([])
      await t.settle(later, { kind: 'released' })
      expect(t.messages(await t.claim())).toEqual(['message-1'])
    })

    it('keeps no order for destinations without one', async () => {
      const ids = await fail(t, {}, {})
      await t.store.resend(ids, ['wigzo'], await operation(t))
      expect(t.messages(await t.claim())).toEqual(['message-1', 'message-2'])
    })

    it('leaves what is not failed, what could not be taken, and what is not there', async () => {
      const [id] = await fail(t, {})
      await t.store.accept([t.event({ destination: 'wigzo', state: 'failed', reason })])
      const { id: notTaken } = await t.only()
      expect(await t.store.resend([id, id, notTaken, 4711], [], await operation(t))).toBe(1)
      expect(await t.store.resend([id], [], await operation(t))).toBe(0)
      expect(await stateOf(t, notTaken)).toEqual(['failed', 'MESSAGE_REJECTED'])
      expect((await t.store.operations({ limit: 10 })).map(({ count }) => count)).toEqual([0, 1])
    })

    it('counts for the replay of the delivery', async () => {
      const { replay } = await t.store.startReplay(
        { identity: 'hash', title: 'july', source: 'shop', options: {} },
        false
      )
      const next = { file: 0, record: 1, bytes: 1 }
      const batch = { at: replay.position, skipped: 0, bad: 0, next, isLast: true }
      await t.store.storeReplayed(replay.id, { ...batch, events: [t.event(t.pending('a'))] })
      const counts = async () => (await t.store.replay(replay.id))?.counts
      await t.settle(await t.claim(), { kind: 'failed', reason })
      expect(await counts()).toMatchObject({ pending: 0, failed: 1 })
      const { id } = await t.only()
      await t.store.resend([id], [], await operation(t))
      expect(await counts()).toMatchObject({ pending: 1, failed: 0 })
      await t.settle(await t.claim(), { kind: 'failed', reason })
      await t.store.correct(id, t.event(t.pending('a')), await operation(t))
      expect(await counts()).toMatchObject({ pending: 1, filtered: 1, failed: 0 })
      expect(await t.only()).toMatchObject({ replay: replay.id })
    })
  })

  describe('discarding', () => {
    it('filters what failed, and keeps why it had failed', async () => {
      const ids = await fail(t, {}, {})
      const failedAt = t.now - 2000
      expect(await t.store.discard([...ids, 4711], await operation(t))).toBe(2)
      expect(await stateOf(t, ids[0])).toEqual(['filtered', 'DISCARDED'])
      expect((await t.store.details(ids[0]))?.attemptRows).toEqual([
        { attempt: 1, startedAt: failedAt, endedAt: failedAt, verdict: 'failed', reason: noEmail }
      ])
      expect(await t.store.discard(ids, await operation(t))).toBe(0)
      expect((await t.store.counts()).wigzo).toMatchObject({ filtered: 2, failed: 0 })
    })
  })

  describe('correcting', () => {
    it('delivers the corrected event in the place of the failed one, and links the two', async () => {
      const [id] = await fail(t, {})
      const corrected = t.event(t.pending('user-1'), t.pending('user-1', 'wigzo', 'Carts'))
      const made = (await t.store.correct(id, corrected, await operation(t))) as number[]
      expect(made).toHaveLength(2)
      expect(await stateOf(t, id)).toEqual(['filtered', 'CORRECTED'])
      expect(await t.store.details(id)).toMatchObject({ correctedBy: made })
      const details = await t.store.details(made[1])
      expect(details).toMatchObject({ corrects: id, subscription: 'Carts', messageId: corrected.messageId })
      expect(details).not.toHaveProperty('correctedBy')
      expect(await t.claim()).toMatchObject([{ id: made[0], attempt: 1, priority: 1, body: corrected.body }])
      expect(await t.store.operations({ limit: 1 })).toMatchObject([{ count: 1 }])
    })

    it('is refused if the delivery is not failed', async () => {
      const [id] = await fail(t, {})
      await t.store.resend([id], [], await operation(t))
      expect(await t.store.correct(id, t.event(t.pending()), await operation(t))).toBeUndefined()
      expect(await t.store.correct(4711, t.event(t.pending()), await operation(t))).toBeUndefined()
      expect(await t.store.list({ limit: 10 })).toHaveLength(1)
    })

    it('forgets what is removed of the two', async () => {
      const [id] = await fail(t, { body: { userId: 'ann' } })
      const [made] = (await t.store.correct(id, t.event(t.pending('a')), await operation(t))) as number[]
      await t.store.erase('ann')
      const details = await t.store.details(made)
      expect(details).toBeDefined()
      expect(details).not.toHaveProperty('corrects')
      expect((await t.store.storedEvents(0, 10, {})).events.map(({ messageId }) => messageId)).toEqual(['message-2'])
    })
  })

  describe("the operators' log", () => {
    it('says who did what, the newest first', async () => {
      const startedAt = t.now
      const first = await t.store.logOperation({
        who: 'ann',
        action: 'pause',
        what: { destination: 'wigzo' },
        count: 0
      })
      t.now += 1000
      const second = await t.store.logOperation({ who: 'bob', action: 'erase', what: {}, count: 3 })
      const [pause, erase] = [
        { id: first, at: startedAt, who: 'ann', action: 'pause', what: { destination: 'wigzo' }, count: 0 },
        { id: second, at: startedAt + 1000, who: 'bob', action: 'erase', what: {}, count: 3 }
      ]
      expect(await t.store.operations({ limit: 10 })).toEqual([erase, pause])
      expect(await t.store.operations({ limit: 1 })).toEqual([erase])
      expect(await t.store.operations({ limit: 10, before: second })).toEqual([pause])
    })
  })
}
