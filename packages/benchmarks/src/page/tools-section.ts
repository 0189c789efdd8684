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
  catalog,
  test
}: ToolResults): string {
  const timed = ({ median, low, high }: Spread) => `${seconds(median)} (${seconds(low)}–${seconds(high)})`
  const times = ({ median, low, high }: Spread) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
  const row = (name: string, spread: Spread) => [
    name,
    timed(spread),
    (spread.median / emptyNode.median).toFixed(1),
    (spread.median / typeCheck.median).toFixed(2)
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

\`serve\` also runs the ${
    catalog.destinations
  } cloud-mode destinations of Segment's published package. Each loads when somebody asks for it. The goal is to start with all of them in at most twice the time of \`serve\` above.

${table(
  ['', 'time', '÷ `serve`'],
  [
    ['`serve` of all, from start to ready', timed(catalog.serveAll), times(catalog.toServeReady.all)],
    ['`serve` of one by its name', timed(catalog.serveOne), times(catalog.toServeReady.one)],
    ['from asking for another destination until it is shown', timed(catalog.firstAnswer), '']
  ]
)}

\`npm test\` took ${seconds(test)} in one run.
`
}
