import type { MemoryResults } from '../memory/results'
import { measuredOn, mebibytes, table } from './figures'

/** What `serve` holds after many events. */
export function memorySection({ machine, readings }: MemoryResults): string {
  const heaps = readings.map(({ server, destinations }) => server.heap + destinations.heap)
  return `## Memory of \`serve\`

After so many track events to \`POST /wigzo/event\`, each of another user and each delivered to the sandbox. \`serve\` has two processes: the server, which holds the sandbox, and the one that runs the destinations. The heap is read after garbage collection; the resident set (RSS) is what the operating system counts. ${measuredOn(
    machine
  )}

${table(
  ['Events', 'server: heap', 'RSS', 'destinations: heap', 'RSS'],
  readings.map(({ events, server, destinations }) => [
    events.toLocaleString('en-US'),
    mebibytes(server.heap),
    mebibytes(server.rss),
    mebibytes(destinations.heap),
    mebibytes(destinations.rss)
  ])
)}

The sandbox keeps the newest 10,000 of each kind, so it is full after the first reading. From there to the last one the heaps of both changed by ${mebibytes(
    heaps[heaps.length - 1] - heaps[0]
  )}; the goal is to stay within 10 MB.
`
}
