import { vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import type { DeliveryMemoryResults } from '../delivery-memory/results'
import type { DeliveryResults } from '../delivery/results'
import { measuredOn, mebibytes, table, whole } from './figures'

/** What is assumed, and not measured. Readers put in their own. */
const ASSUMED = {
  /** Of a core and of a thread: the rest is for peaks, retries and the operating system. */
  busy: 0.7,
  /** Days for which delivered events are kept: the default of `retention`. */
  days: 7,
  /** Dollars a month, for a core with its memory. */
  core: 35,
  /** Dollars a month, for a GB of an SSD. */
  disk: 0.1
}

const LOADS = [100, 10_000, 1_000_000]
const DAY = 86_400

/** `docs/scale.md`: what limits delivery, from figures that were measured. */
export function scalePage({ machine, cases, intake, store }: DeliveryResults, memory?: DeliveryMemoryResults): string {
  const https = cases.filter(({ protocol }) => protocol === 'https')
  const costliest = https.reduce((most, one) => (one.cpu.whole > most.cpu.whole ? one : most))
  const cpu = costliest.cpu.whole
  const storeThread = store.cpu.accept + store.cpu.claimAndSettle
  const mainThread = Math.max(...https.map((one) => one.mainThread))
  const slowest = Math.max(storeThread, mainThread)
  const perProcess = (ASSUMED.busy * 1e6) / slowest
  const needs = LOADS.map((load) => {
    const cores = Math.max(1, Math.ceil(load / ((ASSUMED.busy * 1e6) / cpu)))
    const gigabytes = (load * DAY * ASSUMED.days * store.bytes) / 1e9
    return { load, cores, gigabytes, processes: Math.ceil(load / perProcess) }
  })
  return `# Scale on paper

This page says what limits \`./bin/run deliver\`, and how many cores, processes and disks some loads need. \`npm run bench\` writes this page, so don't edit it. The constants are measured, and everything else is arithmetic that you can check. Your events, vendors and machines differ, so measure before you buy.

## The vendor's limit comes first

${rateLimits()}

A faster machine doesn't change this. What a vendor doesn't take waits in the store, until \`maxBacklog\` is reached.

## Constants

${measuredOn(machine)} An event has ${whole(
    store.bodyBytes
  )} bytes, goes to one destination, and its vendor answers at once. [Benchmarks](benchmarks.md#delivery) says how this was measured.

${table(
  ['Constant', 'value'],
  [
    ...https.map((one) => [`CPU time of an event, in and out: ${one.name}`, `${whole(one.cpu.whole)} µs`]),
    ['of which the main thread takes, at most', `${whole(mainThread)} µs`],
    ['CPU time of the store for an event: accept', `${whole(store.cpu.accept)} µs`],
    ['CPU time of the store for an event: claim and settle', `${whole(store.cpu.claimAndSettle)} µs`],
    ['events that the store alone accepts, in hundreds', `${whole(store.perSecond.accept)} a second`],
    ['events that intake accepts over HTTP, in hundreds', `${whole(intake.perSecond.intake)} a second`],
    [
      'deliveries that the store alone claims and settles, in hundreds',
      `${whole(store.perSecond.claimAndSettle)} a second`
    ],
    ['disk for a delivered event', `${whole(store.bytes)} bytes`],
    [`requests to the vendor for an event, with TLS: ${costliest.name}`, `${whole(costliest.wireBytes)} bytes`],
    ...(memory
      ? [['memory of the process, at most', mebibytes(Math.max(...memory.readings.map(({ rss }) => rss)))]]
      : [])
  ]
)}

## What limits one process

One process has one main thread, one thread that writes to the store, and any number of threads that run destinations.

- **Destination threads** take most of the CPU time. More cores help.
- **The main thread** takes events in, and hands deliveries out. At ${
    ASSUMED.busy * 100
  } % busy, it manages 1,000,000 µs × ${ASSUMED.busy} ÷ ${whole(mainThread)} µs = ${whole(
    (ASSUMED.busy * 1e6) / mainThread
  )} events a second.
- **The store's thread** is alone as well: SQLite has one writer. It manages 1,000,000 µs × ${ASSUMED.busy} ÷ ${whole(
    storeThread
  )} µs = ${whole((ASSUMED.busy * 1e6) / storeThread)} events a second.

So one process, and one database, ends at about ${whole(
    perProcess
  )} events a second for one destination each. If an event goes to three destinations, count it as three.

## What loads need

- cores = events a second × ${whole(cpu)} µs ÷ 1,000,000 µs ÷ ${ASSUMED.busy}, rounded up. ${whole(
    cpu
  )} µs is the costliest action above.
- processes, each with its own database = events a second ÷ ${whole(perProcess)}, rounded up.
- disk = events a second × ${whole(DAY)} s × ${ASSUMED.days} days × ${whole(store.bytes)} bytes. ${
    ASSUMED.days
  } days is the default \`retention\`. With one day, divide by ${ASSUMED.days}.
- dollars a month = cores × ${ASSUMED.core} + GB × ${ASSUMED.disk.toFixed(
    2
  )}. These two prices are assumptions: put in your own.

${table(
  ['Events a second', 'cores', 'processes and databases', 'disk', 'dollars a month'],
  needs.map(({ load, cores, gigabytes, processes }) => [
    whole(load),
    whole(cores),
    whole(processes),
    `${whole(gigabytes)} GB`,
    whole(cores * ASSUMED.core + gigabytes * ASSUMED.disk)
  ])
)}

At ${whole(LOADS[0])} events a second, one small machine is enough, and most of its time is free. At ${whole(
    LOADS[1]
  )}, the disk costs more than the cores, so shorten \`retention\`. At ${whole(
    LOADS[2]
  )}, the events have to be divided among many processes before they arrive.

## How to divide events among processes

Each process has a config and a store of its own, and they know nothing of each other. Divide by the first of these that is enough:

1. **By destination.** Each process gets all events, and delivers to some destinations.
2. **By source.** Each process gets the events of some sources.
3. **By user.** Something in front of the processes has to send all events of a user to the same process. Only then do they keep their order.

A rate limit holds for one process. If several processes deliver to the same vendor account, divide its limit among them.
`
}

function rateLimits(): string {
  const limits = Object.values<Vendor>(vendors).flatMap(({ name, rateLimit }) =>
    rateLimit ? [{ name, perSecond: (rateLimit.requests / rateLimit.windowMs) * 1000, ...rateLimit }] : []
  )
  const sentences = limits.map(
    ({ name, requests, windowMs, perSecond }) =>
      `${name} publishes a limit of ${requests} requests in ${windowMs / 1000} seconds. That is ${perSecond.toFixed(
        2
      )} requests a second, or ${whole(perSecond * DAY)} a day.`
  )
  return `${sentences.join(' ')} The other vendors don't publish a limit.`
}
