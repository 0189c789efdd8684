import { hour, reason, retry } from './test-store'
import type { TestStore } from './test-store'

/** What is there when a store is opened again. */
export function describeLasting(t: TestStore): void {
  describe('opened again', () => {
    it('has taken back what was in flight', async () => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a'))])
      await t.claim()
      await t.reopen()
      expect((await t.store.counts()).wigzo).toMatchObject({ pending: 2, inFlight: 0 })
      const again = await t.claim()
      expect(t.messages(again)).toEqual(['message-1'])
      expect(again[0]).toMatchObject({ attempt: 2, delivery: { possibleDuplicate: true } })
    })

    it('keeps the order of a lane, and what blocks it', async () => {
      await t.store.accept([t.event(t.pending('a')), t.event(t.pending('a')), t.event(t.pending('a'))])
      await t.settle(await t.claim(), retry)
      expect(await t.claim()).toEqual([])
      await t.reopen()
      expect(await t.claim()).toEqual([])
      t.now += 1000
      for (const message of ['message-1', 'message-2', 'message-3']) {
        await t.reopen()
        const claimed = await t.claim()
        expect(t.messages(claimed)).toEqual([message])
        await t.settle(claimed, { kind: 'delivered' })
      }
    })

    it('knows duplicates, counts, pauses and requests', async () => {
      const event = t.event(t.pending('a'))
      const limit = { requests: 1, windowMs: 1000 }
      await t.store.accept([event])
      await t.store.pause('wigzo', { by: 'operator', reason: 'The vendor moves.' })
      await t.store.permit('wigzo', limit)
      await t.reopen()
      expect(await t.store.accept([event])).toEqual(['duplicate'])
      expect(await t.store.counts()).toMatchObject({ wigzo: { pending: 1 } })
      expect(Object.keys(await t.store.pauses())).toEqual(['wigzo'])
      expect(await t.store.permit('wigzo', limit)).toEqual({ granted: false, waitMs: 1100 })
    })

    it('knows replays, their duplicates and lanes, groups of failures and operations', async () => {
      const { replay } = await t.store.startReplay(
        { identity: 'hash', title: 'july', source: 'shop', options: {} },
        false
      )
      const events = [t.event(t.pending('a')), t.event(t.pending('a')), t.event(t.pending('b'))]
      const batch = { at: replay.position, skipped: 0, bad: 0, next: { file: 1, record: 2, bytes: 3 }, isLast: false }
      const stored = await t.store.storeReplayed(replay.id, { ...batch, events })
      expect(t.messages(await t.claim(1))).toEqual(['message-1'])
      const operation = await t.store.logOperation({ who: 'ann', action: 'resend', what: { code: '400' }, count: 0 })
      await t.reopen()
      expect(await t.store.replay(replay.id)).toEqual(stored)
      const claimed = await t.claim()
      expect(t.messages(claimed)).toEqual(['message-1', 'message-3'])
      await t.settle(claimed, { kind: 'failed', reason })
      const before = await t.store.failureGroups({})
      await t.reopen()
      expect(await t.store.failureGroups({})).toEqual(before)
      const { ids } = await t.store.failedIds({}, 0, 10)
      expect(await t.store.resend(ids, [], operation)).toBe(2)
      await t.reopen()
      expect(await t.store.operations({ limit: 10 })).toMatchObject([{ id: operation, count: 2 }])
      expect(t.messages(await t.claim())).toEqual(['message-1', 'message-2'])
      const again = { ...batch, at: batch.next, events: events.slice(0, 1) }
      expect(await t.store.storeReplayed(replay.id, again)).toMatchObject({ records: { accepted: 3, duplicates: 1 } })
    })

    it('attempts soon what the clock of then would have attempted in a year', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      t.now += 365 * 24 * hour
      await t.settle(await t.claim(), retry)
      t.now -= 365 * 24 * hour
      expect(await t.claim()).toEqual([])
      await t.reopen()
      expect(await t.claim()).toHaveLength(1)
    })

    it('never gives an id of a removed event again', async () => {
      await t.store.accept([t.event(t.pending('a'))])
      const { id } = await t.only()
      await t.store.erase('user-1')
      await t.reopen()
      await t.store.accept([t.event(t.pending('a'))])
      expect((await t.only()).id).toBeGreaterThan(id)
    })
  })
}
