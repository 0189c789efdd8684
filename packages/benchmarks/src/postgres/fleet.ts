import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveredCase } from '../delivery/delivered-case'
import { EngineProcess } from '../delivery/engine-process'
import { LoaderProcess } from '../delivery/loader-process'
import type { PacedLoad, PostedAt } from '../delivery/loader-process'
import type { Counts, VendorServer } from '../events/vendor-server'

/** Deliveries in flight at a time, of each process. */
const CONCURRENCY = 64

/** How often to ask whether everything is delivered. Without requests, only the store can be asked, which costs it something. */
const LOOK_MS = { last: 5, withoutRequests: 50 }

/** What a fleet is started with. */
export interface FleetStart {
  /** The file of an embedded store, or the URL of a database. */
  store: string
  /** Worker processes beside a process that takes events in; 0: one process does everything. */
  workers: number
  subject: DeliveredCase
  vendor: VendorServer
}

/** The processes that share a store, and what loads them. Each worker has one destination thread. */
export class Fleet {
  /** Events that it was given, and that it has delivered. */
  private given = 0
  private delivered = 0

  private constructor(
    private readonly start: FleetStart,
    private readonly intake: EngineProcess,
    private readonly workers: EngineProcess[],
    private readonly loader: LoaderProcess
  ) {}

  static async start(start: FleetStart): Promise<Fleet> {
    const engine = (role?: 'intake' | 'worker') =>
      EngineProcess.start({
        store: start.store,
        role,
        cases: [start.subject],
        vendor: start.vendor.address,
        threads: 1,
        concurrency: CONCURRENCY
      })
    const intake = await engine(start.workers === 0 ? undefined : 'intake')
    const workers: EngineProcess[] = []
    while (workers.length < start.workers) workers.push(await engine('worker'))
    return new Fleet(start, intake, start.workers === 0 ? [intake] : workers, await LoaderProcess.start(intake.port))
  }

  /**
   * Takes events in while nothing is delivered.
   * @returns how many milliseconds it took, and the CPU time of the process that took them in
   */
  async fill(count: number, perRequest: number): Promise<{ milliseconds: number; cpu: number }> {
    const { destination, event } = this.start.subject
    for (const worker of this.workers) await worker.ask({ pause: destination })
    const before = await this.intake.ask({ collect: 'main' })
    const load = { writeKey: destination, event, from: this.given, count, perRequest, inFlight: 4 }
    const milliseconds = await this.loader.post(load)
    const { cpu } = await this.intake.ask({ look: true })
    this.given += count
    return { milliseconds, cpu: cpu - before.cpu }
  }

  /**
   * Delivers what waits.
   * @returns how many milliseconds it took, and the CPU time of all workers together and of the vendors' server
   */
  async drain(): Promise<{ milliseconds: number; workers: number; vendor: number }> {
    const { subject, vendor } = this.start
    const before = { workers: await this.workersCpu('collect'), vendor: await vendor.counts() }
    const start = performance.now()
    await Promise.all(this.workers.map((worker) => worker.ask({ resume: subject.destination })))
    await this.settled(before.vendor)
    const milliseconds = performance.now() - start
    const after = { workers: await this.workersCpu('look'), vendor: await vendor.counts() }
    return { milliseconds, workers: after.workers - before.workers, vendor: after.vendor.cpu - before.vendor.cpu }
  }

  /**
   * Takes events in one by one at random times, and delivers them meanwhile.
   * @returns the number of the first event, and when each was posted and accepted
   */
  async pace(load: Pick<PacedLoad, 'count' | 'perSecond'>): Promise<{ from: number; times: PostedAt[] }> {
    const { subject, vendor } = this.start
    const { destination, event } = subject
    const from = this.given
    const before = await vendor.counts()
    const times = await this.loader.pace({ writeKey: destination, event, from, ...load })
    this.given += load.count
    await this.settled(before)
    return { from, times }
  }

  async stop(): Promise<void> {
    await this.loader.stop()
    for (const engine of new Set([...this.workers, this.intake])) await engine.stop()
  }

  /**
   * Waits until everything is delivered. It asks the vendors' server first, because that costs nobody else anything.
   * @param before what the server had counted
   */
  private async settled(before: Counts): Promise<void> {
    const { subject, vendor } = this.start
    const requests = before.requests + (this.given - this.delivered) * subject.requests
    while ((await vendor.counts()).requests < requests) await sleep(LOOK_MS.last)
    await this.intake.delivered(
      subject.destination,
      this.given,
      subject.requests === 0 ? LOOK_MS.withoutRequests : LOOK_MS.last
    )
    this.delivered = this.given
  }

  private async workersCpu(how: 'collect' | 'look'): Promise<number> {
    const question = how === 'collect' ? { collect: 'main' as const } : { look: true as const }
    const answers = await Promise.all(this.workers.map((worker) => worker.ask(question)))
    return answers.reduce((sum, { cpu }) => sum + cpu, 0)
  }
}
