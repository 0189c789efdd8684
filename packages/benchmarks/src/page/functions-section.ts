import type { FunctionResults } from '../functions/results'
import { table } from './figures'

/** How large the Destination Functions are. */
export function functionsSection({ limit, sizes }: FunctionResults): string {
  const names = [...new Set(sizes.flatMap(({ sections }) => Object.keys(sections)))]
  const row = (name: string, of: (size: FunctionResults['sizes'][number]) => number) => [
    name,
    ...sizes.map((size) => kilobytes(of(size)))
  ]
  return `## Destination Functions

The sizes of the files that [\`export function\`](functions.md) writes, with the automatic presets. Segment documents no limit. Ours is ${kilobytes(
    limit
  )}.

${table(
  ['', ...sizes.map(({ destination }) => destination)],
  [row('whole file', ({ bytes }) => bytes), ...names.map((name) => row(name, ({ sections }) => sections[name] ?? 0))]
)}
`
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
