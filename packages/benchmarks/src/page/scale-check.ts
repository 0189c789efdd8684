import { ASSUMED } from '../simulation/assumed'
import type { Compared, LoadResults, QueueResults, SimulationResults } from '../simulation/results'
import { percent, table, whole } from './figures'

/** What the simulation is, and how it agrees with the arithmetic. */
export function checkSection({ queues, loads }: SimulationResults): string {
  const { busy } = ASSUMED
  return `## How the arithmetic was checked

A simulation in \`packages/benchmarks/src/simulation\` lets events arrive at random times. They go through intake, the store, the cores of the workers and the vendors, and wait wherever something is busy. It uses the constants above as means of random times. Retries, pauses, probes and rate limits are decided by the code of \`deliver\` itself. Each run gives the same figures. The simulation knows only the constants: it adds no time for networks or for writing to the disk, and nothing for locks on a big server. A test fails if the simulation and the arithmetic differ by more than 5 %. For the requests to a vendor that is down, it allows 15 %.

In the tables below, the first figure of each pair is the arithmetic's, and the second the simulation's.

### Why ${busy * 100} %

This table is about one core or one thread. Waits are multiples of the time that an event takes: at 10 µs an event, 5.0 is 50 µs.

- The wait that only a share p of the events exceeds = ln(busy ÷ p) ÷ (1 − busy). This is the formula of the queue M/M/1.
- Time to catch up = time of the stop × busy ÷ (1 − busy).

${table(
  ['Busy', 'median wait (p = 0.5)', 'P95 (p = 0.05)', 'P99 (p = 0.01)', 'catching up after 1 h of stop'],
  queues.map(queueRow)
)}

Above ${busy * 100} %, waits and the time to catch up grow fast. At ${
    busy * 100
  } %, one machine of four can fail: the others are then busy for ${busy} × 4 ÷ 3 = ${whole(
    (busy * 400) / 3
  )} % of their time.

### The cores of the tables

We simulated each load with as many worker cores as the tables above say, and with too few. Enough cores keep the backlog as it is. With too few, it grows by what arrives beyond their capacity.

${table(['Store', 'events a second', 'worker cores', 'busy', 'backlog grows by, a second'], loads.map(loadRow))}`
}

function queueRow({ busy, waits, recovery }: QueueResults): string[] {
  const pair = ({ arithmetic, simulated }: Compared) => `${arithmetic.toFixed(1)} / ${simulated.toFixed(1)}`
  return [
    `${Math.round(busy * 100)} %`,
    pair(waits.p50),
    pair(waits.p95),
    pair(waits.p99),
    `${recovery.arithmetic.toFixed(1)} h / ${recovery.simulated.toFixed(1)} h`
  ]
}

function loadRow({ store, perSecond, cores, busy, growth }: LoadResults): string[] {
  return [
    store,
    whole(perSecond),
    whole(cores),
    `${percent(busy.arithmetic)} / ${percent(busy.simulated)}`,
    `${whole(growth.arithmetic)} / ${whole(growth.simulated)}`
  ]
}
