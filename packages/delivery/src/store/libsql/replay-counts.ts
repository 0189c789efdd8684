import type { Database, Statement } from 'libsql'
import type { DeliveryState } from '../../machine/delivery'
import type { Counts } from '../store'
import { stateNames, stateNumbers } from './schema'

/** How many deliveries of each replay are in each state, also of those that were removed once they were settled. */
export class ReplayCounts {
  private counts = new Map<number, number[]>()
  /** The replays whose counts are not in the file yet. */
  private readonly changed = new Set<number>()
  private readonly write: Statement
  private readonly all: Statement

  constructor(db: Database) {
    this.write = db.prepare('INSERT OR REPLACE INTO replay_counts (replay, state, count) VALUES (?, ?, ?)')
    this.all = db.prepare('SELECT replay, state, count FROM replay_counts').raw()
  }

  /** Reads them from the file. */
  load(): void {
    this.counts = new Map()
    this.changed.clear()
    for (const [replay, state, count] of this.all.all() as [number, number, number][]) this.of(replay)[state] = count
  }

  add(replay: number, state: DeliveryState, count: number): void {
    this.of(replay)[stateNumbers[state]] += count
    this.changed.add(replay)
  }

  get(replay: number): Counts {
    return countsOf([...this.of(replay).entries()])
  }

  /** Writes what has changed, in the transaction that changed it. */
  flush(): void {
    for (const replay of this.changed) {
      for (const [state, count] of this.of(replay).entries()) this.write.run(replay, state, count)
    }
    this.changed.clear()
  }

  private of(replay: number): number[] {
    let counts = this.counts.get(replay)
    if (!counts) this.counts.set(replay, (counts = stateNames.map(() => 0)))
    return counts
  }
}

/** @param numbers counts by the numbers of the states */
export function countsOf(numbers: [state: number, count: number][]): Counts {
  const counts: Counts = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }
  for (const [state, count] of numbers) counts[stateNames[state]] = count
  return counts
}
