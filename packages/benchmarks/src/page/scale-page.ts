import type { DeliveryMemoryResults } from '../delivery-memory/results'
import type { DeliveryResults } from '../delivery/results'
import type { PostgresResults } from '../postgres/results'
import { inFlightOf } from '../simulation/arithmetic'
import { ASSUMED, DAY, LOADS } from '../simulation/assumed'
import { limitedVendors } from '../simulation/limited-case'
import type { SimulationResults } from '../simulation/results'
import { table, whole } from './figures'
import { checkSection } from './scale-check'
import { dividingSection } from './scale-dividing'
import { withFileSection } from './scale-file'
import { outageSection } from './scale-outage'
import { withPostgresSection } from './scale-postgres'

/** What the page is written from. */
export interface ScaleResults {
  delivery: DeliveryResults
  simulation: SimulationResults
  /** Without it, the page says nothing about the memory of the process. */
  deliveryMemory?: DeliveryMemoryResults
  /** Without it, the page is about the store in a file only. */
  postgres?: PostgresResults
}

/** `docs/scale.md`: what limits delivery, from figures that were measured. */
export function scalePage({ delivery, simulation, deliveryMemory, postgres }: ScaleResults): string {
  return [
    introduction,
    vendorSection(),
    withFileSection(delivery, deliveryMemory),
    ...(postgres ? [withPostgresSection(postgres, delivery), dividingSection(postgres, delivery)] : []),
    outageSection(simulation, Math.round(delivery.store.bytes)),
    checkSection(simulation)
  ].join('\n\n')
}

const introduction = `# Scale on paper

This page says what limits \`./bin/run deliver\`, and how many cores, processes, databases and disks some loads need. \`npm run bench\` writes this page, so don't edit it. The constants are measured, and everything else is arithmetic that you can check. A [simulation](#how-the-arithmetic-was-checked) checks it too. Your events, vendors and machines differ, so measure before you buy.`

/** What a faster machine doesn't change. */
function vendorSection(): string {
  const { answerMs, busy, maxConcurrency } = ASSUMED
  const seconds = answerMs / 1000
  const needed = (load: number) => Math.ceil(inFlightOf(load, answerMs) / busy)
  return `## The vendor's limit comes first

${rateLimits()}

A faster machine doesn't change this. Events that the vendor doesn't take yet wait in the store, until \`maxBacklog\` of them wait.

A vendor that takes long to answer is a limit too. Each delivery is in flight until the answer comes, and \`concurrency\` limits how many are in flight: for each destination, in each process. It is 16 unless you change it, and ${whole(
    maxConcurrency
  )} at most.

- in flight = events a second × seconds until the vendor answers.
- \`concurrency\` needed in all processes together = in flight ÷ ${busy}, rounded up.

This table is for one destination whose vendor answers after ${seconds} seconds. That is an assumption: put in your own.

${table(
  ['Events a second', 'in flight', '`concurrency` needed', 'processes, at least'],
  LOADS.map((load) => [
    whole(load),
    whole(inFlightOf(load, answerMs)),
    whole(needed(load)),
    whole(Math.ceil(needed(load) / maxConcurrency))
  ])
)}

With the default of 16, one process delivers up to 16 ÷ ${seconds} s = ${whole(
    16 / seconds
  )} events a second to such a vendor.`
}

function rateLimits(): string {
  const sentences = limitedVendors().map(({ name, rateLimit: { requests, windowMs } }) => {
    const perSecond = (requests / windowMs) * 1000
    return `${name} publishes a limit of ${requests} requests in ${
      windowMs / 1000
    } seconds. That is ${perSecond.toFixed(2)} requests a second, or ${whole(perSecond * DAY)} a day.`
  })
  return `${sentences.join(' ')} The other vendors don't publish a limit.`
}
