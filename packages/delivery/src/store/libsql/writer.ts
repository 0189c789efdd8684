import type { Database } from 'libsql'
import type { RateLimit } from '../../catalog'
import type { Operation } from '../failures'
import type { MovedKind, MovedRows, NoteName } from '../movable'
import type { NewReplay, ReplayBatch } from '../replays'
import type { ClaimRequest, NewEvent, Pause, Settlement, StoreOptions } from '../store'
import { Counters } from './counters'
import { DeliveryRows } from './delivery-rows'
import { Export } from './export'
import { FailedRows } from './failed-rows'
import { FailureGroups } from './failure-groups'
import { Failures } from './failures'
import { History } from './history'
import { Import } from './import'
import { Intake } from './intake'
import { Limiter } from './limiter'
import { Names } from './names'
import { Notes } from './notes'
import { Pauses } from './pauses'
import { Reader } from './reader'
import { Removal } from './removal'
import { ReplayCounts } from './replay-counts'
import { Replays } from './replays'
import { Work } from './work'

const defaultLeaseMs = 30_000
const defaultLongestBackoffMs = 60 * 60 * 1000

/**
 * Everything that a connection can do, as synchronous operations. The first argument of each is the time.
 * @param worker the id of the worker whose connection it is
 */
export function createWriter(db: Database, worker: number, options: StoreOptions) {
  const names = new Names(db)
  const counters = new Counters(db)
  const replayCounts = new ReplayCounts(db)
  const groups = new FailureGroups(db)
  const pauses = new Pauses(db, names)
  const intake = new Intake(db, names, counters, replayCounts, groups, options.maxBacklog)
  const rows = new DeliveryRows(db, counters, replayCounts, groups)
  const { leaseMs = defaultLeaseMs, longestBackoffMs = defaultLongestBackoffMs, retention } = options
  const work = new Work(db, rows, names, pauses, worker, leaseMs, longestBackoffMs)
  const limiter = new Limiter(db, names)
  const removal = new Removal(db, rows, names, counters, replayCounts, groups, intake, retention)
  const replays = new Replays(db, intake, replayCounts)
  const failures = new Failures(db, rows, names, intake)
  const notes = new Notes(db)
  const moved = new Import(db, notes, counters, replayCounts)
  const inMemory = [names, counters, replayCounts, groups, rows, pauses, intake, work, limiter, removal]
  const load = () => inMemory.forEach((part) => part.load())
  const flush = () => [counters, replayCounts, groups].forEach((part) => part.flush())

  return {
    /** Reads from the file what is kept in memory: at the start, and after a rollback. */
    load,
    /** Writes what is only in memory, before a commit. */
    flush,
    operations: {
      ...createReader(db),
      accept: (now: number, events: NewEvent[]) => intake.accept(now, events),
      claim: (now: number, requests: ClaimRequest[]) => work.claim(now, requests),
      settle: (now: number, settlements: Settlement[], randoms: number[]) => work.settle(now, settlements, randoms),
      renew: (now: number) => work.renew(now),
      takeBack: (now: number) => work.takeBack(now),
      giveUpLease: () => work.giveUpLease(),
      permit: (now: number, destination: string, limit: RateLimit) => limiter.permit(now, destination, limit),
      pause: (now: number, destination: string, pause: Pause) => pauses.pause(now, destination, pause),
      resume: (_now: number, destination: string) => pauses.resume(destination),
      pauses: (now: number) => pauses.all(now),
      failOrphans: (now: number, kept: { destination: string; subscriptions: string[] }[]) =>
        removal.failOrphans(now, kept),
      prune: (now: number) => removal.prune(now),
      erase: (_now: number, ids: number[]) => removal.erase(ids),
      counts: () => counters.byDestination(names),
      nextDue: (now: number) => work.nextDue(now),
      startReplay: (now: number, replay: NewReplay, again: boolean) => replays.start(now, replay, again),
      storeReplayed: (now: number, id: number, batch: ReplayBatch) => replays.store(now, id, batch),
      resend: (now: number, ids: number[], unordered: string[], operation: number) =>
        failures.resend(now, ids, unordered, operation),
      discard: (now: number, ids: number[], operation: number) => failures.discard(now, ids, operation),
      correct: (now: number, id: number, event: NewEvent, operation: number) =>
        failures.correct(now, id, event, operation),
      logOperation: (now: number, operation: Omit<Operation, 'id' | 'at'>) => failures.log(now, operation),
      countForOperation: (_now: number, operation: number, count: number) => failures.count(operation, count),
      note: (now: number, name: NoteName) => notes.get(now, name),
      keepNote: (now: number, name: NoteName, value: string | undefined) => notes.keep(now, name, value),
      importRows: (now: number, kind: MovedKind, rows: MovedRows[MovedKind][], arrival: string) => {
        moved.importRows(now, kind, rows, arrival)
        if (kind !== 'nextIds') return
        flush()
        load()
      }
    }
  }
}

/** What a connection that only reads can do. */
export function createReader(db: Database) {
  const reader = new Reader(db)
  const history = new History(db)
  const failed = new FailedRows(db)
  const moved = new Export(db)
  return {
    list: reader.list.bind(reader),
    details: reader.details.bind(reader),
    backlogs: reader.backlogs.bind(reader),
    eventsOf: reader.eventsOf.bind(reader),
    replay: history.replay.bind(history),
    replays: history.replays.bind(history),
    storedEvents: history.storedEvents.bind(history),
    operations: history.operations.bind(history),
    failureGroups: failed.failureGroups.bind(failed),
    tallyFailed: failed.tallyFailed.bind(failed),
    findFailed: failed.findFailed.bind(failed),
    failedRows: reader.failedRows.bind(reader),
    exportRows: moved.exportRows.bind(moved)
  }
}

/** What can be asked of a thread. */
export type Operations = ReturnType<typeof createWriter>['operations']
