import { writeResults } from '../src/results'
import { benchmarkEngines } from './benchmark'
import { contestants } from './contestants'
import type { ContestantName } from './contestants'
import { writeRecord } from './record'

/** `npm run bench:engines`: measures the engines, and writes the figures into the decision record. */
async function main(): Promise<void> {
  const results = await benchmarkEngines({
    names: Object.keys(contestants) as ContestantName[],
    rounds: 5,
    pace: { milliseconds: 1000 },
    say: (line) => console.log(line)
  })
  writeResults('engines', results)
  console.log(writeRecord(results))
}

void main()
