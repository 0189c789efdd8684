import type { Rehearsed } from '@partner-destinations/delivery'
import { table } from '../deliver/describe-config'
import type { DryRun } from './dry-run'
import { time } from './progress-line'

/** The most reasons that are shown, so that everything fits a screen. */
const mostReasons = 8

/** The most characters of a reason. */
const longestReason = 100

/** What would become of the events, for a person. */
export function dryRunSummary({ events, skipped, bad, isStopped, rehearsed }: DryRun): string {
  return [
    `${isStopped ? 'Stopped early. ' : ''}Nothing was stored, and nothing left this machine.`,
    ...table([
      ['events', String(events)],
      ['left out', String(skipped)],
      ['bad', String(bad)]
    ]),
    '',
    ...table(
      [['destination', 'delivered', 'filtered', 'refused', 'requests', 'time at its limit'], ...rows(rehearsed)],
      0
    ),
    ...reasons(rehearsed)
  ].join('\n')
}

function rows(rehearsed: Rehearsed): string[][] {
  return Object.entries(rehearsed).map(([name, { delivered, filtered, failed, requests, limitMs }]) => [
    name,
    ...[delivered, filtered, failed, requests].map(String),
    limitMs === undefined ? 'no limit' : time(limitMs / 1000)
  ])
}

/** Why events would be filtered or refused, the most frequent reasons first. */
function reasons(rehearsed: Rehearsed): string[] {
  const all = Object.entries(rehearsed)
    .flatMap(([name, { groups }]) => groups.map((group) => ({ name, ...group })))
    .sort((one, other) => other.count - one.count)
  if (all.length === 0) return []
  const shown = all.slice(0, mostReasons).map(({ name, count, outcome, code, message }) => {
    const word = outcome === 'failed' ? 'refused' : 'filtered'
    return [String(count), name, word, code, clip(message)]
  })
  return [
    '',
    ...table(shown, 0),
    ...(all.length > shown.length ? [`and ${all.length - shown.length} other reasons`] : [])
  ]
}

function clip(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason - 1)}…` : text
}
