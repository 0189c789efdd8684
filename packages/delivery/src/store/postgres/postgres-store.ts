import { StoreUnavailableError } from '../store'
import type { RateLimit } from '../../catalog'
import type { Observer } from '../../observer'
import { failureGroups, findFailed } from '../failure-search'
import type { FailureFilter, Operation, Page } from '../failures'
import type { MovedKind, MovedRows, NoteName } from '../movable'
import type { NewReplay, ReplayBatch } from '../replays'
import type {
  Accepted,
  Claimed,
  ClaimRequest,
  DeliveryQuery,
  NewEvent,
  Pause,
  Permit,
  Settled,
  Settlement
} from '../store'
import type { Store, StoreOptions } from '../store'
import { timed } from '../timed'
import { BacklogLimit } from './backlog'
import type { Changes } from './changes'
import { Claims } from './claims'
import type { Connections } from './connections'
import { Counters } from './counting'
import { Export } from './export'
import { FailedRows } from './failed-rows'
import { FailureGroups } from './failure-groups'
import { Group } from './group'
import { Import } from './import'
import { Intake } from './intake'
import { Leases } from './leases'
import { Names } from './names'
import { keepNote, readNote } from './notes'
import { Operations } from './operations'
import { Pauses } from './pauses'
import { Permits } from './permits'
import { Reader } from './reader'
import { Pruning } from './pruning'
import { Removal } from './removal'
import { Replays } from './replays'
import type { ServerClock } from './server-clock'
import { Settlements } from './settlements'
import type { Drawn } from './settlements'
import { StoredEvents } from './stored-events'

const defaultLeaseMs = 30_000
const defaultLongestBackoffMs = 60 * 60 * 1000

/** Events, or settlements, that one transaction writes. */
const mostWritten = 2000

/** Permits that one transaction gives. */
const mostPermits = 200

/** What settles a claim that nobody has got. */
const released: Omit<Settlement, 'id' | 'attempt'> = {
  verdict: { kind: 'released' },
  startedAt: 0,
  endedAt: 0,
  policy: { retryWindowMs: 0, maxLaneBlockMs: 0, firstBackoffMs: 0, maxBackoffMs: 0 }
}

/** A failed group of calls is not tried one by one if the store can't be used. */
const isForAll = (error: unknown) => error instanceof StoreUnavailableError

/** A store on a PostgreSQL server, which any number of processes share. */
export class PostgresStore implements Store {
  private readonly names: Names
  private readonly counters: Counters
  private readonly claims: Claims
  private readonly leases: Leases
  private readonly pausing: Pauses
  private readonly permits: Permits
  private readonly reader: Reader
  private readonly removal: Removal
  private readonly pruning: Pruning
  private readonly replaying: Replays
  private readonly stored: StoredEvents
  private readonly failed: FailedRows
  private readonly operating: Operations
  private readonly leaving: Export
  private readonly arriving: Import
  private readonly accepting: Group<NewEvent[], Accepted[]>
  private readonly settling: Group<Drawn[], Settled[]>
  private readonly permitting = new Map<string, Group<RateLimit, Permit>>()
  /** Deliveries that this worker may have claimed although nobody has got them. */
  private unreceived: Pick<Claimed, 'id' | 'attempt'>[] = []
  /** One claim at a time, so that it is known of each delivery whether somebody has got it. */
  private claiming: Promise<unknown> = Promise.resolve()

  /**
   * @param worker the id of this process
   * @param random from 0 to 1, evenly distributed
   */
  constructor(
    private readonly connections: Connections,
    clock: ServerClock,
    private readonly changes: Changes,
    worker: number,
    { leaseMs = defaultLeaseMs, longestBackoffMs = defaultLongestBackoffMs, maxBacklog, retention }: StoreOptions,
    private readonly observer: Observer,
    private readonly random: () => number
  ) {
    this.names = new Names(connections)
    this.counters = new Counters(connections, this.names)
    this.claims = new Claims(connections, this.names, clock, worker)
    const groups = new FailureGroups()
    this.leases = new Leases(connections, this.counters, groups, clock, worker, { leaseMs, longestBackoffMs })
    this.pausing = new Pauses(connections, this.names, clock)
    this.permits = new Permits(connections, this.names, clock)
    this.reader = new Reader(connections, clock)
    this.removal = new Removal(connections, this.names, this.counters, groups, clock)
    this.pruning = new Pruning(connections, groups, clock, retention)
    const backlog = new BacklogLimit(this.counters, maxBacklog)
    const intake = new Intake(connections, this.names, groups, backlog, clock)
    const settlements = new Settlements(connections, groups, clock, worker)
    this.replaying = new Replays(connections, intake, backlog, this.counters, clock)
    this.stored = new StoredEvents(connections)
    this.failed = new FailedRows(connections)
    this.operating = new Operations(connections, this.names, intake, groups, clock)
    this.leaving = new Export(connections, this.counters)
    this.arriving = new Import(connections, this.names)
    const limits = { size: mostWritten, atOnce: 2 }
    this.accepting = new Group<NewEvent[], Accepted[]>(
      (calls) => intake.accept(calls),
      isForAll,
      ({ length }) => length,
      limits
    )
    this.settling = new Group(
      (calls) => settlements.settle(calls),
      isForAll,
      ({ length }) => length,
      limits
    )
  }

  async accept(events: NewEvent[]): Promise<Accepted[]> {
    const accepted = await timed(this.observer, 'accept', this.accepting.call(events))
    if (accepted.includes('accepted')) this.changes.tell()
    return accepted
  }

