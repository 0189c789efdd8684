import { inFlightOf, probesIn, recoveryAfter } from './arithmetic'
import { HOUR } from './assumed'
import { Latencies } from './latencies'
import { machinesFor } from './machines'
import type { OutageReading, OutageResults } from './results'
import type { ServiceTimes } from './service-times'
import { simulationOf } from './world'

/** How an outage is simulated. */
export interface OutagePlan {
  /** Events a second. */
  perSecond: number
  users: number
  /** The mean time until a vendor answers. Milliseconds. */
  answerMs: number
  /** Of each destination, in the only process. */
  concurrency: number
  /** How long the vendor is down. Hours. */
  outage: number
  seed: number
}

const DESTINATIONS = 3

/** How often it looks at the backlog during the outage, and how many looks make a reading. */
const LOOKS = 240
const LOOKS_PER_READING = 5

/** How long all is well before the outage, and after the recovery: a part of the outage. */
const CALM = 1 / 8

/** One of three vendors is down, and comes back. Each event goes to one of the three. */
export function outageCase(times: ServiceTimes, plan: OutagePlan): OutageResults {
  const { perSecond, users, answerMs, concurrency, outage, seed } = plan
  const arriving = perSecond / DESTINATIONS
  const expected = recoveryAfter(outage, arriving, concurrency / inFlightOf(1, answerMs))
  const [from, to] = [CALM * outage, (CALM + 1) * outage]
  const vendors = [{ down: [from * HOUR, to * HOUR] as [number, number] }, {}, {}]
  const { timeline, destinations } = simulationOf({
    ...machinesFor(times, perSecond, 1),
    seed,
    perSecond,
    users,
    destinations: vendors.map((vendor) => ({ answerMs, concurrency, ...vendor }))
  })
  const [first, ...others] = destinations

  const before = new Latencies()
  const during = new Latencies()
  const sinceReading = { first: new Latencies(), others: new Latencies() }
  first.onDelivered = (latencyMs) => sinceReading.first.add(latencyMs)
  for (const other of others) {
    other.onDelivered = (latencyMs) => {
      sinceReading.others.add(latencyMs)
      const hours = timeline.now / HOUR
      if (hours < from) before.add(latencyMs)
      else if (hours < to) during.add(latencyMs)
    }
  }

  const course: OutageReading[] = []
  let backlog = 0
  let recoveredAt: number | undefined
  const end = to + expected + CALM * outage
  for (let look = 1; timeline.now < end * HOUR; look++) {
    const hours = (look * outage) / LOOKS
    timeline.run(hours * HOUR)
    backlog = Math.max(backlog, first.backlog)
    if (hours > to && first.backlog < arriving) recoveredAt ??= hours
    if (look % LOOKS_PER_READING > 0) continue
    course.push({
      hours,
      backlog: first.backlog,
      down: sinceReading.first.take(0.95),
      others: sinceReading.others.take(0.95)
    })
  }
  return {
    destinations: DESTINATIONS,
    perSecond,
    users,
    answerMs,
    concurrency,
    down: [from, to],
    backlog: { arithmetic: arriving * outage * 3600, simulated: backlog },
    recovery: { arithmetic: expected, simulated: (recoveredAt ?? Infinity) - to },
    probes: { arithmetic: probesIn(outage * HOUR), simulated: first.refused },
    failed: sumOf(destinations.map(({ failed }) => failed)),
    overtaken: {
      marked: sumOf(destinations.map(({ overtaken }) => overtaken.marked)),
      unmarked: sumOf(destinations.map(({ overtaken }) => overtaken.unmarked))
    },
    others: { before: before.take(0.95), during: during.take(0.95) },
    course
  }
}

function sumOf(figures: number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0)
}
