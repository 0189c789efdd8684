import type { FailureResults, OperatingResults } from '../operating/results'
import type { Spread } from '../statistics'
import { measuredOn, ratio, seconds, table, whole } from './figures'

/** The operations, with what each is compared with. */
const operations: [name: string, time: (results: FailureResults) => Spread, against: 'readAll' | 'readKind'][] = [
  ['list all groups', ({ list }) => list, 'readAll'],
  ['list the groups of one user', ({ listOfUser }) => listOfUser, 'readAll'],
  ['show 100 of a group', ({ page }) => page, 'readKind'],
  ['resend one kind', ({ resend }) => resend, 'readKind'],
  ['show the difference of one kind', ({ difference }) => difference, 'readKind']
]

/** What operators wait for. */
export function operatingSection({ machine, replay, failures }: OperatingResults): string {
  const megabytes = Math.round(replay.bytes / 1e6)
  const rows = operations.map(([name, time, against]) => {
    const { median } = time(failures)
    return [
      name,
      seconds(median),
      (median / failures[against].median).toFixed(3),
      against === 'readAll' ? 'all' : 'one kind'
    ]
  })
  return `## Replay and failed deliveries

[\`replay\`](replay.md) stores a file of ${whole(
    replay.events
  )} events (${megabytes} MB), while nothing is delivered. The bare loop reads the lines, parses them, and stores them in hundreds: it can't go on where it was, routes nothing and finds no bad line. The command's time includes its start and reading the file once before, to know whether it was replayed before. ${measuredOn(
    machine
  )}

${table(
  ['', 'time', 'command / bare loop'],
  [
    ['`replay`', seconds(replay.command.median), ratio(replay.ratio)],
    ['bare loop', seconds(replay.bareLoop.median), '']
  ]
)}

The next table is about a store with ${whole(failures.failures)} failed deliveries of ${failures.kinds} kinds, ${whole(
    failures.ofKind
  )} of each. The ratio compares with one statement that reads the rows with their events: of all of them in ${seconds(
    failures.readAll.median
  )}, or of one kind in ${seconds(
    failures.readKind.median
  )}. For the difference, each event is delivered to a sandbox with the present mapping.

${table(['', 'time', 'ratio to reading', 'of'], rows)}
`
}
