import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { numbered } from '../delivery/delivered-case'
import type { OurCase } from '../events/our-cases'
import type { VendorServer } from '../events/vendor-server'
import { quantiles } from '../statistics'
import type { Fleet } from './fleet'
import { mediansOf, serverWork } from './measured-server'
import type { EventLatency, LatencyResults, Percentiles, ServerWork } from './results'

/** Events a second: far below what a worker can do, so that what is measured is no queue. */
const PER_SECOND = 200

/** Each fleet has as many turns, one after the other. */
const TURNS = 3

/** Of each fleet in each turn: what comes in within 10 seconds. */
const EVENTS = 2_000

/** Who is measured. */
interface Side {
  fleet: Fleet
  /** 0: one process with the embedded store. */
  workers: number
}

/** How long the events of all turns took. */
interface Latencies {
  accepted: number[]
  delivered: number[]
  /** Of the server, in each turn. */
  works: ServerWork[]
}

/**
 * Measures how long events take from their sender to intake, and from there to the vendor.
 * @param main its requests have the event's user as `cid`
 */
export async function measureLatency(
  main: OurCase,
  vendor: VendorServer,
  sides: Side[],
  server: PostgresServer
): Promise<LatencyResults> {
  const all = sides.map((): Latencies => ({ accepted: [], delivered: [], works: [] }))
  for (let turn = 0; turn < TURNS; turn++) {
    console.log(`Workers on PostgreSQL: latency, turn ${turn + 1} of ${TURNS}`)
    for (const [index, { fleet }] of sides.entries()) {
      await vendor.answerWith(main.answers, true)
      const { result, server: work } = await serverWork(server, EVENTS, () =>
        fleet.pace({ count: EVENTS, perSecond: PER_SECOND })
      )
      all[index].works.push(work)
      const arrivals = await arrivalsByUser(vendor)
      for (const [place, { posted, accepted }] of result.times.entries()) {
        const arrival = arrivals.get(numbered(main.event, result.from + place).userId)
        if (arrival === undefined) throw new Error(`${main.name}: a request did not arrive.`)
        all[index].accepted.push(accepted - posted)
        all[index].delivered.push(arrival - accepted)
      }
    }
  }
  await vendor.answerWith(main.answers)
  const [embedded, ...fleets] = all
  return {
    name: main.name,
    perSecond: PER_SECOND,
    events: EVENTS * TURNS,
    embedded: latencyOf(embedded),
    fleets: fleets.map((fleet, index) => ({
      workers: sides[index + 1].workers,
      ...latencyOf(fleet),
      ...mediansOf(fleet.works)
    }))
  }
}

async function arrivalsByUser(vendor: VendorServer): Promise<Map<string, number>> {
  const arrivals = await vendor.arrivals()
  return new Map(arrivals.map(({ body, at }) => [(JSON.parse(body) as { cid: string }).cid, at]))
}

function latencyOf({ accepted, delivered }: Latencies): EventLatency {
  return { accepted: percentilesOf(accepted), delivered: percentilesOf(delivered) }
}

function percentilesOf(figures: number[]): Percentiles {
  const [p50, p95, p99] = quantiles(figures, [0.5, 0.95, 0.99])
  return { p50, p95, p99 }
}
