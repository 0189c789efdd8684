import type { DeliveryMemoryResults } from '../delivery-memory/results'
import type { DeliveryResults } from '../delivery/results'
import type { EventResults } from '../events/results'
import type { FunctionResults } from '../functions/results'
import type { MemoryResults } from '../memory/results'
import type { OperatingResults } from '../operating/results'
import type { BacklogResults, PostgresResults } from '../postgres/results'
import type { ToolResults } from '../tools/results'
import { deliveryMemorySection } from './delivery-memory-section'
import { deliverySection } from './delivery-section'
import { eventsSection } from './events-section'
import { functionsSection } from './functions-section'
import { memorySection } from './memory-section'
import { operatingSection } from './operating-section'
import { postgresSection } from './postgres-section'
import { toolsSection } from './tools-section'

/** The results of the parts that were run. */
export interface Results {
  events?: EventResults
  tools?: ToolResults
  memory?: MemoryResults
  delivery?: DeliveryResults
  operating?: OperatingResults
  deliveryMemory?: DeliveryMemoryResults
  functions?: FunctionResults
  postgres?: PostgresResults
  postgresBacklog?: BacklogResults
}

/** The page of the benchmarks, as Markdown. */
export function page(results: Results): string {
  const { events, tools, memory, delivery, operating, deliveryMemory, functions, postgres, postgresBacklog } = results
  return [
    `# Benchmarks

This page shows what an event costs in each action and in delivery, how fast the tools are, and how much memory \`serve\` and \`deliver\` need. You can compare its ratios with those of another machine, but not its absolute figures.

Four commands write this page, so don't edit it. \`npm run bench\` measures events, delivery, operating and tools. It leaves PostgreSQL out if that isn't installed. \`npm run bench:backlog\` measures a large backlog on PostgreSQL. \`npm run bench:memory\` measures the memory of \`serve\`, and takes up to an hour. \`npm run bench:delivery-memory\` measures the memory of \`deliver\`, and takes up to half an hour. The figures are also available as [JSON](../packages/benchmarks/results). Everything runs on one machine, which talks only to itself.
`,
    events && eventsSection(events),
    delivery && deliverySection(delivery),
    postgres && postgresSection(postgres, postgresBacklog),
    operating && operatingSection(operating),
    tools && toolsSection(tools),
    memory && memorySection(memory),
    deliveryMemory && deliveryMemorySection(deliveryMemory),
    functions && functionsSection(functions)
  ]
    .filter((section) => section !== undefined)
    .join('\n')
}
