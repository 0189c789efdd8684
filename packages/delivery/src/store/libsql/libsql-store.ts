import fs from 'node:fs/promises'
import path from 'node:path'
import type { RateLimit } from '../../catalog'
import type { Observer } from '../../observer'
import type { FailureFilter, FailureGroup, Operation } from '../failures'
import type { MovedKind, MovedRows, NoteName } from '../movable'
import type { NewReplay, ReplayBatch } from '../replays'
import type { ClaimRequest, DeliveryQuery, NewEvent, Pause, Settlement, Store } from '../store'
import { addTally, largestFirst, looksIntoRows } from './failed-rows'
import type { Found, Tally } from './failed-rows'
import type { StoreThread } from './store-thread'
import type { Operations } from './writer'

/** Batches of one call of `prune`: the next call goes on from there. */
const pruneBatches = 200

/** Failed deliveries that one transaction changes, so that nothing else waits for long. */
const changedAtOnce = 500

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

  startReplay(replay: NewReplay, again: boolean) {
    return this.writer.ask('startReplay', replay, again)
  }

  storeReplayed(id: number, batch: ReplayBatch) {
    return this.timed('storeReplayed', this.writer.ask('storeReplayed', id, batch))
  }

  replay(id: number) {
    return this.reader.ask('replay', id)
  }

  replays() {
    return this.reader.ask('replays')
  }

  storedEvents(after: number, limit: number, period: { from?: number; to?: number }) {
    return this.reader.ask('storedEvents', after, limit, period)
  }

  async failureGroups(filter: FailureFilter): Promise<FailureGroup[]> {
    const groups = await this.reader.ask('failureGroups', filter)
    if (!looksIntoRows(filter)) return groups
    const tallies = new Map<number, Tally>()
    for (let after: number | undefined = 0; after !== undefined; ) {
      const found: ReturnType<Operations['tallyFailed']> = await this.reader.ask('tallyFailed', filter, after)
      for (const tally of found.tallies) {
        const before = tallies.get(tally.group)
        tallies.set(tally.group, before ? addTally(before, tally) : tally)
      }
      after = found.next
    }
    return groups
      .flatMap((group): FailureGroup[] => {
        const { count, firstAt, lastAt } = tallies.get(group.id) ?? { count: 0, firstAt: 0, lastAt: 0 }
        return count === 0 ? [] : [{ ...group, count, firstAt, lastAt }]
      })
      .sort(largestFirst)
  }

  async failures(filter: FailureFilter, { limit, before }: Page) {
    const { ids } = await this.find(filter, before ?? Number.MAX_SAFE_INTEGER, 'down', limit)
    return this.reader.ask('failedRows', ids)
  }

  failedIds(filter: FailureFilter, after: number, limit: number) {
    return this.find(filter, after, 'up', limit)
  }

  private async find(filter: FailureFilter, start: number, direction: 'up' | 'down', limit: number): Promise<Found> {
    const ids: number[] = []
    let from: number | undefined = start
    while (from !== undefined && ids.length < limit) {
      const search = { from, direction }
      const found: Found = await this.reader.ask('findFailed', filter, search, limit - ids.length)
      ids.push(...found.ids)
      from = found.next
    }
    return { ids, ...(from !== undefined && { next: from }) }
  }

  resend(ids: number[], unordered: string[], operation: number) {
    return this.inParts(ids, (part) => this.writer.ask('resend', part, unordered, operation))
  }

  discard(ids: number[], operation: number) {
    return this.inParts(ids, (part) => this.writer.ask('discard', part, operation))
  }

  /** From the smallest id on, which is the order of lanes. */
  private async inParts(ids: number[], change: (part: number[]) => Promise<number>): Promise<number> {
    const sorted = [...new Set(ids)].sort((one, other) => one - other)
    let changed = 0
    for (let from = 0; from < sorted.length; from += changedAtOnce) {
      changed += await change(sorted.slice(from, from + changedAtOnce))
    }
    return changed
  }

  correct(id: number, event: NewEvent, operation: number) {
    return this.writer.ask('correct', id, event, operation)
  }

  logOperation(operation: Omit<Operation, 'id' | 'at'>) {
    return this.writer.ask('logOperation', operation)
  }

  countForOperation(operation: number, count: number) {
    return this.writer.ask('countForOperation', operation, count)
  }

  operations(page: Page) {
    return this.reader.ask('operations', page)
  }

  note(name: NoteName) {
    return this.writer.ask('note', name)
  }

  keepNote(name: NoteName, value: string | undefined) {
    return this.writer.ask('keepNote', name, value)
  }

  /** A process that has a file open keeps others out. */
  async isUsedByOthers() {
    return false
  }

  exportRows<Kind extends MovedKind>(kind: Kind, after: number, limit: number) {
    return this.reader.ask('exportRows', kind, after, limit) as Promise<MovedRows[Kind][]>
  }

  importRows<Kind extends MovedKind>(kind: Kind, rows: MovedRows[Kind][], arrival: string) {
    return this.writer.ask('importRows', kind, rows, arrival)
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

/** A part of a list whose newest entries come first. */
interface Page {
  limit: number
  before?: number
}
