import type { EventResults } from '../events/results'
import type { FunctionResults } from '../functions/results'
import type { MemoryResults } from '../memory/results'
import type { ToolResults } from '../tools/results'
import { eventsSection } from './events-section'
import { functionsSection } from './functions-section'
import { memorySection } from './memory-section'
import { toolsSection } from './tools-section'

/** The results of the parts that were run. */
export interface Results {
  events?: EventResults
  tools?: ToolResults
  memory?: MemoryResults
  functions?: FunctionResults
}

/** The page of the benchmarks, as Markdown. */
export function page({ events, tools, memory, functions }: Results): string {
  return [
    `# Benchmarks

This page shows what an event costs in each action, how fast the tools are, and how much memory \`serve\` needs. You can compare its ratios with those of another machine, but not its absolute figures.

Two commands write this page, so don't edit it. \`npm run bench\` measures events and tools. \`npm run bench:memory\` measures memory, and takes up to an hour. The figures are also available as [JSON](../packages/benchmarks/results). Everything runs on one machine, which talks only to itself.
`,
    events && eventsSection(events),
    tools && toolsSection(tools),
    memory && memorySection(memory),
    functions && functionsSection(functions)
  ]
    .filter((section) => section !== undefined)
    .join('\n')
}
