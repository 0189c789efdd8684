import { vendors } from '@partner-destinations/vendors'
import type { BenchFacts } from '@partner-destinations/vendors/bench'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import type { CaseResults, EventResults, Shares } from '../events/results'
import { measuredOn, percent, ratio, table, whole } from './figures'

/** The goals: CPU time as a multiple of the smallest action's, and the share of the destination's own files. */
export const GOAL_RATIO = 1.1
const GOAL_SHARE = 0.03

/** What an event costs in each action. */
export function eventsSection({ machine, rounds, events, inFlight, cases }: EventResults): string {
  const own = cases.filter(isOwn)
  const others = cases.filter((one) => !isOwn(one))
  return `## Events

Each event goes through \`Destination.onEvent\` of \`@segment/actions-core\`. The subscription and the mapping are those of a preset, or the fields' defaults. The requests go to a local HTTPS server in another process, on connections that are kept alive.

The same run measures three other things to compare with:

- **(a)** the smallest possible action under the same framework. It has one object field, and sends the same requests with the same bytes.
- **(b)** comparable actions of Segment's own catalog, \`@segment/action-destinations\`. Each has an (a) of its own.
- **(c)** a bare loop of \`undici\` that sends the same bytes. This is the fastest that this machine can be.

![CPU time per event of each action, as a multiple of the smallest action that sends the same](images/benchmarks.svg)

How it is measured:

- After a warm-up, each action, each (a) and each (c) sends ${events} events in each of ${rounds} rounds, ${inFlight} at a time. They take turns at going first, and garbage is collected between them.
- A figure is the median of the rounds. Ratios are computed within each round. The range in brackets contains the middle half of the ratios.
- The run fails if an event is not delivered with exactly the requests and bytes below.

### Compared

There are two goals. Figures above a goal are in bold.

- **CPU time** is at most ${GOAL_RATIO.toFixed(2)} times that of (a).
- **Own code**, the destination's own files, takes at most ${percent(
    GOAL_SHARE
  )} of an event's time in a CPU profile. The column "with Node" adds what this code has Node do, such as JSON and cryptography.

The columns "mapping" and "subscription" are the framework's part of the time: it checks and resolves the mapping, and parses the subscription.

${table(
  ['Action', 'CPU ÷ (a)', 'CPU ÷ (c)', 'own code', 'with Node', 'mapping', 'subscription'],
  own.map(({ name, toMinimal, toBare, shares }) => [
    name,
    bold(ratio(toMinimal), toMinimal.median > GOAL_RATIO),
    ratio(toBare),
    bold(percent(shares.own), shares.own > GOAL_SHARE),
    percent(shares.ownWithNode),
    percent(shares.mapping),
    percent(shares.subscription)
  ])
)}

An action takes longer than (a) mostly because of the framework's own work:

- **Mapping.** The framework checks the whole mapping again for each event, and every branch of an \`@if\` twice. So a field costs more if its value can come from several places, such as two spellings of a trait.
- **Subscription.** The framework parses the subscription again for each event.

${textsOf(({ costs }) => costs)}

${table(
  ['(b)', 'CPU ÷ (a)', 'CPU ÷ (c)'],
  others.map(({ name, toMinimal, toBare }) => [name, ratio(toMinimal), ratio(toBare)])
)}

${preparedSection(own)}### Requests and bytes per event

These figures don't depend on the machine, and a test checks them. Bytes on the wire are everything that the server received: bodies, request lines, headers, and TLS.

${table(
  ['Action', 'requests', 'bytes of bodies', 'bytes on the wire'],
  cases.map(({ name, calls, bodyBytes, wireBytes }) => [name, `${calls.length}`, whole(bodyBytes), whole(wireBytes)])
)}

${requestsForced(own)}

### Absolute figures

${measuredOn(machine)} CPU is the user and system time of the sending process, in microseconds per event.

${table(
  ['Action', 'CPU', 'of (a)', 'of (c)', 'events/s', 'of (a)', 'of (c)'],
  cases.map(({ name, cpu, perSecond }) => [
    name,
    ...[cpu.action, cpu.minimal, cpu.bare, perSecond.action, perSecond.minimal, perSecond.bare].map(whole)
  ])
)}
`
}

/** What delivery by the runner costs. Empty if the results are older than this measurement. */
function preparedSection(own: OwnCase[]): string {
  const rows = own.flatMap(({ name, preparedToAction }) =>
    preparedToAction ? [[name, bold(ratio(preparedToAction), preparedToAction.median > GOAL_RATIO)]] : []
  )
  if (rows.length === 0) return ''
  return `### Delivery by the runner

This table compares the runner with \`Destination.onEvent\`, for the same events in the same rounds. The goal is at most ${GOAL_RATIO.toFixed(
    2
  )} times the CPU time of \`onEvent\`.

The runner prepares a destination once, with its settings and its subscription, and then delivers each event through the same action. It doesn't parse the subscription again, but it watches the requests and reports what went wrong.

${table(['Action', 'CPU ÷ `onEvent`'], rows)}

`
}

type OwnCase = CaseResults & { shares: Shares }

function isOwn(one: CaseResults): one is OwnCase {
  return one.shares !== undefined
}

function bold(text: string, isAbove: boolean): string {
  return isAbove ? `**${text}**` : text
}

/** Which events take several requests, and why. */
function requestsForced(own: OwnCase[]): string {
  const several = own.filter(({ calls }) => calls.length > 1)
  if (several.length === 0) return 'Every event of this project takes one request.'
  const list = several.map(({ name, calls }) => `- ${name}: ${calls.map((call) => `\`${call}\``).join(', ')}`)
  return `An event of this project takes one request, except for these:

${list.join('\n')}

${textsOf(({ severalRequests }) => severalRequests)}`
}

/** What the vendors have to say, one after the other. */
function textsOf(read: (bench: BenchFacts) => string | undefined): string {
  return Object.values<Vendor>(vendors)
    .map(({ bench }) => bench && read(bench))
    .filter((text) => text !== undefined)
    .join(' ')
}
