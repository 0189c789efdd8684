import { benchmarkEvents } from './events/benchmark'
import { benchmarkFunctions } from './functions/benchmark'
import { writePage } from './page/write-page'
import { writeResults } from './results'
import { benchmarkTools } from './tools/benchmark'

/** `npm run bench` */
async function main(): Promise<void> {
  writeResults('events', await benchmarkEvents())
  writeResults('tools', await benchmarkTools())
  writeResults('functions', await benchmarkFunctions())
  await writePage()
}

void main()
