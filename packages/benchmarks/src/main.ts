import { NotInstalledError } from '@partner-destinations/delivery/postgres-server'
import { benchmarkDelivery } from './delivery/benchmark'
import { benchmarkEvents } from './events/benchmark'
import { benchmarkFunctions } from './functions/benchmark'
import { benchmarkOperating } from './operating/benchmark'
import { writePage } from './page/write-page'
import { benchmarkPostgres } from './postgres/benchmark'
import { writeResults } from './results'
import { benchmarkTools } from './tools/benchmark'

const parts = {
  events: benchmarkEvents,
  delivery: benchmarkDelivery,
  postgres: benchmarkPostgres,
  operating: benchmarkOperating,
  tools: benchmarkTools,
  functions: benchmarkFunctions
}

/** `npm run bench`, or `npm run bench -- delivery` for one part. */
async function main([only]: string[]): Promise<void> {
  const names = Object.keys(parts)
  if (only !== undefined && !names.includes(only)) throw new Error(`There is no part "${only}": ${names.join(', ')}.`)
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    if (only === undefined || only === part) await run(part, only === undefined)
  }
  await writePage()
}

/** @param isOptional whether a part is left out that needs what isn't installed */
async function run(part: keyof typeof parts, isOptional: boolean): Promise<void> {
  try {
    writeResults(part, await parts[part]())
  } catch (error) {
    if (!isOptional || !(error instanceof NotInstalledError)) throw error
    console.warn(`The part "${part}" is left out. ${error.message}`)
  }
}

void main(process.argv.slice(2))
