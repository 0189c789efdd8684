import type { Rehearsed } from '@partner-destinations/delivery'
import { table } from '../deliver/describe-config'
import type { DryRun } from './dry-run'
import { time } from './progress-line'

/** The most reasons that are shown of a destination. */
const mostReasons = 5

/** What would become of the events, for a person. */
export function dryRunSummary({ events, skipped, bad, isStopped, rehearsed }: DryRun<Rehearsed>): string {
  return [
    `${isStopped ? 'Stopped early. ' : ''}Nothing was stored, and nothing left this machine.`,
    ...table([
      ['events', String(events)],
      ['left out', String(skipped)],
      ['bad', String(bad)]
    ]),
    ...Object.entries(rehearsed).flatMap(([name, destination]) => ['', ...describe(name, destination)])
  ].join('\n')
}

function describe(
  name: string,
  { delivered, filtered, failed, groups, requests, limitMs }: Rehearsed[string]
): string[] {
  const limit = limitMs === undefined ? '' : `, ${time(limitMs / 1000)} at the vendor's limit`
  const shown = groups.slice(0, mostReasons)
  return [
    name,
    ...table([
      ['would be delivered', String(delivered)],
      ['filtered', String(filtered)],
      ['refused', String(failed)],
      ['requests', `${requests}${limit}`]
    ]),
    ...table(
      shown.map(({ count, outcome, code, message }) => [
        String(count),
        outcome === 'failed' ? 'refused' : outcome,
        code,
        message
      ]),
      4
    ),
    ...(groups.length > shown.length ? [`    and ${groups.length - shown.length} other reasons`] : [])
  ]
}
