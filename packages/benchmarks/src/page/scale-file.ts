import type { DeliveryMemoryResults } from '../delivery-memory/results'
import type { DeliveryResults } from '../delivery/results'
import { coresFor, perSecondOf } from '../simulation/arithmetic'
import { ASSUMED, DAY, LOADS } from '../simulation/assumed'
import { measuredOn, mebibytes, table, whole } from './figures'

/** What one process with its store in a file manages, and what loads need. */
export function withFileSection(
  { machine, cases, intake, store }: DeliveryResults,
  memory?: DeliveryMemoryResults
): string {
  const { busy } = ASSUMED
  const https = cases.filter(({ protocol }) => protocol === 'https')
  const costliest = https.reduce((most, one) => (one.cpu.whole > most.cpu.whole ? one : most))
  // These are rounded in the same way as on the page. So a reader gets the same results from them.
  const cpu = Math.round(costliest.cpu.whole)
  const storeThread = Math.round(store.cpu.accept) + Math.round(store.cpu.claimAndSettle)
  const mainThread = Math.round(Math.max(...https.map((one) => one.mainThread)))
  const bytes = Math.round(store.bytes)
  const perProcess = perSecondOf(Math.max(storeThread, mainThread), busy)
  const needs = LOADS.map((load) => ({
    load,
    cores: coresFor(load, cpu, busy),
    processes: Math.ceil(load / perProcess),
    gigabytes: gigabytesFor(load, bytes)
  }))
  return `## With a file

### Constants

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
    ['disk for a delivered event', `${whole(bytes)} bytes`],
    [`requests to the vendor for an event, with TLS: ${costliest.name}`, `${whole(costliest.wireBytes)} bytes`],
    ...(memory
      ? [['memory of the process, at most', mebibytes(Math.max(...memory.readings.map(({ rss }) => rss)))]]
      : [])
  ]
)}

### What limits one process

One process has one main thread, one thread that writes to the store, and any number of threads that run destinations.

- **Destination threads** take most of the CPU time. More cores help.
- **The main thread** takes events in, and hands deliveries out. At ${
    busy * 100
  } % busy, it manages 1,000,000 µs × ${busy} ÷ ${whole(mainThread)} µs = ${whole(
    perSecondOf(mainThread, busy)
  )} events a second.
- **The store's thread** is alone as well: SQLite has one writer. It manages 1,000,000 µs × ${busy} ÷ ${whole(
    storeThread
  )} µs = ${whole(perSecondOf(storeThread, busy))} events a second.

So one process with its file handles at most about ${whole(
    perProcess
  )} events a second, if each event goes to one destination. If an event goes to three destinations, count it as three.

### What loads need

- cores = events a second × ${whole(cpu)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up. ${whole(
    cpu
  )} µs is the costliest action above.
- processes, each with its own database = events a second ÷ ${whole(
    perProcess
  )}, rounded up. A vendor that takes long to answer can need [more processes](#the-vendors-limit-comes-first).
- disk = events a second × ${whole(DAY)} s × ${ASSUMED.days} days × ${whole(bytes)} bytes. ${
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
    whole(dollarsFor(cores, gigabytes))
  ])
)}

At ${whole(LOADS[0])} events a second, one small machine is enough, and most of its time is free. At ${whole(
    LOADS[1]
  )}, the disk costs more than the cores, so shorten \`retention\`. At ${whole(
    LOADS[2]
  )}, the events have to be divided among many processes before they arrive.

### How to divide events among processes

Each process has a config and a store of its own, and they know nothing of each other. Use the first of these ways that gives each process few enough events:

1. **By destination.** Each process gets all events, and delivers to some destinations.
2. **By source.** Each process gets the events of some sources.
3. **By user.** Something in front of the processes has to send all events of a user to the same process. Only then do they keep their order.

A rate limit holds for one process. If several processes deliver to the same vendor account, divide its limit among them.`
}

/** On the disk until the retention ends. @param bytes for an event */
export function gigabytesFor(perSecond: number, bytes: number): number {
  return (perSecond * DAY * ASSUMED.days * bytes) / 1e9
}

/** A month. */
export function dollarsFor(cores: number, gigabytes: number): number {
  return cores * ASSUMED.core + gigabytes * ASSUMED.disk
}
