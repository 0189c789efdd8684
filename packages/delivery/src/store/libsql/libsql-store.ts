import fs from 'node:fs/promises'
import path from 'node:path'
import type { RateLimit } from '../../catalog'
import type { Observer } from '../../observer'
import type { ClaimRequest, DeliveryQuery, NewEvent, Pause, Settlement, Store } from '../store'
import type { StoreThread } from './store-thread'
import type { Operations } from './writer'

/** Batches of one call of `prune`: the next call goes on from there. */
const pruneBatches = 200

/** A store in a file, or in memory. A thread writes, and another one reads for people. */
export class LibsqlStore implements Store {
  /**
   * @param reader the same as the writer for a store in memory
   * @param random from 0 to 1, evenly distributed
   */
  constructor(
    private readonly location: string,
    private readonly writer: StoreThread,
    private readonly reader: StoreThread,
    private readonly observer: Observer,
    private readonly random: () => number
  ) {}

  accept(events: NewEvent[]) {
    return this.timed('accept', this.writer.ask('accept', events))
  }

  claim(requests: ClaimRequest[]) {
    return this.timed('claim', this.writer.ask('claim', requests))
  }

  settle(settlements: Settlement[]) {
    return this.timed('settle', this.writer.ask('settle', settlements, settlements.map(this.random)))
  }

  renew() {
    return this.writer.ask('renew')
  }

  takeBack() {
    return this.writer.ask('takeBack')
  }

  permit(destination: string, limit: RateLimit) {
    return this.timed('permit', this.writer.ask('permit', destination, limit))
  }

  pause(destination: string, pause: Pause) {
    return this.writer.ask('pause', destination, pause)
  }

  resume(destination: string) {
    return this.writer.ask('resume', destination)
  }

  pauses() {
    return this.writer.ask('pauses')
  }

  async failOrphans(kept: { destination: string; subscriptions: string[] }[]) {
    let failed = 0
    for (let more = true; more; ) {
      const batch = await this.writer.ask('failOrphans', kept)
      failed += batch.count
      more = batch.more
    }
    return failed
  }

  async prune() {
    let removed = 0
    for (let more = true, batches = 0; more && batches < pruneBatches; batches++) {
      const batch = await this.timed('prune', this.writer.ask('prune'))
      removed += batch.count
      more = batch.more
    }
    return removed
  }

  async erase(person: string) {
    let erased = 0
    for (let after: number | undefined = 0; after !== undefined; ) {
      const found: ReturnType<Operations['eventsOf']> = await this.reader.ask('eventsOf', person, after)
      if (found.ids.length > 0) erased += await this.writer.ask('erase', found.ids)
      after = found.next
    }
    return erased
  }

  counts() {
    return this.writer.ask('counts')
  }

  backlogs() {
    return this.reader.ask('backlogs')
  }

  nextDue() {
    return this.writer.ask('nextDue')
  }

  list(query: DeliveryQuery) {
    return this.reader.ask('list', query)
  }

  details(id: number) {
    return this.reader.ask('details', id)
  }

  async space() {
    if (this.location === ':memory:') return undefined
    const { bavail, bsize } = await fs.statfs(path.dirname(path.resolve(this.location)))
    return { freeBytes: bavail * bsize }
  }

  async close() {
    try {
      await this.writer.ask('giveUpLease')
    } finally {
      // Also when the disk is full, or nobody could open the store again.
      if (this.reader !== this.writer) await this.reader.close()
      await this.writer.close()
    }
  }

  private async timed<Result>(operation: string, result: Promise<Result>): Promise<Result> {
    const start = performance.now()
    try {
      return await result
    } finally {
      this.observer.stored(operation, (performance.now() - start) / 1000)
    }
  }
}
