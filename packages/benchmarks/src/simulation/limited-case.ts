import type { RateLimit } from '@partner-destinations/delivery'
import { vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import { allowedBy, recoveryAfter } from './arithmetic'
import { HOUR } from './assumed'
import { machinesFor } from './machines'
import type { LimitedResults } from './results'
import type { ServiceTimes } from './service-times'
import { simulationOf } from './world'

/** A vendor with a rate limit that is down for some hours, and comes back. */
export interface LimitedPlan {
  name: string
  rateLimit: RateLimit
  /** Events a second. */
  perSecond: number
  /** The mean time until it answers. Milliseconds. */
  answerMs: number
  /** Hours. */
  outage: number
  seed: number
}

/** How long it takes to catch up with a vendor that has a rate limit. */
export function limitedCase(times: ServiceTimes, plan: LimitedPlan): LimitedResults {
  const { name, rateLimit, perSecond, answerMs, outage, seed } = plan
  const allowed = allowedBy(rateLimit)
  const expected = recoveryAfter(outage, perSecond, allowed)
  const { timeline, destinations } = simulationOf({
    ...machinesFor(times, perSecond, 1),
    seed,
    perSecond,
    destinations: [{ answerMs, concurrency: 16, rateLimit, down: [0, outage * HOUR] }]
  })
  const [destination] = destinations
  timeline.run(outage * HOUR)
  const before = destination.requests
  // Nothing but what is in flight.
  while (destination.backlog > perSecond && timeline.now < (outage + 2 * expected) * HOUR) {
    timeline.run(timeline.now + (HOUR * outage) / 1000)
  }
  const recovery = timeline.now / HOUR - outage
  return {
    name,
    perSecond,
    outageHours: outage,
    allowed: { arithmetic: allowed, simulated: (destination.requests - before) / (recovery * 3600) },
    recovery: { arithmetic: expected, simulated: recovery }
  }
}

/** The vendors that publish a rate limit. */
export function limitedVendors(): Required<Pick<Vendor, 'name' | 'rateLimit'>>[] {
  return Object.values<Vendor>(vendors).flatMap(({ name, rateLimit }) => (rateLimit ? [{ name, rateLimit }] : []))
}
