import fs from 'node:fs'
import path from 'node:path'
import { formatted } from '../formatted'
import { readResults } from '../results'
import { projectRoot } from '../serve-process'
import { page } from './page'
import type { Results } from './page'
import { plot } from './plot'
import { scalePage } from './scale-page'

const docs = path.join(projectRoot, 'docs')

/** Writes `docs/benchmarks.md` with its plot, and `docs/scale.md`, from the newest results of each part. */
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
  const { delivery, deliveryMemory } = results
  if (delivery) {
    const scale = path.join(docs, 'scale.md')
    fs.writeFileSync(scale, formatted(scalePage(delivery, deliveryMemory), scale))
  }
  if (results.events) fs.writeFileSync(path.join(docs, 'images/benchmarks.svg'), await plot(results.events.cases))
}
