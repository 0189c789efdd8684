import { quantiles } from '../statistics'
import { recoveryAfter, waitExceededBy } from './arithmetic'
import { Draws } from './draws'
import type { Compared, QueueResults } from './results'
import { Station } from './station'
import { Timeline } from './timeline'

/** One server whose jobs take 1 ms in the mean. */
const SERVICE_MS = 1

/** How long the server is stopped for. */
const STOP_MS = 100_000

/** How long events wait for a server that is busy for a part of its time, and how it catches up after a stop. */
export function queueCase(busy: number, events: number, seed: number): QueueResults {
  const parts = [0.5, 0.95, 0.99]
  const waited = quantiles(waitsOf(busy, events, seed), parts)
  const [p50, p95, p99] = parts.map((part, index): Compared => {
    return { arithmetic: waitExceededBy(1 - part, busy), simulated: waited[index] / SERVICE_MS }
  })
  return {
    busy,
    waits: { p50, p95, p99 },
    recovery: { arithmetic: recoveryAfter(1, busy, 1), simulated: recoveryMs(busy, seed) / STOP_MS }
  }
}

function waitsOf(busy: number, events: number, seed: number): number[] {
  const waited: number[] = []
  const timeline = new Timeline()
  const station = new Station(timeline, 1, (waitedMs) => waited.push(waitedMs))
  arrivals(timeline, station, new Draws(seed), busy, () => waited.length < events)
  timeline.run()
  return waited
}

/** From the end of a stop until nothing waits. */
function recoveryMs(busy: number, seed: number): number {
  const timeline = new Timeline()
  const station = new Station(timeline, 1)
  let recoveredAt = 0
  station.serve(STOP_MS, () => undefined)
  arrivals(timeline, station, new Draws(seed), busy, () => {
    if (station.isIdle) recoveredAt = timeline.now
    return recoveredAt === 0
  })
  timeline.run()
  return recoveredAt - STOP_MS
}

/** @param goesOn is asked at each arrival */
function arrivals(timeline: Timeline, station: Station, draws: Draws, busy: number, goesOn: () => boolean): void {
  const arrive = () => {
    if (!goesOn()) return
    station.serve(draws.exponential(SERVICE_MS), () => undefined)
    timeline.after(draws.exponential(SERVICE_MS / busy), arrive)
  }
  arrive()
}
