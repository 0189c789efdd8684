import type { ToolResults } from '../tools/results'
import type { Spread } from '../statistics'
import { measuredOn, seconds, table } from './figures'

/** How long the tools take. */
export function toolsSection({
  machine,
  rounds,
  serveReady,
  saveToLive,
  emptyNode,
  typeCheck,
  test
}: ToolResults): string {
  const row = (name: string, { median, low, high }: Spread) => [
    name,
    `${seconds(median)} (${seconds(low)}–${seconds(high)})`,
    (median / emptyNode.median).toFixed(1),
    (median / typeCheck.median).toFixed(2)
  ]
  return `## Tools

Medians of ${rounds} rounds, in brackets what the middle half of them lies between; beside them, from the same rounds, Node with nothing to do, and TypeScript's check of the one file that is saved. ${measuredOn(
    machine
  )}

${table(
  ['', 'time', 'by `node -e 0`', 'by `tsc --noEmit`'],
  [
    row('`./bin/run serve`, from start to ready', serveReady),
    row('a saved file of a destination, until a call is answered by the new code', saveToLive),
    row('`node -e 0`', emptyNode),
    row('`tsc --noEmit` of that file', typeCheck)
  ]
)}

\`npm test\`, all tests of all packages, took ${seconds(test)} in one run.
`
}
