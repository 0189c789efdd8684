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

Times are medians of ${rounds} rounds. The range in brackets contains the middle half of the rounds. The last two columns compare with two things from the same rounds: Node with nothing to do, and TypeScript's check of the saved file. ${measuredOn(
    machine
  )}

${table(
  ['', 'time', '÷ `node -e 0`', '÷ `tsc --noEmit`'],
  [
    row('`./bin/run serve`, from start to ready', serveReady),
    row('from saving a file of a destination until its new code answers a call', saveToLive),
    row('`node -e 0`', emptyNode),
    row('`tsc --noEmit` of that file', typeCheck)
  ]
)}

\`npm test\`, with all tests of all packages, took ${seconds(test)} in one run.
`
}
