import { coresFor } from './arithmetic'
import { ASSUMED } from './assumed'
import { machinesFor } from './machines'
import type { LoadResults } from './results'
import type { ServiceTimes } from './service-times'
import { simulationOf } from './world'

/** The simulated time begins with this part, in which nothing is measured. */
const WARM_UP = 0.2

/**
 * A load without a backlog keeps some cores busy all the time. Too few cores are this part of them, so the backlog clearly
 * grows.
 */
const TOO_FEW = 0.9

/** Three destinations, so that the file's only process can have enough in flight. */
const destinations = Array.from({ length: 3 }, () => ({
  answerMs: ASSUMED.answerMs,
  concurrency: ASSUMED.maxConcurrency
}))

/**
 * A load with as many cores as the arithmetic says, and with too few. If even one core is enough, there is no second one.
 */
export function loadCases(times: ServiceTimes, perSecond: number, events: number, seed: number): LoadResults[] {
  const enough = coresFor(perSecond, times.worker, ASSUMED.busy)
  const tooFew = Math.floor((TOO_FEW * perSecond * times.worker) / 1e6)
  return [enough, ...(tooFew > 0 ? [tooFew] : [])].map((cores) => loadCase(times, { perSecond, cores, events, seed }))
}

function loadCase(
  times: ServiceTimes,
  { perSecond, cores, events, seed }: { perSecond: number; cores: number; events: number; seed: number }
): LoadResults {
  const measuredMs = (events / perSecond) * 1000
  const warmUpMs = measuredMs * WARM_UP
  const simulation = simulationOf({
    ...machinesFor(times, perSecond, cores),
    seed,
    perSecond,
    destinations
  })
  const backlog = () => simulation.destinations.reduce((sum, one) => sum + one.backlog, 0)
  const workedMs = () => simulation.workers.reduce((sum, one) => sum + one.workedMs, 0)
  simulation.timeline.run(warmUpMs)
  const before = { backlog: backlog(), workedMs: workedMs() }
  simulation.timeline.run(warmUpMs + measuredMs)

  const capacity = (cores * 1e6) / times.worker
  return {
    store: times.store,
    perSecond,
    cores,
    busy: {
      arithmetic: Math.min(1, perSecond / capacity),
      simulated: (workedMs() - before.workedMs) / (cores * measuredMs)
    },
    growth: {
      arithmetic: Math.max(0, perSecond - capacity),
      simulated: ((backlog() - before.backlog) / measuredMs) * 1000
    }
  }
}
