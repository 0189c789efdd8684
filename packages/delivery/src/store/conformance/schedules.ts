import fc from 'fast-check'
import { Model } from '../../machine/model'
import type { ModelDelivery } from '../../machine/model'
import { picked, policy, schedules, verdictOf } from '../../machine/schedule'
import type { Ending, Event } from '../../machine/schedule'
import type { DeliveryState } from '../../machine/delivery'
import type { NewEvent, Settlement } from '../store'
import type { TestStore } from './test-store'

const leaseMs = 30_000

/** Runs a schedule on a store and on the model, and compares what they say after each step. */
class Comparison {
  private readonly model = new Model()
  private inFlight: { id: number; attempt: number }[] = []
  private readonly late: { id: number; attempt: number }[] = []
  /** Ids of the store, by those of the model. */
  private readonly ids: number[] = []
  /** Ids of the store, by those of the model. */
  private readonly replays = new Map<number, number>()

  constructor(private readonly t: TestStore, private readonly persists: boolean) {}

  async happen(event: Event): Promise<void> {
    const { t, model } = this
    switch (event.happens) {
      case 'accept':
        await this.accept(event.destination, event.user, event.replay)
        break
      case 'claim':
        await this.claim(event.destination, event.limit, event.freshFirst)
        break
      case 'settle':
        if (this.inFlight.length === 0) return
        await this.settle(this.inFlight.splice(event.pick % this.inFlight.length, 1)[0], event.ending)
        break
      case 'settleLate':
        if (this.late.length === 0) return
        await this.settle(this.late[event.pick % this.late.length], event.ending)
        break
      case 'wait':
        t.now += event.ms
        await t.store.renew()
        return
      case 'crash':
        if (!this.persists) return
        await t.reopen()
        this.lose()
        break
      case 'loseLease':
        t.now += leaseMs + 1
        expect(await t.store.takeBack()).toBe(this.inFlight.length)
        this.lose()
        break
      case 'pause':
        await t.store.pause(event.destination, { by: 'operator', reason: 'A test.' })
        model.pause(event.destination)
        return
      case 'resume':
        await t.store.resume(event.destination)
        model.resume(event.destination)
        return
      case 'resend':
      case 'discard':
        await this[event.happens](picked(this.failed, event.pick))
        break
      case 'correct':
        for (const id of picked(this.failed, event.pick)) await this.correct(id)
        break
      default:
        await this.remove(event.destination)
    }
    await this.compare()
  }

  private async accept(destination: string, user?: string, replay?: number): Promise<void> {
    this.model.accept(destination, user, replay)
    const event = this.event(destination, user)
    if (replay === undefined) await this.t.store.accept([event])
    else await this.storeReplayed(replay, event)
    this.ids.push((await this.t.only()).id)
  }

  /** An event of a user. */
  private event(destination: string, user?: string): NewEvent {
    const { t } = this
    const event = t.event(t.pending(user, destination))
    return { ...event, body: JSON.stringify({ messageId: event.messageId, userId: user }) }
  }

  private async storeReplayed(replay: number, event: NewEvent): Promise<void> {
    const { store } = this.t
    const started = { identity: `${replay}`, title: 'A test', source: 'shop', options: {} }
    const { id, position } = (await store.startReplay(started, false)).replay
    this.replays.set(replay, id)
    const next = { ...position, record: position.record + 1 }
    await store.storeReplayed(id, { at: position, events: [event], skipped: 0, bad: 0, next, isLast: false })
  }

  private get failed(): number[] {
    return this.model.deliveries.filter(({ delivery }) => delivery.state === 'failed').map(({ id }) => id)
  }

  private async resend(ids: number[]): Promise<void> {
    this.model.resend(this.t.now, ids)
    expect(await this.t.store.resend(this.storeIds(ids), [], 0)).toBe(ids.length)
  }

  private async discard(ids: number[]): Promise<void> {
    this.model.discard(this.t.now, ids)
    expect(await this.t.store.discard(this.storeIds(ids), 0)).toBe(ids.length)
  }

