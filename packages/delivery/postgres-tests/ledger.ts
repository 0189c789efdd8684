import { setTimeout as sleep } from 'node:timers/promises'
import type { Verdict } from '../src/machine/delivery'
import type { Claimed, NewEvent, Store } from '../src/store/store'
import { claim, event, messageOf, settle } from './open-store'

/** Something that happened to a delivery, in the order in which it happened. */
interface Entry {
  what: 'attempt' | 'end'
  message: string
  lane?: string
  id: number
}

const retry: Verdict = { kind: 'retry', reason: { code: 'MESSAGE_REJECTED', message: 'The vendor answered 500.' } }

/**
 * What workers do with deliveries, and what became of these. It asks a store that fails again, as an engine does.
 */
export class Ledger {
  readonly acknowledged = new Set<string>()
  readonly delivered = new Map<string, number>()
  readonly entries: Entry[] = []
  failures = 0
  private isStopped = false

  /** Has some stores deliver what another one accepts, until all is delivered. */
  async deliverAll(intake: Store, workers: Store[], events: NewEvent[]): Promise<void> {
    const working = workers.map((store) => this.work(store))
    await this.accept(intake, events)
    await this.untilDelivered()
    this.stop()
    await Promise.all(working)
  }

  /** Accepts events in calls of a few, one call after the other. */
  async accept(store: Store, events: NewEvent[], perCall = 5): Promise<void> {
    for (let from = 0; from < events.length; from += perCall) {
      const call = events.slice(from, from + perCall)
      await this.persist(() => store.accept(call))
      for (const { messageId } of call) this.acknowledged.add(messageId)
    }
  }

  /** Accepts events of some users, one call after the other, until this is enough. Says how many. */
  async acceptUntil(store: Store, isEnough: () => boolean, users = 60): Promise<number> {
    let count = 0
    while (!isEnough()) {
      const call = Array.from({ length: 5 }, () => event(`message-${count}`, `user-${count++ % users}`))
      await this.accept(store, call)
    }
    return count
  }

  /** Claims and settles until `stop`. Some attempts end with a retry, and some claims are given back. */
  async work(store: Store, limit = 10): Promise<void> {
    while (!this.isStopped) {
      const claimed = await this.persist(() => claim(store, limit))
      if (claimed.length === 0) await sleep(5)
      await Promise.all(claimed.map((one) => this.attempt(store, one)))
    }
  }

  stop(): void {
    this.isStopped = true
  }

  /** Waits until so many more events are acknowledged. */
  async untilMoreAccepted(count: number): Promise<void> {
    const enough = this.acknowledged.size + count
    while (this.acknowledged.size < enough) await sleep(5)
  }

  /** Waits until the store has failed so many times more. */
  async untilMoreFailures(count: number): Promise<void> {
    const enough = this.failures + count
    while (this.failures < enough) await sleep(5)
  }

  /** Waits until everything that was acknowledged was delivered. */
  async untilDelivered(): Promise<void> {
    const deadline = performance.now() + 45_000
    while ([...this.acknowledged].some((message) => !this.delivered.has(message))) {
      if (performance.now() > deadline) throw new Error('Not everything was delivered.')
      await sleep(20)
    }
  }

  /** By lane: the messages whose deliveries have ended, in the order in which they ended. */
  get orders(): Map<string, string[]> {
    const orders = new Map<string, string[]>()
    for (const { what, lane, message } of this.entries) {
      if (what === 'end' && lane !== undefined) orders.set(lane, [...(orders.get(lane) ?? []), message])
    }
    return orders
  }

  /** How many attempts of a lane were ever under way at the same time. */
  get mostAtOnce(): number {
    const underWay = new Map<string, Set<number>>()
    let most = 0
    for (const { what, lane, id } of this.entries) {
      if (lane === undefined) continue
      const ids = underWay.get(lane) ?? new Set()
      if (what === 'attempt') ids.add(id)
      else ids.delete(id)
      underWay.set(lane, ids)
      most = Math.max(most, ids.size)
    }
    return most
  }

  private async attempt(store: Store, claimed: Claimed): Promise<void> {
    const { id, attempt, body } = claimed
    const message = messageOf(claimed)
    const lane = (JSON.parse(body) as { userId?: string }).userId
    this.entries.push({ what: 'attempt', message, lane, id })
    await sleep(Math.random() * 3)
    const ending = attempt === 1 ? Math.random() : 1
    const verdict: Verdict = ending < 0.1 ? retry : ending < 0.2 ? { kind: 'released' } : { kind: 'delivered' }
    // What the store has settled can be claimed at once, before this is told.
    if (verdict.kind === 'delivered') this.entries.push({ what: 'end', message, lane, id })
    else this.entries.push({ what: 'end', message: '', id, ...(lane !== undefined && { lane }) })
    const [settled] = await this.persist(() => settle(store, [claimed], verdict))
    if (settled?.state === 'delivered') this.delivered.set(message, (this.delivered.get(message) ?? 0) + 1)
  }

  private async persist<Result>(ask: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if ((error as Error).name !== 'StoreUnavailableError') throw error
        this.failures++
        await sleep(50)
      }
    }
  }
}
