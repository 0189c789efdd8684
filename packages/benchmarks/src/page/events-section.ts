import type { CaseResults, EventResults, Shares } from '../events/results'
import { measuredOn, percent, ratio, table, whole } from './figures'

/** Goals: CPU time by that of the smallest action, and the part of it that a destination's own files take. */
export const GOAL_RATIO = 1.1
const GOAL_SHARE = 0.03

/** What an event costs in each action. */
export function eventsSection({ machine, rounds, events, inFlight, cases }: EventResults): string {
  const own = cases.filter(isOwn)
  const others = cases.filter((one) => !isOwn(one))
  return `## Events

Each event goes through \`Destination.onEvent\` of \`@segment/actions-core\`, with the subscription and the mapping that a preset or the fields' defaults give, to a local HTTPS server in another process, on connections that are kept alive. In the same run there are

- (a) the smallest possible action under the same framework: it has one object field, and sends the same requests with the same bytes;
- (b) comparable actions of Segment's own catalog, \`@segment/action-destinations\`, each with an (a) of its own;
- (c) a bare loop of \`undici\` that sends the same bytes: what this machine can do.

![CPU time an event of each action, as a multiple of the smallest action that sends the same](images/benchmarks.svg)

${rounds} rounds of ${events} events for everyone, ${inFlight} under way at a time, after a warm-up; in each round everyone has a turn at beginning, and garbage is collected between them. Figures are medians of the rounds; ratios are taken within each round, and in brackets is what the middle half of them lies between. Every event has to be delivered with the requests and bytes that are stated: otherwise the run fails.

### Compared

The goal is at most ${GOAL_RATIO.toFixed(2)} times the CPU time of (a), and at most ${percent(
    GOAL_SHARE
  )} of an event's time in frames of the destination's own files, by a CPU profile; beside it is what they take together with what they have Node do (JSON, cryptography). What is above a goal is in bold.

${table(
  ['Action', 'by (a)', 'by (c)', 'own code', 'with Node', 'mapping', 'subscription'],
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

What takes an action above (a) is mostly the framework's work on what it is configured with. The framework checks the whole mapping again for each event, and every \`else\` of an \`@if\` twice: the alternatives of a field (a trait in two spellings, in the traits or in the context) cost twice as much with each further one. It parses the subscription again for each event, too, and that of Wigzo's \`trackEvent\` has to name the events that other actions take. What Wigzo's actions have Node do is mostly the HMAC of the user id, and an affiliate that exists costs the two errors of a request that is refused.

${table(
  ['(b)', 'by (a)', 'by (c)'],
  others.map(({ name, toMinimal, toBare }) => [name, ratio(toMinimal), ratio(toBare)])
)}

${preparedSection(own)}### Requests and bytes an event

They do not depend on the machine, and a test holds them. Bytes on the wire are all that the server received: bodies, request lines, headers, and TLS.

${table(
  ['Action', 'requests', 'bytes of bodies', 'bytes on the wire'],
  cases.map(({ name, calls, bodyBytes, wireBytes }) => [name, `${calls.length}`, whole(bodyBytes), whole(wireBytes)])
)}

${requestsForced(own)}

### Absolute figures

${measuredOn(machine)} CPU time is that of the process that sends, user and system, in microseconds an event.

${table(
  ['Action', 'CPU', 'of (a)', 'of (c)', 'events/s', 'of (a)', 'of (c)'],
  cases.map(({ name, cpu, perSecond }) => [
    name,
    ...[cpu.action, cpu.minimal, cpu.bare, perSecond.action, perSecond.minimal, perSecond.bare].map(whole)
  ])
)}
`
}

/** What it costs to deliver by the runner; nothing when the results are from before it was measured. */
function preparedSection(own: OwnCase[]): string {
  const rows = own.flatMap(({ name, preparedToAction }) =>
    preparedToAction ? [[name, bold(ratio(preparedToAction), preparedToAction.median > GOAL_RATIO)]] : []
  )
  if (rows.length === 0) return ''
  return `### Delivery by the runner

The runner prepares a destination once, with its settings and its subscription, and then delivers each event through the same action. It parses no subscription again, but it watches the requests and says what went wrong. Beside it is \`Destination.onEvent\` of the same event, in the same rounds. The goal is at most ${GOAL_RATIO.toFixed(
    2
  )} times its CPU time.

${table(['Action', 'by `onEvent`'], rows)}

`
}

type OwnCase = CaseResults & { shares: Shares }

function isOwn(one: CaseResults): one is OwnCase {
  return one.shares !== undefined
}

function bold(text: string, isAbove: boolean): string {
  return isAbove ? `**${text}**` : text
}

/** Why some events take several requests. */
function requestsForced(own: OwnCase[]): string {
  const list = own
    .filter(({ calls }) => calls.length > 1)
    .map(({ name, calls }) => `- ${name}: ${calls.map((call) => `\`${call}\``).join(', ')}`)
  return `Wigzo and Wishpond take an event in one request. Refersion's API forces more where it knows an affiliate by a number that only \`get\` shows: a new affiliate's answer and the search show its code, \`edit\` and \`status_change\` take the number. \`new\` takes no custom fields. Whether an email is taken only Refersion knows: asking first would cost every new affiliate one request more, so \`new\` is tried, and its refusal with 422 tells.

${list.join('\n')}`
}
