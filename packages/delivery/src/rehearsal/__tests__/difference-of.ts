import { Differences } from '../difference'
import type { Difference, RehearsedFailure } from '../difference'

/** The differences of these. */
export function differenceOf(failures: RehearsedFailure[]): Difference {
  const differences = new Differences()
  for (const failure of failures) differences.add(failure)
  return differences.difference
}
