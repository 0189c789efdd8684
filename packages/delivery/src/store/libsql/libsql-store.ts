import fs from 'node:fs/promises'
import path from 'node:path'
import type { RateLimit } from '../../catalog'
import type { Observer } from '../../observer'
import { failureGroups, findFailed, inParts } from '../failure-search'
import type { FailedRowsReader } from '../failure-search'
import type { FailureFilter, Operation, Page } from '../failures'
import type { MovedKind, MovedRows, NoteName } from '../movable'
import type { NewReplay, ReplayBatch } from '../replays'
import type { ClaimRequest, DeliveryQuery, NewEvent, Pause, Settlement, Store } from '../store'
import { timed } from '../timed'
import type { StoreThread } from './store-thread'
import type { Operations } from './writer'

/** Batches of one call of `prune`: the next call goes on from there. */
const pruneBatches = 200

/** A store in a file, or in memory. A thread writes, and another one reads for people. */
export class LibsqlStore implements Store {
  private readonly failedRows: FailedRowsReader = {
    groups: (filter) => this.reader.ask('failureGroups', filter),
    tally: (filter, after) => this.reader.ask('tallyFailed', filter, after),
    find: (filter, search, limit) => this.reader.ask('findFailed', filter, search, limit)
  }

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
    return timed(this.observer, 'accept', this.writer.ask('accept', events))
  }

  claim(requests: ClaimRequest[]) {
    return timed(this.observer, 'claim', this.writer.ask('claim', requests))
  }

  settle(settlements: Settlement[]) {
    return timed(this.observer, 'settle', this.writer.ask('settle', settlements, settlements.map(this.random)))
  }

  renew() {
    return this.writer.ask('renew')
  }

  takeBack() {
    return this.writer.ask('takeBack')
  }

  permit(destination: string, limit: RateLimit) {
    return timed(this.observer, 'permit', this.writer.ask('permit', destination, limit))
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
      const batch = await timed(this.observer, 'prune', this.writer.ask('prune'))
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
    return timed(this.observer, 'storeReplayed', this.writer.ask('storeReplayed', id, batch))
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

  failureGroups(filter: FailureFilter) {
    return failureGroups(this.failedRows, filter)
  }

  async failures(filter: FailureFilter, { limit, before }: Page) {
    const { ids } = await findFailed(this.failedRows, filter, before ?? Number.MAX_SAFE_INTEGER, 'down', limit)
    return this.reader.ask('failedRows', ids)
  }

  failedIds(filter: FailureFilter, after: number, limit: number) {
    return findFailed(this.failedRows, filter, after, 'up', limit)
  }

  resend(ids: number[], unordered: string[], operation: number) {
    return inParts(ids, (part) => this.writer.ask('resend', part, unordered, operation))
  }

  discard(ids: number[], operation: number) {
    return inParts(ids, (part) => this.writer.ask('discard', part, operation))
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
}
