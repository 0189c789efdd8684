import type { Verdict } from '../../machine/delivery'
import { hour, policy, reason, retry } from './test-store'
import type { TestStore } from './test-store'
import type { Claimed } from '../store'

/** Accepting, claiming and settling. */
export function describeDelivering(t: TestStore): void {
  describe('accepting', () => {
    it('keeps an event with its deliveries, and hands out what is pending', async () => {
      const filtered = { code: 'NO_MATCHING_MAPPING', message: 'No subscription takes the event.' }
      const shop = t.event(t.pending('user'), { destination: 'refersion', state: 'filtered', reason: filtered })
      expect(await t.store.accept([shop])).toEqual(['accepted'])
      expect(await t.store.counts()).toEqual({
        wigzo: { pending: 1, inFlight: 0, delivered: 0, filtered: 0, failed: 0 },
        refersion: { pending: 0, inFlight: 0, delivered: 0, filtered: 1, failed: 0 }
      })
      const delivery = { state: 'inFlight', attempts: 1, retriedMs: 0, kills: 0 }
      const unmarked = { outOfOrder: false, possibleDuplicate: false }
      expect(await t.claim()).toEqual([
        {
          id: expect.any(Number) as number,
          destination: 'wigzo',
          subscription: 'Purchases',
          priority: 0,
          attempt: 1,
          delivery: { ...delivery, ...unmarked },
          body: shop.body,
          receivedAt: t.now
        }
      ])
      expect(await t.store.claim([{ destination: 'refersion', limit: 10 }])).toEqual([])
    })

    it.each([
      ['the same again is a duplicate', {}, 0, 'duplicate'],
      ['the same a minute before a day has passed is a duplicate', {}, 24 * hour - 60_000, 'duplicate'],
      ['the same after a day is another event', {}, 24 * hour, 'accepted'],
      ['other contents under the same id are a conflict', { fingerprint: 'other' }, 0, 'conflict'],
      ['the same id from another source is another event', { source: 'blog' }, 0, 'accepted']
    ] as const)('%s', async (_, changes, laterMs, expected) => {
      const first = t.event(t.pending())
      await t.store.accept([first])
      t.now += laterMs
      expect(await t.store.accept([{ ...first, receivedAt: t.now, ...changes }])).toEqual([expected])
      expect(await t.claim()).toHaveLength(expected === 'accepted' ? 2 : 1)
    })

    it('notices a duplicate in the same call', async () => {
      const twice = t.event(t.pending())
      expect(await t.store.accept([twice, twice])).toEqual(['accepted', 'duplicate'])
    })

    it('takes all events of a call or none when too many wait', async () => {
      await t.reopen({ maxBacklog: 2 })
      await t.store.accept([t.event(t.pending())])
      await expect(t.store.accept([t.event(t.pending()), t.event(t.pending())])).rejects.toMatchObject({
        name: 'BacklogFullError',
        maxBacklog: 2
      })
      expect((await t.store.counts()).wigzo.pending).toBe(1)
      await t.store.accept([t.event(t.pending())])
      await t.settle(await t.claim(1), { kind: 'delivered' })
      expect(await t.store.accept([t.event(t.pending())])).toEqual(['accepted'])
    })
  })

  describe('lanes', () => {
    it('hands out one delivery of a lane at a time, in the order in which they came', async () => {
      await t.store.accept([
        t.event(t.pending('a')),
        t.event(t.pending('a')),
        t.event(t.pending('b')),
        t.event(t.pending())
      ])
      const first = await t.claim()
      expect(t.messages(first)).toEqual(['message-1', 'message-3', 'message-4'])
      expect(await t.claim()).toEqual([])
      await t.settle(first.slice(0, 1), { kind: 'delivered' })
      expect(t.messages(await t.claim())).toEqual(['message-2'])
    })

    it('keeps the lanes of two destinations apart', async () => {
      await t.store.accept([t.event(t.pending('a'), t.pending('a', 'refersion'))])
      const claimed = await t.store.claim([
        { destination: 'wigzo', limit: 1 },
        { destination: 'refersion', limit: 1 }
      ])
      expect(claimed.map(({ destination }) => destination)).toEqual(['wigzo', 'refersion'])
    })

    it.each<[string, Verdict]>([
      ['filtered', { kind: 'filtered', reason }],
      ['failed', { kind: 'failed', reason }]
    ])('goes on after one that is %s', async (_, verdict) => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a'))])
      await t.settle(await t.claim(), verdict)
      expect(t.messages(await t.claim())).toEqual(['message-2'])
    })

    it('is held back by a retry, until that has been delivered', async () => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a'))])
      expect(await t.settle(await t.claim(), retry)).toEqual([{ state: 'pending', dueAt: t.now + 1000 }])
      t.now += 999
      expect(await t.claim()).toEqual([])
      t.now += 1
      const again = await t.claim()
      expect(t.messages(again)).toEqual(['message-1'])
      expect(again[0]).toMatchObject({ attempt: 2, delivery: { retriedMs: 1000, reason } })
      await t.settle(again, { kind: 'delivered' })
      expect(t.messages(await t.claim())).toEqual(['message-2'])
    })

    it('goes on without one that holds it back for too long, which is attempted out of order', async () => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a'))])
      await t.settle(await t.claim(), retry, { policy: { ...policy, maxLaneBlockMs: 999 } })
      expect(t.messages(await t.claim())).toEqual(['message-2'])
      t.now += 1000
      const late = await t.claim()
      expect(t.messages(late)).toEqual(['message-1'])
      expect(late[0].delivery.outOfOrder).toBe(true)
    })

    it('hands out what was not retried first, if asked for', async () => {
      const freshFirst = (limit: number) => t.store.claim([{ destination: 'wigzo', limit, freshFirst: true }])
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a')), t.event(t.pending('b'))])
      await t.settle(await t.claim(1), retry)
      t.now += 1000
      const [first] = await freshFirst(1)
      expect(t.messages([first])).toEqual(['message-3'])
      // The second one waits for the first one of its lane.
      expect(t.messages(await freshFirst(2))).toEqual(['message-1'])
    })

    it('says when a delivery is next due', async () => {
      expect(await t.store.nextDue()).toEqual({})
      await t.store.accept([t.event(t.pending('a'), t.pending('a', 'refersion'))])
      expect(await t.store.nextDue()).toEqual({ wigzo: t.now, refersion: t.now })
      const claimed = await t.claim()
      expect(await t.store.nextDue()).toEqual({ refersion: t.now })
      await t.settle(claimed, retry)
      expect(await t.store.nextDue()).toEqual({ refersion: t.now, wigzo: t.now + 1000 })
    })

    it('keeps its order behind a long row of deliveries that wait', async () => {
      await t.store.accept(Array.from({ length: 20 }, () => t.event(t.pending('a'))))
      const order: string[] = []
      for (let claimed = await t.claim(3); claimed.length > 0; claimed = await t.claim(3)) {
        order.push(...t.messages(claimed))
        await t.settle(claimed, { kind: 'delivered' })
      }
      expect(order).toEqual(Array.from({ length: 20 }, (_, index) => `message-${index + 1}`))
    })

    it('claims the longest due first, and as many as asked for', async () => {
      for (const lane of ['a', 'b', 'c']) {
        await t.store.accept([t.event(t.pending(lane))])
        t.now += 1
      }
      expect(t.messages(await t.claim(2))).toEqual(['message-1', 'message-2'])
      expect(t.messages(await t.claim(2))).toEqual(['message-3'])
    })
  })

  describe('settling', () => {
    it('counts, and refuses what was settled before', async () => {
      await t.store.accept([t.event(t.pending())])
      const claimed = await t.claim()
      expect(await t.settle([...claimed, ...claimed], { kind: 'delivered' })).toEqual([
        { state: 'delivered' },
        undefined
      ])
      expect(await t.settle(claimed, retry)).toEqual([undefined])
      expect((await t.store.counts()).wigzo).toEqual({ pending: 0, inFlight: 0, delivered: 1, filtered: 0, failed: 0 })
    })

    it('refuses what nobody has claimed', async () => {
      const unknown = { id: 4711, attempt: 1 } as Claimed
      expect(await t.settle([unknown], { kind: 'delivered' })).toEqual([undefined])
    })

    it('puts a released delivery back as if it had never been claimed', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      const before = await t.only()
      await t.settle(await t.claim(), { kind: 'released' })
      expect(await t.only()).toEqual(before)
      expect((await t.store.details(before.id))?.attemptRows).toEqual([])
    })

    it('marks a delivery of unknown outcome, and counts the threads that were killed', async () => {
      await t.store.accept([t.event(t.pending())])
      await t.settle(await t.claim(), { kind: 'unknown', reason }, { killed: true })
      expect(await t.only()).toMatchObject({ state: 'pending', possibleDuplicate: true, kills: 1 })
      t.now += 1000
      await t.settle(await t.claim(), { kind: 'unknown', reason }, { killed: true, alone: true })
      expect(await t.only()).toMatchObject({ state: 'failed', kills: 2, reason: { code: 'DESTINATION_CODE_STOPPED' } })
    })
  })

  describe('leases', () => {
    it('takes back what a worker had when its lease ran out, and refuses what it settles then', async () => {
      await t.reopen({ leaseMs: 1000 })
      await t.store.accept([t.event(t.pending('a'))])
      const claimed = await t.claim()
      t.now += 1000
      expect(await t.store.takeBack()).toBe(0)
      t.now += 1
      expect(await t.store.takeBack()).toBe(1)
      expect(await t.settle(claimed, { kind: 'delivered' })).toEqual([undefined])
      const again = await t.claim()
      expect(again[0]).toMatchObject({ attempt: 2, delivery: { possibleDuplicate: true } })
      expect(await t.settle(claimed, { kind: 'delivered' })).toEqual([undefined])
      expect(await t.settle(again, { kind: 'delivered' })).toEqual([{ state: 'delivered' }])
    })

    it('keeps what a worker has while it renews its lease', async () => {
      await t.reopen({ leaseMs: 1000 })
      await t.store.accept([t.event(t.pending('a'))])
      const claimed = await t.claim()
      for (let times = 0; times < 3; times++) {
        t.now += 900
        expect(await t.store.renew()).toBe(true)
      }
      expect(await t.store.takeBack()).toBe(0)
      t.now += 1001
      expect(await t.store.renew()).toBe(false)
      expect(await t.settle(claimed, { kind: 'delivered' })).toEqual([undefined])
    })
  })
}
