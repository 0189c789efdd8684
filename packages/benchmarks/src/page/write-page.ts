import fs from 'node:fs'
import path from 'node:path'
import { formatted } from '../formatted'
import { readResults } from '../results'
import { projectRoot } from '../serve-process'
import { page } from './page'
import type { Results } from './page'
import { plot } from './plot'

const docs = path.join(projectRoot, 'docs')

/** Writes `docs/benchmarks.md`, and its plot, from the newest results of each part. */
export async function writePage(): Promise<void> {
  const results: Results = {
    events: readResults('events'),
    tools: readResults('tools'),
    memory: readResults('memory'),
    functions: readResults('functions')
  }
  const file = path.join(docs, 'benchmarks.md')
  fs.writeFileSync(file, formatted(page(results), file))
  if (results.events) fs.writeFileSync(path.join(docs, 'images/benchmarks.svg'), await plot(results.events.cases))
}
