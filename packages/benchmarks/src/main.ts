import { benchmarkDelivery } from './delivery/benchmark'
import { benchmarkEvents } from './events/benchmark'
import { benchmarkFunctions } from './functions/benchmark'
import { benchmarkOperating } from './operating/benchmark'
import { writePage } from './page/write-page'
import { writeResults } from './results'
import { benchmarkTools } from './tools/benchmark'

const parts = {
  events: benchmarkEvents,
  delivery: benchmarkDelivery,
  operating: benchmarkOperating,
  tools: benchmarkTools,
  functions: benchmarkFunctions
}

/** `npm run bench`, or `npm run bench -- delivery` for one part. */
async function main([only]: string[]): Promise<void> {
  const names = Object.keys(parts)
  if (only !== undefined && !names.includes(only)) throw new Error(`There is no part "${only}": ${names.join(', ')}.`)
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    if (only === undefined || only === part) writeResults(part, await parts[part]())
  }
  await writePage()
}

void main(process.argv.slice(2))
