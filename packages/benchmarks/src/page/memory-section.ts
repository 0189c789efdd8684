import type { MemoryResults } from '../memory/results'
import { measuredOn, mebibytes, table } from './figures'

/** How much memory `serve` uses after many events. */
export function memorySection({ machine, destination, readings }: MemoryResults): string {
  const heaps = readings.map(({ server, destinations }) => server.heap + destinations.heap)
  return `## Memory of \`serve\`

This table shows how much memory \`serve\` uses after many track events to \`POST /${destination}/event\`. Each event has another user, and each is delivered to the sandbox.

\`serve\` has two processes: the server, which contains the sandbox, and the process that runs the destinations. The heap is read after garbage collection. The resident set (RSS) is the operating system's figure. ${measuredOn(
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

The sandbox keeps the newest 10,000 of each kind, so it is full after the first reading. From there to the last reading, the heaps of both changed by ${mebibytes(
    heaps[heaps.length - 1] - heaps[0]
  )}. The goal is to stay within 10 MB.
`
}
