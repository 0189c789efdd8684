import type { DeliveryResults } from '../delivery/results'
import type { PostgresResults } from '../postgres/results'
import { ASSUMED, LOADS } from './assumed'
import { limitedCase, limitedVendors } from './limited-case'
import { loadCases } from './load-case'
import { outageCase } from './outage-case'
import { queueCase } from './queue-case'
import type { SimulationResults } from './results'
import { fileTimes, postgresTimes } from './service-times'

const SEED = 1

/** The part of a rate limit that events take. */
const LIMITED_BUSY = 0.6

/** How much is simulated. */
const SIZES = { queue: 1_000_000, load: 100_000 }

/** Checks the arithmetic of `docs/scale.md`. It takes some 10 seconds. The same measurements give the same results. */
export function simulate(delivery: DeliveryResults, postgres?: PostgresResults): SimulationResults {
  const file = fileTimes(delivery)
  const { answerMs, outageHours: outage } = ASSUMED
  const [few, many] = LOADS
  return {
    queues: [0.5, ASSUMED.busy, 0.9].map((busy) => queueCase(busy, SIZES.queue, SEED)),
    outage: outageCase(file, { perSecond: few, users: 100_000, answerMs, concurrency: 32, outage, seed: SEED }),
    limited: limitedVendors().map(({ name, rateLimit }) => {
      const perSecond = (LIMITED_BUSY * 1000 * rateLimit.requests) / rateLimit.windowMs
      return limitedCase(file, { name, rateLimit, perSecond, answerMs, outage, seed: SEED })
    }),
    loads: [file, ...(postgres ? [postgresTimes(postgres, delivery)] : [])].flatMap((times) =>
      [few, many].flatMap((perSecond) => loadCases(times, perSecond, SIZES.load, SEED))
    )
  }
}
