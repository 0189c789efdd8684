import { benchmarkDelivery } from './delivery/benchmark'
import { benchmarkEvents } from './events/benchmark'
import { writePage } from './page/write-page'
import { writeResults } from './results'
import { benchmarkTools } from './tools/benchmark'

/** `npm run bench` */
async function main(): Promise<void> {
  writeResults('events', await benchmarkEvents())
  writeResults('delivery', await benchmarkDelivery())
  writeResults('tools', await benchmarkTools())
  await writePage()
}

void main()
