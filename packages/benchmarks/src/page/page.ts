import type { EventResults } from '../events/results'
import type { MemoryResults } from '../memory/results'
import type { ToolResults } from '../tools/results'
import { eventsSection } from './events-section'
import { memorySection } from './memory-section'
import { toolsSection } from './tools-section'

/** The results of the parts that were run. */
export interface Results {
  events?: EventResults
  tools?: ToolResults
  memory?: MemoryResults
}

/** The page of the benchmarks, as Markdown. */
export function page({ events, tools, memory }: Results): string {
  return [
    `# Benchmarks

Written by \`npm run bench\` (events and tools) and \`npm run bench:memory\` (memory of \`serve\`, which takes long); do not edit. The figures are also in [JSON](../packages/benchmarks/results). Everything runs on one machine and talks to itself only. Ratios within a run can be compared with those of another machine; absolute figures cannot.
`,
    events && eventsSection(events),
    tools && toolsSection(tools),
    memory && memorySection(memory)
  ]
    .filter((section) => section !== undefined)
    .join('\n')
}
