import fs from 'node:fs'
import path from 'node:path'
import { formatted } from '../formatted'
import { readResults } from '../results'
import { projectRoot } from '../serve-process'
import { simulate } from '../simulation/simulate'
import { outagePlot } from './outage-plot'
import { page } from './page'
import type { Results } from './page'
import { plot } from './plot'
import { scalePage } from './scale-page'

const docs = path.join(projectRoot, 'docs')

/** Writes `docs/benchmarks.md` and `docs/scale.md` with their plots, from the newest results of each part. */
export async function writePage(): Promise<void> {
  const results: Results = {
    events: readResults('events'),
    tools: readResults('tools'),
    memory: readResults('memory'),
    delivery: readResults('delivery'),
    operating: readResults('operating'),
    deliveryMemory: readResults('delivery-memory'),
    functions: readResults('functions'),
    postgres: readResults('postgres'),
    postgresBacklog: readResults('postgres-backlog')
  }
  const file = path.join(docs, 'benchmarks.md')
  fs.writeFileSync(file, formatted(page(results), file))
  const { delivery, deliveryMemory, postgres } = results
  if (delivery) {
    const simulation = simulate(delivery, postgres)
    const scale = path.join(docs, 'scale.md')
    fs.writeFileSync(scale, formatted(scalePage({ delivery, simulation, deliveryMemory, postgres }), scale))
    fs.writeFileSync(path.join(docs, 'images/outage.svg'), await outagePlot(simulation.outage))
  }
  if (results.events) fs.writeFileSync(path.join(docs, 'images/benchmarks.svg'), await plot(results.events.cases))
}
