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

The times are medians of ${rounds} rounds, and the brackets show the range of the middle half. The same rounds measure Node with nothing to do, and TypeScript's check of the one file that is saved. ${measuredOn(
    machine
  )}

${table(
  ['', 'time', 'by `node -e 0`', 'by `tsc --noEmit`'],
  [
    row('`./bin/run serve`, from start to ready', serveReady),
    row('from saving a file of a destination until its new code answers', saveToLive),
    row('`node -e 0`', emptyNode),
    row('`tsc --noEmit` of that file', typeCheck)
  ]
)}

\`npm test\` runs all tests of all packages. It took ${seconds(test)} in one run.
`
}
