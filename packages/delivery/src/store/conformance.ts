import type { Clock } from '../clock'
import type { RetryPolicy, Verdict } from '../machine/delivery'
import type { Claimed, NewDelivery, NewEvent, Settlement, Store, StoreOptions } from './store'

/** An engine, as its tests open it. */
export interface EngineUnderTest {
  /** Opens the one store of a test. May be called again once it is closed or its process is gone, if it `persists`. */
  open(options: StoreOptions, clock: Clock, random: () => number): Promise<Store>
  /** Ends the store as `kill -9` would, and resolves when it can be opened again. */
  kill(store: Store): Promise<void>
  /** Whether what was written is there when it is opened again. */
  persists: boolean
  /** Removes everything. */
  remove(): Promise<void>
}

const hour = 60 * 60 * 1000
const policy: RetryPolicy = {
  retryWindowMs: 4 * hour,
  maxLaneBlockMs: 900_000,
  firstBackoffMs: 1000,
  maxBackoffMs: 300_000
}
const reason = { code: 'MESSAGE_REJECTED', message: 'The vendor answered 500.', status: 500 }
const retry: Verdict = { kind: 'retry', reason }

/** What every engine has to do. `create` makes an engine with an empty store. */
export function describeStore(engineName: string, create: () => Promise<EngineUnderTest>): void {
  describe(`the store on ${engineName}`, () => {
    let engine: EngineUnderTest
    let store: Store
    let now: number
    let random: number
    let lastMessage: number

    const open = (options: Partial<StoreOptions> = {}) =>
      engine.open(
        { mode: 'sandbox', maxBacklog: 1000, retention: { deliveredMs: 48 * hour, failedMs: 72 * hour }, ...options },
        () => now,
        () => random
      )
    const reopen = async (options: Partial<StoreOptions> = {}) => {
      await store.close()
      store = await open(options)
    }

    beforeEach(async () => {
      now = Date.UTC(2026, 0, 1)
      random = 1
      lastMessage = 0
      engine = await create()
      store = await open()
    })

    afterEach(async () => {
      await store.close()
      await engine.remove()
    })

    const pending = (lane?: string, destination = 'wigzo'): NewDelivery => ({
      destination,
      subscription: 'Purchases',
      state: 'pending',
      ...(lane !== undefined && { lane })
    })
    const event = (...deliveries: NewDelivery[]): NewEvent => {
      const messageId = `message-${++lastMessage}`
      const body = JSON.stringify({ messageId, userId: 'user-1', anonymousId: 'anonymous-1' })
      return { source: 'shop', messageId, fingerprint: 'as-sent', receivedAt: now, body, deliveries }
    }
    const claim = (limit = 10, destination = 'wigzo') => store.claim([{ destination, limit }])
    const settlement = ({ id, attempt }: Claimed, verdict: Verdict, more: Partial<Settlement> = {}): Settlement => ({
      id,
      attempt,
      verdict,
      startedAt: now,
      endedAt: now,
      policy,
      ...more
    })
    const settle = async (claimed: Claimed[], verdict: Verdict, more: Partial<Settlement> = {}) =>
      store.settle(claimed.map((each) => settlement(each, verdict, more)))
    const messages = (claimed: Claimed[]) =>
      claimed.map(({ body }) => (JSON.parse(body) as { messageId: string }).messageId)
    const only = async () => {
      const [row] = await store.list({ limit: 1 })
      return row
    }

    describe('accepting', () => {
      it('keeps an event with its deliveries, and hands out what is pending', async () => {
        const filtered = { code: 'NO_MATCHING_MAPPING', message: 'No subscription takes the event.' }
        const shop = event(pending('user'), { destination: 'refersion', state: 'filtered', reason: filtered })
        expect(await store.accept([shop])).toEqual(['accepted'])
        expect(await store.counts()).toEqual({
          wigzo: { pending: 1, inFlight: 0, delivered: 0, filtered: 0, failed: 0 },
          refersion: { pending: 0, inFlight: 0, delivered: 0, filtered: 1, failed: 0 }
        })
        const delivery = { state: 'inFlight', attempts: 1, retriedMs: 0, kills: 0 }
        const unmarked = { outOfOrder: false, possibleDuplicate: false }
        expect(await claim()).toEqual([
          {
            id: expect.any(Number) as number,
            destination: 'wigzo',
            subscription: 'Purchases',
            attempt: 1,
            delivery: { ...delivery, ...unmarked },
            body: shop.body,
            receivedAt: now
          }
        ])
        expect(await store.claim([{ destination: 'refersion', limit: 10 }])).toEqual([])
      })

      it.each([
        ['the same again is a duplicate', {}, 0, 'duplicate'],
        ['the same a minute before a day has passed is a duplicate', {}, 24 * hour - 60_000, 'duplicate'],
        ['the same after a day is another event', {}, 24 * hour, 'accepted'],
        ['other contents under the same id are a conflict', { fingerprint: 'other' }, 0, 'conflict'],
        ['the same id from another source is another event', { source: 'blog' }, 0, 'accepted']
      ] as const)('%s', async (_, changes, laterMs, expected) => {
        const first = event(pending())
        await store.accept([first])
        now += laterMs
        expect(await store.accept([{ ...first, receivedAt: now, ...changes }])).toEqual([expected])
        expect(await claim()).toHaveLength(expected === 'accepted' ? 2 : 1)
      })

      it('notices a duplicate in the same call', async () => {
        const twice = event(pending())
        expect(await store.accept([twice, twice])).toEqual(['accepted', 'duplicate'])
      })

      it('takes all events of a call or none when too many wait', async () => {
        await reopen({ maxBacklog: 2 })
        await store.accept([event(pending())])
        await expect(store.accept([event(pending()), event(pending())])).rejects.toMatchObject({
          name: 'BacklogFullError',
          maxBacklog: 2
        })
        expect((await store.counts()).wigzo.pending).toBe(1)
        await store.accept([event(pending())])
        await settle(await claim(1), { kind: 'delivered' })
        expect(await store.accept([event(pending())])).toEqual(['accepted'])
      })
    })

    describe('lanes', () => {
      it('hands out one delivery of a lane at a time, in the order in which they came', async () => {
        await store.accept([event(pending('a')), event(pending('a')), event(pending('b')), event(pending())])
        const first = await claim()
        expect(messages(first)).toEqual(['message-1', 'message-3', 'message-4'])
        expect(await claim()).toEqual([])
        await settle(first.slice(0, 1), { kind: 'delivered' })
        expect(messages(await claim())).toEqual(['message-2'])
      })

      it('keeps the lanes of two destinations apart', async () => {
        await store.accept([event(pending('a'), pending('a', 'refersion'))])
        const claimed = await store.claim([
          { destination: 'wigzo', limit: 1 },
          { destination: 'refersion', limit: 1 }
        ])
        expect(claimed.map(({ destination }) => destination)).toEqual(['wigzo', 'refersion'])
      })

      it.each<[string, Verdict]>([
        ['filtered', { kind: 'filtered', reason }],
        ['failed', { kind: 'failed', reason }]
      ])('goes on after one that is %s', async (_, verdict) => {
        await store.accept([event(pending('a')), event(pending('a'))])
        await settle(await claim(), verdict)
        expect(messages(await claim())).toEqual(['message-2'])
      })

      it('is held back by a retry, until that has been delivered', async () => {
        await store.accept([event(pending('a')), event(pending('a'))])
        expect(await settle(await claim(), retry)).toEqual([{ state: 'pending', dueAt: now + 1000 }])
        now += 999
        expect(await claim()).toEqual([])
        now += 1
        const again = await claim()
        expect(messages(again)).toEqual(['message-1'])
        expect(again[0]).toMatchObject({ attempt: 2, delivery: { retriedMs: 1000, reason } })
        await settle(again, { kind: 'delivered' })
        expect(messages(await claim())).toEqual(['message-2'])
      })

      it('goes on without one that holds it back for too long, which is attempted out of order', async () => {
        await store.accept([event(pending('a')), event(pending('a'))])
        await settle(await claim(), retry, { policy: { ...policy, maxLaneBlockMs: 999 } })
        expect(messages(await claim())).toEqual(['message-2'])
        now += 1000
        const late = await claim()
        expect(messages(late)).toEqual(['message-1'])
        expect(late[0].delivery.outOfOrder).toBe(true)
      })

      it('says when a delivery is next due', async () => {
        expect(await store.nextDue()).toEqual({})
        await store.accept([event(pending('a'), pending('a', 'refersion'))])
        expect(await store.nextDue()).toEqual({ wigzo: now, refersion: now })
        const claimed = await claim()
        expect(await store.nextDue()).toEqual({ refersion: now })
        await settle(claimed, retry)
        expect(await store.nextDue()).toEqual({ refersion: now, wigzo: now + 1000 })
      })

      it('keeps its order behind a long row of deliveries that wait', async () => {
        await store.accept(Array.from({ length: 20 }, () => event(pending('a'))))
        const order: string[] = []
        for (let claimed = await claim(3); claimed.length > 0; claimed = await claim(3)) {
          order.push(...messages(claimed))
          await settle(claimed, { kind: 'delivered' })
        }
        expect(order).toEqual(Array.from({ length: 20 }, (_, index) => `message-${index + 1}`))
      })

      it('claims the longest due first, and as many as asked for', async () => {
        for (const lane of ['a', 'b', 'c']) {
          await store.accept([event(pending(lane))])
          now += 1
        }
        expect(messages(await claim(2))).toEqual(['message-1', 'message-2'])
        expect(messages(await claim(2))).toEqual(['message-3'])
      })
    })

    describe('settling', () => {
      it('counts, and refuses what was settled before', async () => {
        await store.accept([event(pending())])
        const claimed = await claim()
        expect(await settle([...claimed, ...claimed], { kind: 'delivered' })).toEqual([
          { state: 'delivered' },
          undefined
        ])
        expect(await settle(claimed, retry)).toEqual([undefined])
        expect((await store.counts()).wigzo).toEqual({ pending: 0, inFlight: 0, delivered: 1, filtered: 0, failed: 0 })
      })

      it('refuses what nobody has claimed', async () => {
        const unknown = { id: 4711, attempt: 1 } as Claimed
        expect(await settle([unknown], { kind: 'delivered' })).toEqual([undefined])
      })

      it('puts a released delivery back as if it had never been claimed', async () => {
        await store.accept([event(pending('a'))])
        const before = await only()
        await settle(await claim(), { kind: 'released' })
        expect(await only()).toEqual(before)
        expect((await store.details(before.id))?.attemptRows).toEqual([])
      })

      it('marks a delivery of unknown outcome, and counts the threads that were killed', async () => {
        await store.accept([event(pending())])
        await settle(await claim(), { kind: 'unknown', reason }, { killed: true })
        expect(await only()).toMatchObject({ state: 'pending', possibleDuplicate: true, kills: 1 })
        now += 1000
        await settle(await claim(), { kind: 'unknown', reason }, { killed: true, alone: true })
        expect(await only()).toMatchObject({ state: 'failed', kills: 2, reason: { code: 'DESTINATION_CODE_STOPPED' } })
      })
    })

    describe('leases', () => {
      it('takes back what a worker had when its lease ran out, and refuses what it settles then', async () => {
        await reopen({ leaseMs: 1000 })
        await store.accept([event(pending('a'))])
        const claimed = await claim()
        now += 1000
        expect(await store.takeBack()).toBe(0)
        now += 1
        expect(await store.takeBack()).toBe(1)
        expect(await settle(claimed, { kind: 'delivered' })).toEqual([undefined])
        const again = await claim()
        expect(again[0]).toMatchObject({ attempt: 2, delivery: { possibleDuplicate: true } })
        expect(await settle(claimed, { kind: 'delivered' })).toEqual([undefined])
        expect(await settle(again, { kind: 'delivered' })).toEqual([{ state: 'delivered' }])
      })

      it('keeps what a worker has while it renews its lease', async () => {
        await reopen({ leaseMs: 1000 })
        await store.accept([event(pending('a'))])
        const claimed = await claim()
        for (let times = 0; times < 3; times++) {
          now += 900
          expect(await store.renew()).toBe(true)
        }
        expect(await store.takeBack()).toBe(0)
        now += 1001
        expect(await store.renew()).toBe(false)
        expect(await settle(claimed, { kind: 'delivered' })).toEqual([undefined])
      })
    })
  })
}
