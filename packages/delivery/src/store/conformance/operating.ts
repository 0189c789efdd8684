import type { Pause } from '../store'
import { hour, policy, reason, retry } from './test-store'
import type { TestStore } from './test-store'

/** Limits, pauses, what people look at, and what is removed. */
export function describeOperating(t: TestStore): void {
  describe('the rate limit', () => {
    const limit = { requests: 2, windowMs: 10_000 }
    // 2 % of the window, for the way to the vendor.
    const apart = 10_200

    it('grants as many requests in a window as it allows, and says when to ask again', async () => {
      expect(await t.store.permit('wigzo', limit)).toMatchObject({ granted: true })
      t.now += 4000
      expect(await t.store.permit('wigzo', limit)).toMatchObject({ granted: true })
      expect(await t.store.permit('wigzo', limit)).toEqual({ granted: false, waitMs: apart - 4000 })
      expect(await t.store.permit('refersion', limit)).toMatchObject({ granted: true })
      t.now += apart - 4000
      expect(await t.store.permit('wigzo', limit)).toMatchObject({ granted: true })
      expect(await t.store.permit('wigzo', limit)).toEqual({ granted: false, waitMs: 4000 })
    })

    it('never grants more in any window, however often it is asked', async () => {
      const granted: number[] = []
      for (let times = 0; times < 300; times++) {
        if ((await t.store.permit('wigzo', limit)).granted) granted.push(t.now)
        t.now += 397
      }
      const inWindow = granted.map((from) => granted.filter((at) => at >= from && at < from + limit.windowMs).length)
      expect(Math.max(...inWindow)).toBe(2)
      expect(granted.length).toBeGreaterThanOrEqual(20)
    })

    it('changes with the config, and counts what was sent before', async () => {
      await t.store.permit('wigzo', limit)
      await t.store.permit('wigzo', limit)
      expect(await t.store.permit('wigzo', { ...limit, requests: 3 })).toMatchObject({ granted: true })
      expect(await t.store.permit('wigzo', { ...limit, requests: 3 })).toEqual({ granted: false, waitMs: apart })
      expect(await t.store.permit('wigzo', { ...limit, requests: 1 })).toEqual({ granted: false, waitMs: apart })
    })

    it('waits for a window at most after the clock was set back', async () => {
      await t.store.permit('wigzo', { ...limit, requests: 1 })
      t.now -= 24 * hour
      expect(await t.store.permit('wigzo', { ...limit, requests: 1 })).toEqual({ granted: false, waitMs: apart })
      t.now += apart
      expect(await t.store.permit('wigzo', { ...limit, requests: 1 })).toMatchObject({ granted: true })
    })
  })

  describe('pauses', () => {
    const byOperator: Pause = { by: 'operator', reason: 'The vendor moves.' }
    const shortly = (): Pause => ({ by: 'retry-after', reason: 'The vendor answered 429.', until: t.now + 1000 })

    it('claims nothing for a destination until it is resumed', async () => {
      await t.store.accept([t.event(t.pending(), t.pending(undefined, 'refersion'))])
      await t.store.pause('wigzo', byOperator)
      expect(await t.store.pauses()).toEqual({ wigzo: byOperator })
      expect(await t.claim()).toEqual([])
      expect(await t.claim(1, 'refersion')).toHaveLength(1)
      await t.store.resume('wigzo')
      expect(await t.store.pauses()).toEqual({})
      expect(await t.claim()).toHaveLength(1)
    })

    it('claims again when a pause is over', async () => {
      await t.store.accept([t.event(t.pending())])
      await t.store.pause('wigzo', shortly())
      t.now += 999
      expect(await t.claim()).toEqual([])
      t.now += 1
      expect(await t.store.pauses()).toEqual({})
      expect(await t.claim()).toHaveLength(1)
    })

    it("keeps an operator's pause when the vendor asks for a shorter one", async () => {
      await t.store.pause('wigzo', byOperator)
      await t.store.pause('wigzo', shortly())
      await t.store.pause('wigzo', { by: 'authentication', reason: 'The vendor answered 401.' })
      expect(await t.store.pauses()).toEqual({ wigzo: byOperator })
    })
  })

  describe('what people look at', () => {
    it('lists deliveries, the newest first', async () => {
      const failed = { destination: 'refersion', state: 'failed' as const, reason }
      await t.store.accept([t.event(t.pending('a'), failed), t.event(t.pending('a'))])
      const list = async (query: object) =>
        (await t.store.list({ limit: 10, ...query })).map(({ messageId, destination }) => `${messageId} ${destination}`)
      const [first, ofRefersion, second] = ['message-1 wigzo', 'message-1 refersion', 'message-2 wigzo']
      expect(await list({})).toEqual([second, ofRefersion, first])
      expect(await list({ limit: 1 })).toEqual([second])
      expect(await list({ destination: 'wigzo' })).toEqual([second, first])
      expect(await list({ state: 'failed' })).toEqual([ofRefersion])
      expect(await list({ messageId: 'message-1' })).toEqual([ofRefersion, first])
      expect(await list({ code: 'MESSAGE_REJECTED' })).toEqual([ofRefersion])
      expect(await list({ destination: 'unknown' })).toEqual([])
      const { id } = await t.only()
      expect(await list({ before: id })).toEqual([ofRefersion, first])
    })

    it('shows a delivery with its event and each of its attempts', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      const times = () => ({ startedAt: t.now, endedAt: t.now + 20 })
      await t.settle(await t.claim(), retry, {
        ...times(),
        exchanges: '[{"status":500}]',
        payload: '{"event":"Order"}'
      })
      const firstAt = t.now
      t.now += 2000
      await t.settle(await t.claim(), { kind: 'delivered' }, times())
      const { id } = await t.only()
      const attemptRows = [
        {
          attempt: 1,
          startedAt: firstAt,
          endedAt: firstAt + 20,
          verdict: 'retry',
          reason,
          exchanges: [{ status: 500 }],
          payload: { event: 'Order' }
        },
        { attempt: 2, startedAt: t.now, endedAt: t.now + 20, verdict: 'delivered' }
      ]
      expect(await t.store.details(id)).toEqual({
        id,
        source: 'shop',
        messageId: 'message-1',
        destination: 'wigzo',
        subscription: 'Purchases',
        receivedAt: firstAt,
        settledAt: t.now + 20,
        state: 'delivered',
        attempts: 2,
        retriedMs: 1040,
        outOfOrder: false,
        possibleDuplicate: false,
        kills: 0,
        event: { messageId: 'message-1', userId: 'user-1', anonymousId: 'anonymous-1' },
        attemptRows
      })
      expect(await t.store.details(id + 1)).toBeUndefined()
    })

    it('shows an attempt that is under way, and one that was cut off', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      await t.claim()
      const startedAt = t.now
      const { id } = await t.only()
      expect((await t.store.details(id))?.attemptRows).toEqual([{ attempt: 1, startedAt }])
      t.now += 30_001
      await t.store.takeBack()
      expect((await t.store.details(id))?.attemptRows).toMatchObject([{ attempt: 1, startedAt, verdict: 'unknown' }])
    })

    it('says since when the oldest delivery of each destination waits', async () => {
      expect(await t.store.backlogs()).toEqual({})
      await t.store.accept([t.event(t.pending('a'))])
      const oldestReceivedAt = t.now
      t.now += 1000
      await t.store.accept([t.event(t.pending('b'))])
      expect(await t.store.backlogs()).toEqual({ wigzo: { oldestReceivedAt } })
      await t.settle(await t.claim(1), { kind: 'delivered' })
      expect(await t.store.backlogs()).toEqual({ wigzo: { oldestReceivedAt: t.now } })
    })
  })

  describe('what no config names any more', () => {
    it('fails what is pending, with the reason, and leaves the rest alone', async () => {
      await t.store.accept([
        t.event(t.pending('a'), t.pending('a', 'wigzo', 'Carts'), t.pending('a', 'refersion')),
        t.event(t.pending('a'))
      ])
      expect(await t.store.failOrphans([{ destination: 'wigzo', subscriptions: ['Purchases'] }])).toBe(2)
      const rows = await t.store.list({ state: 'failed', limit: 10 })
      expect(rows.map(({ subscription, reason: why }) => [subscription, why?.code])).toEqual([
        ['Purchases', 'DESTINATION_REMOVED'],
        ['Carts', 'SUBSCRIPTION_REMOVED']
      ])
      expect(t.messages(await t.claim())).toEqual(['message-1'])
    })

    it('lets the lane go on when its head fails', async () => {
      await t.store.accept([t.event(t.pending('a', 'wigzo', 'Carts'))])
      await t.settle(await t.claim(), retry)
      await t.store.accept([t.event(t.pending('a'))])
      expect(await t.claim()).toEqual([])
      await t.store.failOrphans([{ destination: 'wigzo', subscriptions: ['Purchases'] }])
      expect(t.messages(await t.claim())).toEqual(['message-2'])
    })
  })

  describe('what is removed', () => {
    it.each([
      ['delivered', { kind: 'delivered' } as const, 48],
      ['filtered', { kind: 'filtered', reason } as const, 48],
      ['failed', { kind: 'failed', reason } as const, 72]
    ])('removes what was %s after its retention', async (_, verdict, hours) => {
      await t.store.accept([t.event(t.pending('a'))])
      await t.settle(await t.claim(), verdict, { exchanges: '[]' })
      t.now += hours * hour - 1
      expect(await t.store.prune()).toBe(0)
      t.now += 1
      expect(await t.store.prune()).toBe(1)
      expect(await t.store.list({ limit: 10 })).toEqual([])
      expect((await t.store.counts()).wigzo).toEqual({ pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 })
    })

    it('removes nothing that is not settled, however old it is', async () => {
      await t.store.accept([t.event(t.pending('a'), t.pending('a', 'refersion'))])
      await t.settle(await t.claim(), { kind: 'delivered' })
      t.now += 1000 * hour
      expect(await t.store.prune()).toBe(0)
      expect(await t.claim(1, 'refersion')).toHaveLength(1)
    })

    it('notices a duplicate of an event that is already removed', async () => {
      await t.reopen({ retention: { deliveredMs: hour, failedMs: hour } })
      const event = t.event(t.pending('a'))
      await t.store.accept([event])
      await t.settle(await t.claim(), { kind: 'delivered' })
      t.now += 2 * hour
      expect(await t.store.prune()).toBe(1)
      expect(await t.store.accept([event])).toEqual(['duplicate'])
      t.now += 22 * hour
      expect(await t.store.prune()).toBe(0)
      expect(await t.store.accept([{ ...event, receivedAt: t.now }])).toEqual(['accepted'])
    })

    it('removes what is old however much of it there is', async () => {
      await t.reopen({ maxBacklog: 5000 })
      for (let times = 0; times < 3; times++) {
        await t.store.accept(
          Array.from({ length: 400 }, () => t.event({ destination: 'wigzo', state: 'filtered', reason }))
        )
      }
      t.now += 48 * hour
      expect(await t.store.prune()).toBe(1200)
    })

    it.each(['user-1', 'anonymous-1'])('erases all events of the person %s', async (person) => {
      const other = { ...t.event(t.pending('b')), body: '{"messageId":"other","userId":"user-10"}' }
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a')), other])
      await t.settle(await t.claim(1), retry, { exchanges: '[]', policy })
      expect(await t.store.erase(person)).toBe(2)
      expect(await t.store.list({ limit: 10 })).toHaveLength(1)
      t.now += hour
      expect(t.messages(await t.claim())).toEqual(['other'])
    })

    it('refuses what is settled of an erased event', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      const claimed = await t.claim()
      await t.store.erase('user-1')
      expect(await t.settle(claimed, { kind: 'delivered' })).toEqual([undefined])
      await t.store.accept([t.event(t.pending('a'))])
      expect(await t.claim()).toHaveLength(1)
    })

    it('never gives an id again', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      const { id } = await t.only()
      await t.store.erase('user-1')
      await t.store.accept([t.event(t.pending('a'))])
      expect((await t.only()).id).toBeGreaterThan(id)
    })
  })
}
