import { ASSUMED, LOADS } from '../simulation/assumed'
import { inFlightOf } from '../simulation/arithmetic'
import type { LimitedResults, OutageResults, SimulationResults } from '../simulation/results'
import { hoursAndMinutes, table, whole } from './figures'

/**
 * What waits and how much disk it takes while a vendor is down, and how long it takes to catch up.
 * @param bytes on the disk for an event
 */
export function outageSection({ outage, limited }: SimulationResults, bytes: number): string {
  const { busy, maxBacklog, outageHours } = ASSUMED
  const seconds = outageHours * 3600
  return `## When a vendor is down

\`deliver\` [pauses](deliver.md#pauses) the destination, and each process tries one delivery a minute. All others wait in the store. None of them fails, however long the outage lasts. The other destinations go on, as long as less than \`maxBacklog\` waits.

- waiting = events a second × ${whole(seconds)} s, for ${outageHours} hours.
- disk = waiting × ${whole(bytes)} bytes, with a file.
- \`maxBacklog\` is reached after ${whole(maxBacklog)} ÷ events a second. ${whole(
    maxBacklog
  )} is its default, which is too small for each row of this table. When it is reached, all new events are refused with 429, also those for other destinations. So set it to what waits after the longest outage that you expect.

${table(
  [
    'Events a second to the vendor',
    `waiting after ${outageHours} hours`,
    'disk',
    'default `maxBacklog` is reached after'
  ],
  LOADS.map((load) => [
    whole(load),
    whole(load * seconds),
    `${whole((load * seconds * bytes) / 1e9)} GB`,
    duration(maxBacklog / load)
  ])
)}

When the vendor is back, new events still arrive. Only the spare capacity reduces the backlog:

- time to catch up = waiting ÷ (deliveries a second at most − events a second).
- If ${busy * 100} % of the capacity is normally in use, this is ${outageHours} h × ${busy} ÷ ${(1 - busy).toFixed(
    1
  )} = ${hoursAndMinutes((outageHours * busy) / (1 - busy))}.

${simulatedOutage(outage)}

${limited.map(limitedOutage).join('\n\n')}`
}

function simulatedOutage(outage: OutageResults): string {
  const { destinations, perSecond, users, answerMs, concurrency, down, failed, overtaken, others } = outage
  const { backlog, recovery, probes } = outage
  const arriving = perSecond / destinations
  const [from, to] = down
  const milliseconds = (latency = NaN) => `${latency.toFixed(1)} ms`
  return `### A simulated outage

In [the simulation](#how-the-arithmetic-was-checked), ${perSecond} events a second of ${whole(
    users
  )} users go to ${destinations} destinations, each event to one of them. The vendors answer after ${answerMs} ms in the mean. \`concurrency\` is ${concurrency}. One vendor is down for ${
    to - from
  } hours: this time is grey in the plot. The dashes are the arithmetic.

![${altOf(outage)}](images/outage.svg)

${table(
  ['', 'formula', 'arithmetic', 'simulated'],
  [
    [
      'deliveries that wait when the vendor is back',
      `${perSecond} ÷ ${destinations} × ${whole((to - from) * 3600)} s`,
      whole(backlog.arithmetic),
      whole(backlog.simulated)
    ],
    [
      'time to catch up',
      `${whole(backlog.arithmetic)} ÷ (${concurrency} ÷ ${answerMs / 1000} s − ${perSecond} ÷ ${destinations})`,
      hoursAndMinutes(recovery.arithmetic),
      hoursAndMinutes(recovery.simulated)
    ],
    [
      'requests to the vendor while it is down',
      'the first 5, and one after each pause',
      whole(probes.arithmetic),
      whole(probes.simulated)
    ]
  ]
)}

The other destinations don't notice: the P95 of their time from intake to the vendor is ${milliseconds(
    others.before
  )} before the outage, and ${milliseconds(others.during)} during it. ${counted(failed)} failed. ${counted(
    overtaken.unmarked
  )} arrived after a later one of the same user${
    overtaken.marked > 0 ? `, and ${whole(overtaken.marked)} did that were marked as out of order` : ''
  }.

With a \`concurrency\` of 16, the destination manages ${whole(
    16 / inFlightOf(1, answerMs)
  )} deliveries a second, and needs ${hoursAndMinutes(
    backlog.arithmetic / (16 / inFlightOf(1, answerMs) - arriving) / 3600
  )} to catch up.`
}

function limitedOutage({ name, perSecond, outageHours, allowed, recovery }: LimitedResults): string {
  const waiting = perSecond * outageHours * 3600
  return `With ${name}'s rate limit, catching up takes longer. \`deliver\` keeps a margin, so it allows ${allowed.arithmetic.toFixed(
    2
  )} requests a second. If ${perSecond.toFixed(2)} events a second arrive, the same outage takes ${whole(
    waiting
  )} ÷ (${allowed.arithmetic.toFixed(2)} − ${perSecond.toFixed(2)}) = ${hoursAndMinutes(
    recovery.arithmetic
  )} to catch up. The simulation says ${hoursAndMinutes(recovery.simulated)}.`
}

/** What the plot shows, in words. */
function altOf({ down: [from, to], backlog, recovery }: OutageResults): string {
  return `Above: the deliveries that wait rise from hour ${from} to hour ${to} to ${whole(
    backlog.simulated
  )}, and fall to nothing within ${hoursAndMinutes(
    recovery.simulated
  )}, as the arithmetic says. Below: the P95 of the other vendors stays the same all the time, while deliveries to the vendor that was down are hours late until it has caught up`
}

function counted(deliveries: number): string {
  return deliveries === 0 ? 'No delivery' : `${whole(deliveries)} deliveries`
}

function duration(seconds: number): string {
  if (seconds < 60) return `${whole(seconds)} s`
  return seconds < 3600 ? `${whole(seconds)} s` : hoursAndMinutes(seconds / 3600)
}
