import { noObserver, openStore } from '@partner-destinations/delivery'
import type { Store } from '@partner-destinations/delivery'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { silentCase } from '../delivery/delivered-case'
import { DAY, delivered, newEvent } from '../delivery/store-calls'
import { quantiles } from '../statistics'
import { fillBacklog } from './fill-backlog'
import { diskBytes, serverWork, vacuum } from './measured-server'
import type { BacklogReading } from './results'

/** Events in each call. */
const PER_CALL = 100

/** Rounds, in each of which each backlog has a turn. */
const ROUNDS = 8

/** Calls of each kind in a turn. */
const CALLS = 50

const { destination, event } = silentCase('sends-nothing')

type Times = Record<'claim' | 'settle' | 'accept', number[]>

/**
 * Measures the calls of the store while so many deliveries wait. Each number has a database of its own, and they take turns.
 */
export async function benchmarkBacklog(server: PostgresServer, sizes: number[]): Promise<BacklogReading[]> {
  const backlogs: Backlog[] = []
  try {
    for (const waiting of sizes) backlogs.push(await Backlog.fill(server, waiting))
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      console.log(`Backlog: ${round === 0 ? 'warm-up' : `round ${round} of ${ROUNDS}`}`)
      for (const backlog of backlogs) await backlog.turn(round > 0)
    }
    const readings: BacklogReading[] = []
    for (const backlog of backlogs) readings.push(await backlog.reading())
    return readings
  } finally {
    for (const backlog of backlogs) await backlog.close()
  }
}

/** A store in which the number of waiting deliveries stays the same, and how long its calls took. */
class Backlog {
  /** Events that the store was given. */
  private given = 0
  private bytes = 0
  private readonly times: Times = { claim: [], settle: [], accept: [] }

  private constructor(
    private readonly server: PostgresServer,
    private readonly store: Store,
    private readonly waiting: number
  ) {}

  static async fill(server: PostgresServer, waiting: number): Promise<Backlog> {
    const database = `backlog_${waiting}`
    const url = await server.createDatabase(database)
    const retention = { deliveredMs: 7 * DAY, failedMs: 7 * DAY }
    const store = await openStore(url, { mode: 'sandbox', maxBacklog: 2 * waiting, retention }, Date.now, noObserver)
    const backlog = new Backlog(server, store, waiting)
    try {
      await backlog.accept(1)
      await fillBacklog(server, database, waiting - 1, (line) => console.log(`Backlog: ${line}`))
      console.log(`Backlog: vacuuming ${waiting.toLocaleString('en-US')} events`)
      await vacuum(server, database)
      backlog.bytes = await diskBytes(server, database)
      return backlog
    } catch (error) {
      await store.close()
      throw error
    }
  }

  /** As many come in as are delivered. */
  async turn(isMeasured: boolean): Promise<void> {
    const times: Times = isMeasured ? this.times : { claim: [], settle: [], accept: [] }
    for (let call = 0; call < CALLS; call++) {
      const claimed = await timed(times.claim, () => this.store.claim([{ destination, limit: PER_CALL }]))
      if (claimed.length !== PER_CALL) throw new Error(`${claimed.length} of ${PER_CALL} deliveries were claimed.`)
      const now = Date.now()
      await timed(times.settle, () => this.store.settle(claimed.map((one) => delivered(one, now))))
      await timed(times.accept, () => this.accept(PER_CALL))
    }
  }

  async reading(): Promise<BacklogReading> {
    await this.server.query('CHECKPOINT')
    const { server } = await serverWork(this.server, CALLS * PER_CALL, () => this.turn(false))
    return {
      waiting: this.waiting,
      claim: timesOf(this.times.claim),
      settle: timesOf(this.times.settle),
      accept: timesOf(this.times.accept),
      diskBytes: this.bytes,
      walBytes: server.walBytes
    }
  }

  close(): Promise<void> {
    return this.store.close()
  }

  private async accept(count: number): Promise<void> {
    const events = Array.from({ length: count }, (_, index) => newEvent(destination, event, this.given + index))
    this.given += count
    await this.store.accept(events)
  }
}

async function timed<Result>(times: number[], work: () => Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work()
  times.push(performance.now() - start)
  return result
}

function timesOf(times: number[]): { median: number; p95: number } {
  const [median, p95] = quantiles(times, [0.5, 0.95])
  return { median, p95 }
}
