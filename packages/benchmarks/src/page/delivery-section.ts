import type { DeliveryCaseResults, DeliveryResults, IntakeResults, ThreadResults } from '../delivery/results'
import type { Machine } from '../machine'
import type { Spread } from '../statistics'
import { measuredOn, percent, ratio, table, whole } from './figures'

/** The goals. */
const GOALS = {
  /** At least: CPU time of `onEvent` by that of the engine, without intake and with it. */
  delivery: 2,
  whole: 1.6,
  /** At most: CPU time of the engine by that of undici. */
  toBare: 4,
  /** At least: events a second of intake by those of the store. */
  toStore: 0.6,
  /** At least: events a second of two threads by those of one. */
  toOne: 1.7
}

/** What delivery costs. */
export function deliverySection({
  machine,
  rounds,
  events,
  inFlight,
  perRequest,
  cases,
  intake,
  threads
}: DeliveryResults): string {
  return `## Delivery

\`./bin/run deliver\` takes events in, keeps them on the disk, and delivers them. This section compares its engine with two bare loops that keep nothing:

- **\`onEvent\`**: a loop of \`Destination.onEvent\` of \`@segment/actions-core\`, with the framework's own HTTP client.
- **undici**: a loop of \`undici\` that sends the same bytes.

How it is measured:

- The engine runs in a process of its own, with its store in a file. So do the server in the place of the vendors and the loader, which posts events to the Tracking API, ${perRequest} in each request. Each event has another user.
- CPU time is the user and system time of the engine's whole process, in all its threads.
- "Delivery" is measured from the moment when ${whole(events)} events wait in the store until all of them are settled.
- "With intake" is measured from the first request of the loader until all of its ${whole(events)} events are settled.
- After a warm-up, everyone has a turn in each of ${rounds} rounds, with ${inFlight} events under way at a time. A figure is the median of the rounds. Ratios are computed within each round. The range in brackets contains the middle half of the ratios.
- The run fails if an event is not delivered with exactly the same requests and bytes.

### Delivery compared

The table says how many times less CPU time the engine takes than \`onEvent\`, and how many times more than undici. The goals are at least ${GOALS.delivery.toFixed(
    1
  )} without intake, at least ${GOALS.whole.toFixed(1)} with intake, and at most ${GOALS.toBare.toFixed(
    1
  )} times undici. Figures that miss a goal are in bold.

${table(
  ['Action', '`onEvent` ÷ delivery', '`onEvent` ÷ with intake', 'delivery ÷ undici'],
  cases.map((one) => [
    nameOf(one),
    atLeast(one.faster.delivery, GOALS.delivery),
    atLeast(one.faster.whole, GOALS.whole),
    atMost(one.toBare, GOALS.toBare)
  ])
)}

${intakeSection(intake)}
${threadsSection(threads, machine)}
### Absolute figures of delivery

${measuredOn(machine)} CPU is in microseconds per event.

${table(
  [
    'Action',
    'CPU: `onEvent`',
    'undici',
    'delivery',
    'with intake',
    'events/s: `onEvent`',
    'undici',
    'delivery',
    'with intake'
  ],
  cases.map((one) => [
    nameOf(one),
    ...[one.cpu, one.perSecond].flatMap(({ onEvent, bare, delivery, whole: all }) =>
      [onEvent, bare, delivery, all].map(whole)
    )
  ])
)}
`
}

function intakeSection({ toStore, perSecond, cpu }: IntakeResults): string {
  return `### Intake

Intake alone gets events in hundreds while nothing is delivered. The store alone gets the same events without HTTP. The goal is at least ${
    GOALS.toStore
  } times as many events a second.

${table(
  ['', 'intake ÷ store', 'intake', 'store'],
  [
    ['events/s', atLeast(toStore, GOALS.toStore), whole(perSecond.intake), whole(perSecond.store)],
    ['CPU per event', (cpu.intake / cpu.store).toFixed(2), whole(cpu.intake), whole(cpu.store)]
  ]
)}
`
}

/** What the cores leave two threads is what they could do if nothing else used CPU time. */
function threadsSection(threads: ThreadResults[], { cores }: Machine): string {
  return `### Two destination threads

Destinations run in threads. The goal is that two threads deliver at least ${
    GOALS.toOne
  } times as many events a second as one, which is ${percent(
    GOALS.toOne / 2
  )} of the most that is possible. The engine's other threads and the server in the place of the vendors run on the same ${cores} cores. So if the cores can do less than twice as much as one thread did, the goal is that part of what they can do: ${cores} seconds of CPU time a second, divided by the CPU time of an event in the engine and the server.

${table(
  ['Action', 'two ÷ one', 'possible ÷ one', 'one: events/s', 'two', 'cores can do'],
  threads.map(({ name, toOne, perSecond, cpu }) => {
    const possible = (cores * 1e6) / (cpu.engine + cpu.vendor)
    const limit = Math.min(2, possible / perSecond.one)
    return [
      name,
      atLeast(toOne, (GOALS.toOne / 2) * limit),
      limit.toFixed(2),
      whole(perSecond.one),
      whole(perSecond.two),
      whole(possible)
    ]
  })
)}
`
}

function nameOf({ name, protocol }: DeliveryCaseResults): string {
  return `${name}, ${protocol.toUpperCase()}`
}

function atLeast(spread: Spread, goal: number): string {
  return spread.median < goal ? `**${ratio(spread)}**` : ratio(spread)
}

function atMost(spread: Spread, goal: number): string {
  return spread.median > goal ? `**${ratio(spread)}**` : ratio(spread)
}
