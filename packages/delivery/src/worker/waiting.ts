import type { Claimed, Priority } from '../store/store'
import type { Batching } from './batching'

/** What is sent together: one call of an action, with its events. */
export interface Call {
  entries: Claimed[]
  subscription: string
  priority: Priority
  isBatch: boolean
  /** The thread that ran it has ended, so it runs with nothing beside it. */
  isSuspect: boolean
}

/** Events of a subscription that become a batch. */
interface Gathering {
  entries: Claimed[]
  bytes: number
  /** By the clock. */
  since: number
}

/** Deliveries of one destination and one priority that are claimed and not sent yet. */
class Queue {
  private readonly singles: Claimed[] = []
  private readonly suspects: Claimed[] = []
  private readonly gatherings = new Map<string, Gathering>()

  /**
   * @param batching how subscriptions gather batches, by their names
   * @param batchWaitMs how long a batch waits for more events, while more may come
   */
  constructor(
    private readonly priority: Priority,
    private readonly batching: Map<string, Batching>,
    private readonly batchWaitMs: number
  ) {}

  /** Without suspects. */
  get count(): number {
    let sum = this.singles.length
    for (const { entries } of this.gatherings.values()) sum += entries.length
    return sum
  }

  get suspectCount(): number {
    return this.suspects.length
  }

  add(claimed: Claimed, now: number): void {
    const { subscription, body, delivery } = claimed
    if (delivery.kills > 0) this.suspects.push(claimed)
    // What broke the batch that it was in goes by itself.
    else if (!this.batching.has(subscription) || delivery.reason?.code === 'INTERNAL') this.singles.push(claimed)
    else {
      const gathering = this.gatherings.get(subscription) ?? { entries: [], bytes: 0, since: now }
      gathering.entries.push(claimed)
      gathering.bytes += body.length
      this.gatherings.set(subscription, gathering)
    }
  }

  /** The next call of those that need no thread of their own. */
  next(now: number, mayBeMore: boolean): Call | undefined {
    const single = this.singles.shift()
    if (single) return this.callOf(single, false)
    for (const [subscription, gathering] of this.gatherings) {
      const entries = this.batchOf(subscription, gathering, mayBeMore && now < gathering.since + this.batchWaitMs)
      if (entries.length > 0) return { entries, subscription, priority: this.priority, isBatch: true, isSuspect: false }
    }
    return undefined
  }

  nextSuspect(): Call | undefined {
    const suspect = this.suspects.shift()
    return suspect && this.callOf(suspect, true)
  }

  /** Takes back all. */
  takeAll(): Claimed[] {
    const gathered = [...this.gatherings.values()].flatMap(({ entries }) => entries)
    this.gatherings.clear()
    return [...this.singles.splice(0), ...this.suspects.splice(0), ...gathered]
  }

  /** By the clock, when batches have waited long enough. */
  get times(): number[] {
    return [...this.gatherings.values()].map(({ since }) => since + this.batchWaitMs)
  }

  private callOf(claimed: Claimed, isSuspect: boolean): Call {
    const { subscription, priority } = claimed
    return { entries: [claimed], subscription, priority, isBatch: this.batching.has(subscription), isSuspect }
  }

  /** Takes a batch out of a gathering; nothing if it is to wait. */
  private batchOf(subscription: string, gathering: Gathering, waits: boolean): Claimed[] {
    const { size, bytes } = this.batching.get(subscription) as Batching
    const { entries } = gathering
    if (waits && entries.length < size && gathering.bytes < bytes) return []
    let taken = 0
    let sum = 0
    while (taken < Math.min(size, entries.length) && (taken === 0 || sum + entries[taken].body.length <= bytes)) {
      sum += entries[taken++].body.length
    }
    gathering.bytes -= sum
    if (taken === entries.length) this.gatherings.delete(subscription)
    return entries.splice(0, taken)
  }
}

/** Deliveries of one destination that are claimed and not sent yet. Those of priority 0 go first. */
export class Waiting {
  private readonly queues: readonly [Queue, Queue]

  /**
   * @param batching how subscriptions gather batches, by their names
   * @param batchWaitMs how long a batch waits for more events, while more may come
   */
  constructor(batching: Map<string, Batching>, batchWaitMs: number) {
    this.queues = [new Queue(0, batching, batchWaitMs), new Queue(1, batching, batchWaitMs)]
  }

  /** How many of a priority wait, without suspects. */
  count(priority: Priority): number {
    return this.queues[priority].count
  }

  get suspectCount(): number {
    return this.queues[0].suspectCount + this.queues[1].suspectCount
  }

  add(claimed: Claimed, now: number): void {
    this.queues[claimed.priority].add(claimed, now)
  }

  /**
   * The next call of those that need no thread of their own.
   * @param mayBeMore whether more of a priority may come soon
   */
  next(now: number, mayBeMore: (priority: Priority) => boolean): Call | undefined {
    return this.queues[0].next(now, mayBeMore(0)) ?? this.queues[1].next(now, mayBeMore(1))
  }

  nextSuspect(): Call | undefined {
    return this.queues[0].nextSuspect() ?? this.queues[1].nextSuspect()
  }

  /** Takes back all. */
  takeAll(): Claimed[] {
    return this.queues.flatMap((queue) => queue.takeAll())
  }

  /** By the clock, when batches have waited long enough. */
  get times(): number[] {
    return this.queues.flatMap(({ times }) => times)
  }
}
