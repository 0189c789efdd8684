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

This page is generated, so don't edit it. \`npm run bench\` measures events and tools, and \`npm run bench:memory\` the memory of \`serve\`, which takes long. The figures are also there as [JSON](../packages/benchmarks/results). Everything runs on one machine and sends nothing elsewhere. You can compare the ratios with those of another machine, but not the absolute figures.
`,
    events && eventsSection(events),
    tools && toolsSection(tools),
    memory && memorySection(memory)
  ]
    .filter((section) => section !== undefined)
    .join('\n')
}
