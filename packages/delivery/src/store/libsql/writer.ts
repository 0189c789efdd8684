import type { Database } from 'libsql'
import type { RateLimit } from '../../catalog'
import type { ClaimRequest, NewEvent, Pause, Settlement, StoreOptions } from '../store'
import { Counters } from './counters'
import { DeliveryRows } from './delivery-rows'
import { Intake } from './intake'
import { Limiter } from './limiter'
import { Names } from './names'
import { Pauses } from './pauses'
import { Reader } from './reader'
import { Removal } from './removal'
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
  const pauses = new Pauses(db, names)
  const intake = new Intake(db, names, counters, options.maxBacklog)
  const rows = new DeliveryRows(db, counters)
  const { leaseMs = defaultLeaseMs, longestBackoffMs = defaultLongestBackoffMs, retention } = options
  const work = new Work(db, rows, names, pauses, worker, leaseMs, longestBackoffMs)
  const limiter = new Limiter(db, names)
  const removal = new Removal(db, rows, names, counters, intake, retention)

  return {
    /** Reads from the file what is kept in memory: at the start, and after a rollback. */
    load: () => [names, counters, rows, pauses, intake, work, limiter, removal].forEach((part) => part.load()),
    /** Writes what is only in memory, before a commit. */
    flush: () => counters.flush(),
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
      nextDue: (now: number) => work.nextDue(now)
    }
  }
}

/** What a connection that only reads can do. */
export function createReader(db: Database) {
  const reader = new Reader(db)
  return {
    list: reader.list.bind(reader),
    details: reader.details.bind(reader),
    backlogs: reader.backlogs.bind(reader),
    eventsOf: reader.eventsOf.bind(reader)
  }
}

/** What can be asked of a thread. */
export type Operations = ReturnType<typeof createWriter>['operations']
