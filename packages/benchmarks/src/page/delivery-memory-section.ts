import type { DeliveryMemoryResults } from '../delivery-memory/results'
import { measuredOn, mebibytes, seconds, table, whole } from './figures'

/** How much memory delivery uses. */
export function deliveryMemorySection({ machine, readings, startMs }: DeliveryMemoryResults): string {
  const [first, ...later] = readings
  const [last] = later.slice(-1)
  const grown = (figure: 'heap' | 'rss') => mebibytes(Math.max(...later.map((one) => one[figure])) - first[figure])
  return `## Memory of \`deliver\`

This table shows how much memory the engine of \`./bin/run deliver\` uses. The loader posts events to the Tracking API, each of another user, and the destination takes them without sending anything. For the last two readings the destination is paused, so that events wait. Before the very last one, the engine is started again.

The heaps of all threads are read after garbage collection. The resident set (RSS) is the operating system's figure for the process. ${measuredOn(
    machine
  )}

${table(
  ['Delivered', 'waiting', 'heaps', 'RSS'],
  readings.map(({ delivered, waiting, heap, rss }) => [
    whole(delivered),
    whole(waiting),
    mebibytes(heap),
    mebibytes(rss)
  ])
)}

After the first reading, the heaps grew by at most ${grown('heap')}, and the RSS by at most ${grown(
    'rss'
  )}. The goal is to stay within 20 MiB.

With ${whole(last.waiting)} events in the store, the engine was ready after ${seconds(startMs)}. The goal is under 5 s.
`
}
