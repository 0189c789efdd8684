import type { Database, Statement } from 'libsql'
import type { DeliveryState } from '../../machine/delivery'
import type { Counts } from '../store'
import type { Names } from './names'
import { stateNames, stateNumbers } from './schema'

/** Deliveries of a subscription, by the number of their state. */
interface Counter {
  destination: number
  /** 0 without one. */
  subscription: number
  counts: number[]
  /** The states whose counts are not in the file yet. */
  changed: Set<number>
}

/** How many deliveries of each subscription are in each state: nothing ever has to count millions of rows. */
export class Counters {
  private counters = new Map<string, Counter>()
  private readonly changed = new Set<Counter>()
  private waitingCount = 0
  private readonly write: Statement
  private readonly all: Statement

  constructor(db: Database) {
    this.write = db.prepare(
      'INSERT OR REPLACE INTO counters (destination, subscription, state, count) VALUES (?, ?, ?, ?)'
    )
    this.all = db.prepare('SELECT destination, subscription, state, count FROM counters').raw()
  }

  /** Reads them from the file. */
  load(): void {
    this.counters = new Map()
    this.changed.clear()
    this.waitingCount = 0
    for (const [destination, subscription, state, count] of this.all.all() as [number, number, number, number][]) {
      this.counter(destination, subscription).counts[state] = count
      if (state <= stateNumbers.inFlight) this.waitingCount += count
    }
  }

  /** Deliveries that are not settled. */
  get waiting(): number {
    return this.waitingCount
  }

  add(destination: number, subscription: number, state: DeliveryState, count: number): void {
    const counter = this.counter(destination, subscription)
    const number = stateNumbers[state]
    counter.counts[number] += count
    counter.changed.add(number)
    this.changed.add(counter)
    if (number <= stateNumbers.inFlight) this.waitingCount += count
  }

  /** Writes what has changed, in the transaction that changed it. */
  flush(): void {
    for (const { destination, subscription, counts, changed } of this.changed) {
      for (const state of changed) this.write.run(destination, subscription, state, counts[state])
      changed.clear()
    }
    this.changed.clear()
  }

  /** Those that have deliveries in a state. */
  *within(state: DeliveryState): Iterable<{ destination: number; subscription: number }> {
    for (const counter of this.counters.values()) if (counter.counts[stateNumbers[state]] > 0) yield counter
  }

  /** By the name of the destination. */
  byDestination(names: Names): Record<string, Counts> {
    const all: Record<string, Counts> = {}
    for (const { destination, counts } of this.counters.values()) {
      const name = names.nameOf(destination)
      all[name] ??= { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }
      for (const [number, state] of stateNames.entries()) all[name][state] += counts[number]
    }
    return all
  }

  private counter(destination: number, subscription: number): Counter {
    const key = `${destination} ${subscription}`
    let counter = this.counters.get(key)
    if (!counter) {
      counter = { destination, subscription, counts: stateNames.map(() => 0), changed: new Set() }
      this.counters.set(key, counter)
    }
    return counter
  }
}