  claim(requests: ClaimRequest[]): Promise<Claimed[]> {
    const claimed = this.claiming.then(() => this.claimSafely(requests))
    this.claiming = claimed.catch(() => undefined)
    return timed(this.observer, 'claim', claimed)
  }

  settle(settlements: Settlement[]): Promise<Settled[]> {
    const drawn = settlements.map((settlement) => ({ settlement, random: this.random() }))
    return timed(this.observer, 'settle', this.settling.call(drawn))
  }

  renew() {
    return this.leases.renew()
  }

  async takeBack(): Promise<number> {
    const count = await this.leases.takeBack()
    if (count > 0) this.changes.tell()
    return count
  }

  permit(destination: string, limit: RateLimit): Promise<Permit> {
    let group = this.permitting.get(destination)
    if (!group) {
      group = new Group(
        (limits) => this.permits.permit(destination, limits),
        isForAll,
        () => 1,
        {
          size: mostPermits,
          atOnce: 1
        }
      )
      this.permitting.set(destination, group)
    }
    return timed(this.observer, 'permit', group.call(limit))
  }

  pause(destination: string, pause: Pause) {
    return this.pausing.pause(destination, pause)
  }

  async resume(destination: string): Promise<void> {
    await this.pausing.resume(destination)
    this.changes.tell()
  }

  pauses() {
    return this.pausing.all()
  }

  failOrphans(kept: { destination: string; subscriptions: string[] }[]) {
    return this.removal.failOrphans(kept)
  }

  prune() {
    return timed(this.observer, 'prune', this.pruning.prune())
  }

  erase(person: string) {
    return this.removal.erase(person)
  }

  counts() {
    return this.counters.byDestination()
  }

  backlogs() {
    return this.reader.backlogs()
  }

  nextDue() {
    return this.claims.nextDue()
  }

  list(query: DeliveryQuery) {
    return this.reader.list(query)
  }

  details(id: number) {
    return this.reader.details(id)
  }

  startReplay(replay: NewReplay, again: boolean) {
    return this.replaying.start(replay, again)
  }

  async storeReplayed(id: number, batch: ReplayBatch) {
    const replay = await timed(this.observer, 'storeReplayed', this.replaying.store(id, batch))
    this.changes.tell()
    return replay
  }

  replay(id: number) {
    return this.replaying.get(id)
  }

  replays() {
    return this.replaying.list()
  }

  storedEvents(after: number, limit: number, period: { from?: number; to?: number }) {
    return this.stored.after(after, limit, period)
  }

  failureGroups(filter: FailureFilter) {
    return failureGroups(this.failed, filter)
  }

  async failures(filter: FailureFilter, { limit, before }: Page) {
    const { ids } = await findFailed(this.failed, filter, before ?? Number.MAX_SAFE_INTEGER, 'down', limit)
    return this.reader.failedRows(ids)
  }

  failedIds(filter: FailureFilter, after: number, limit: number) {
    return findFailed(this.failed, filter, after, 'up', limit)
  }

  async resend(ids: number[], unordered: string[], operation: number) {
    const count = await this.operating.resend(ids, unordered, operation)
    this.changes.tell()
    return count
  }

  discard(ids: number[], operation: number) {
    return this.operating.discard(ids, operation)
  }

  async correct(id: number, event: NewEvent, operation: number) {
    const made = await this.operating.correct(id, event, operation)
    this.changes.tell()
    return made
  }

  logOperation(operation: Omit<Operation, 'id' | 'at'>) {
    return this.operating.log(operation)
  }

  countForOperation(operation: number, count: number) {
    return this.operating.countFor(operation, count)
  }

  operations(page: Page) {
    return this.operating.list(page)
  }

  note(name: NoteName) {
    return readNote(this.connections, name)
  }

  keepNote(name: NoteName, value: string | undefined) {
    return keepNote(this.connections, name, value)
  }

  isUsedByOthers() {
    return this.leases.areOthers()
  }

  exportRows<Kind extends MovedKind>(kind: Kind, after: number, limit: number) {
    return this.leaving.rows(kind, after, limit)
  }

  importRows<Kind extends MovedKind>(kind: Kind, rows: MovedRows[Kind][], arrival: string) {
    return this.arriving.importRows(kind, rows, arrival)
  }

  async space(): Promise<undefined> {
    return undefined
  }

  onChange(listener: () => void): void {
    this.changes.onChange(listener)
  }

  async close(): Promise<void> {
    try {
      await this.changes.close()
      await this.leases.giveUp()
    } finally {
      await this.connections.close()
    }
  }

  private async claimSafely(requests: ClaimRequest[]): Promise<Claimed[]> {
    if (this.leases.hasEnded) await this.leases.renew()
    await this.releaseUnreceived()
    const claimed = await this.claims.claim(requests, (doubtful) => this.unreceived.push(...doubtful))
    const received = new Set(claimed.map(({ id }) => id))
    this.unreceived = this.unreceived.filter(({ id }) => !received.has(id))
    return claimed
  }

  /** Gives back what was claimed by a COMMIT whose answer was lost. If it did not hold, this is refused. */
  private async releaseUnreceived(): Promise<void> {
    if (this.unreceived.length === 0) return
    await this.settle(this.unreceived.map((claimed) => ({ ...claimed, ...released })))
    this.unreceived = []
  }
}
