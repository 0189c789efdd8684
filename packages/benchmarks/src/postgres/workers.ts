import path from 'node:path'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import type { DeliveredCase } from '../delivery/delivered-case'
import { deliveredCase, mainCases, silentCase } from '../delivery/delivered-case'
import { VendorServer } from '../events/vendor-server'
import { ratios, spreadOf } from '../statistics'
import { Fleet } from './fleet'
import { measureLatency } from './latency'
import { mediansOf, serverWork } from './measured-server'
import type { FleetResults, LatencyResults, PostgresIntakeResults, ServerWork, WorkersResults } from './results'

/** Sizes of fleets. The first one is what the others are compared with. */
const WORKERS = [1, 2, 4]

/** Of each fleet in each round: some seconds of work. */
const EVENTS = { computes: 2_000, main: 5_000 }
const PER_REQUEST = 100

/** Vendor whose requests say which event they are of. */
const MAIN_VENDOR = 'wishpond'

/** A fleet, and what it took in each round. */
interface Side {
  fleet: Fleet
  /** 0: one process with the embedded store. */
  workers: number
  turns: Turn[]
}

/** What a fleet took in a round to take events in, and then to deliver them. */
interface Turn {
  fill: { perSecond: number; cpu: number; server: ServerWork }
  drain: { perSecond: number; workersCpu: number; vendorCpu: number; server: ServerWork }
}

/** What fleets of workers do. */
export interface WorkersFigures {
  intake: PostgresIntakeResults
  workers: WorkersResults[]
  latency: LatencyResults
}

/** One, two and four workers, beside one process with the embedded store. */
export async function benchmarkWorkers(
  server: PostgresServer,
  folder: string,
  rounds: number
): Promise<WorkersFigures> {
  const main = mainCases.find(({ vendor }) => vendor === MAIN_VENDOR)
  if (!main) throw new Error(`There is no main case of ${MAIN_VENDOR}.`)
  const vendor = await VendorServer.start([], 'http')
  try {
    const computing = await onFleets(silentCase('computes'), async (sides, subject) => {
      await takeTurns(sides, subject, EVENTS.computes)
      return workersResults(subject, EVENTS.computes, sides)
    })
    return await onFleets(deliveredCase(main), async (sides, subject) => {
      await vendor.answerWith(main.answers)
      await takeTurns(sides, subject, EVENTS.main)
      return {
        intake: intakeResults(sides),
        workers: [computing, workersResults(subject, EVENTS.main, sides)],
        latency: await measureLatency(main, vendor, sides, server)
      }
    })
  } finally {
    await vendor.stop()
  }

  async function onFleets<Result>(
    subject: DeliveredCase,
    work: (sides: Side[], subject: DeliveredCase) => Promise<Result>
  ): Promise<Result> {
    const sides: Side[] = []
    try {
      for (const workers of [0, ...WORKERS]) {
        const name = `${subject.destination}_${workers}`.replace(/-/g, '_')
        const store = workers === 0 ? path.join(folder, `${name}.db`) : await server.createDatabase(name)
        sides.push({ fleet: await Fleet.start({ store, workers, subject, vendor }), workers, turns: [] })
      }
      return await work(sides, subject)
    } finally {
      for (const { fleet } of sides) await fleet.stop()
    }
  }

  async function takeTurns(sides: Side[], { name }: DeliveredCase, events: number): Promise<void> {
    // The first round warms up. Each worker gets enough for that.
    for (let round = 0; round <= rounds; round++) {
      console.log(`Workers on PostgreSQL, ${name}: ${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}`)
      for (const side of sides) {
        const turn = await take(side, round === 0 ? events * Math.max(side.workers, 1) : events)
        if (round > 0) side.turns.push(turn)
      }
    }
  }

  async function take({ fleet }: Side, events: number): Promise<Turn> {
    const filled = await serverWork(server, events, () => fleet.fill(events, PER_REQUEST))
    const drained = await serverWork(server, events, () => fleet.drain())
    return {
      fill: {
        perSecond: (events / filled.result.milliseconds) * 1000,
        cpu: filled.result.cpu / events,
        server: filled.server
      },
      drain: {
        perSecond: (events / drained.result.milliseconds) * 1000,
        workersCpu: drained.result.workers / events,
        vendorCpu: drained.result.vendor / events,
        server: drained.server
      }
    }
  }
}

function workersResults({ name }: DeliveredCase, events: number, [embedded, ...fleets]: Side[]): WorkersResults {
  const perSecond = ({ turns }: Side) => turns.map(({ drain }) => drain.perSecond)
  const median = ({ turns }: Side, figure: 'perSecond' | 'workersCpu' | 'vendorCpu') =>
    spreadOf(turns.map(({ drain }) => drain[figure])).median
  return {
    name,
    events,
    embedded: {
      perSecond: median(embedded, 'perSecond'),
      cpu: { engine: median(embedded, 'workersCpu'), vendor: median(embedded, 'vendorCpu') }
    },
    fleets: fleets.map((side): FleetResults => {
      return {
        ...mediansOf(side.turns.map(({ drain }) => drain.server)),
        workers: side.workers,
        perSecond: median(side, 'perSecond'),
        toOne: spreadOf(ratios(perSecond(side), perSecond(fleets[0]))),
        toEmbedded: spreadOf(ratios(perSecond(side), perSecond(embedded))),
        cpu: { workers: median(side, 'workersCpu'), vendor: median(side, 'vendorCpu') }
      }
    })
  }
}

/** How many workers there are makes no difference to intake while nothing is delivered. */
function intakeResults([, ...fleets]: Side[]): PostgresIntakeResults {
  const fills = fleets.flatMap(({ turns }) => turns.map(({ fill }) => fill))
  return {
    ...mediansOf(fills.map((fill) => fill.server)),
    perRequest: PER_REQUEST,
    perSecond: spreadOf(fills.map((fill) => fill.perSecond)).median,
    cpu: spreadOf(fills.map((fill) => fill.cpu)).median
  }
}