  private async correct(id: number): Promise<void> {
    const { destination, user } = this.model.deliveries[id - 1]
    this.model.correct(this.t.now, id)
    const made = await this.t.store.correct(this.ids[id - 1], this.event(destination, user), 0)
    this.ids.push(...(made ?? []))
  }

  private storeIds(ids: number[]): number[] {
    return ids.map((id) => this.ids[id - 1])
  }

  private async claim(destination: string, limit: number, freshFirst = false): Promise<void> {
    const expected = this.model.claim(this.t.now, destination, limit, freshFirst)
    const claimed = await this.t.store.claim([{ destination, limit, freshFirst }])
    expect(claimed.map(({ id, attempt, delivery }) => ({ id, attempt, delivery }))).toEqual(
      expected.map(({ id, delivery }) => ({ id: this.ids[id - 1], attempt: delivery.attempts, delivery }))
    )
    this.inFlight.push(...expected.map(({ id, delivery }) => ({ id, attempt: delivery.attempts })))
  }

  private async settle({ id, attempt }: { id: number; attempt: number }, ending: Ending): Promise<void> {
    const { t } = this
    const { elapsedMs, random, duringOutage, killed } = ending
    const verdict = verdictOf(ending)
    const taken = this.model.settle(t.now, { id, attempt, verdict, elapsedMs, policy, random, duringOutage, killed })
    t.random = random
    const settlement: Settlement = {
      id: this.ids[id - 1],
      attempt,
      verdict,
      startedAt: t.now - elapsedMs,
      endedAt: t.now,
      policy,
      duringOutage,
      ...(killed && { killed: true, alone: killed === 'alone' })
    }
    const { delivery, dueAt } = this.model.deliveries[id - 1]
    const pending = delivery.state === 'pending' && { dueAt: dueAt ?? t.now }
    expect(await t.store.settle([settlement])).toEqual([taken ? { state: delivery.state, ...pending } : undefined])
  }

  private lose(): void {
    this.model.takeBack(this.t.now)
    this.late.push(...this.inFlight)
    this.inFlight = []
  }

  private async remove(destination: string): Promise<void> {
    const kept = ['wigzo', 'refersion'].filter((name) => name !== destination)
    const failed = await this.t.store.failOrphans(
      kept.map((name) => ({ destination: name, subscriptions: ['Purchases'] }))
    )
    expect(failed).toBe(this.model.failOrphans(this.t.now, destination))
  }

  private async compare(): Promise<void> {
    const rows = await this.t.store.list({ limit: 1000 })
    const stored = rows.reverse().map(({ state, attempts, retriedMs, outOfOrder, possibleDuplicate, kills, dueAt }) => {
      return { state, attempts, retriedMs, outOfOrder, possibleDuplicate, kills, dueAt }
    })
    expect(stored).toEqual(this.model.deliveries.map(shown))
    const counts = Object.values(await this.t.store.counts())
    expect(counts.reduce((sum, count) => sum + count.pending, 0)).toBe(this.countOf('pending'))
    const groups = await this.t.store.failureGroups({})
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(this.countOf('failed'))
    for (const [replay, id] of this.replays) {
      const { pending, inFlight, failed } = (await this.t.store.replay(id))?.counts ?? {}
      const expected = (['pending', 'inFlight', 'failed'] as const).map((state) => this.countOf(state, replay))
      expect([pending, inFlight, failed]).toEqual(expected)
    }
  }

  /** @param replay only of this one */
  private countOf(state: DeliveryState, replay?: number): number {
    return this.model.deliveries.filter((each) => {
      return each.delivery.state === state && (replay === undefined || each.replay === replay)
    }).length
  }
}

function shown({ delivery, dueAt }: ModelDelivery) {
  const { reason: _, ...rest } = delivery
  return { ...rest, dueAt }
}

/** Random schedules. */
export function describeSchedules(t: TestStore, persists: boolean): void {
  it('does what the model does, whatever happens in whatever order', async () => {
    let first = true
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        if (!first) await t.end()
        if (!first) await t.begin()
        first = false
        const comparison = new Comparison(t, persists)
        for (const event of schedule) await comparison.happen(event)
      }),
      { numRuns: 20 }
    )
  })
}
