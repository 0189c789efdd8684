import type { PostgresResults } from '../postgres/results'
import { coresFor, perSecondOf } from '../simulation/arithmetic'
import { ASSUMED, DAY, LOADS } from '../simulation/assumed'
import { costliestMore, postgresTimes, workerCpu } from '../simulation/service-times'
import type { DeliveryResults } from '../delivery/results'
import { measuredOn, table, whole } from './figures'
import { dollarsFor, gigabytesFor } from './scale-file'

/** What an event takes of everything that it goes through. */
interface EventCosts {
  /** Microseconds of CPU time. */
  intake: number
  worker: number
  server: number
  transactions: number
  walBytes: number
}

/** Something of the server that ends. */
interface ServerLimit {
  name: string
  arithmetic: string
  /** Events a second. */
  perSecond: number
}

/** What intakes, workers and databases manage with PostgreSQL, and what loads need. */
export function withPostgresSection(results: PostgresResults, delivery: DeliveryResults): string {
  const { machine, server, store, intake, workers, latency, backlog } = results
  const { busy } = ASSUMED
  const costs = costsOf(results, delivery)
  const limits = limitsOf(costs)
  const perDatabase = Math.min(...limits.map(({ perSecond }) => perSecond))
  const perWorkerCore = perSecondOf(costs.worker, busy)
  const perIntake = perSecondOf(costs.intake, busy)
  const needs = LOADS.map((load) => needsOf(load, costs, perDatabase))
  const { name } = workers.slice(-1)[0]
  const [worker, more] = [workerCpu(results), costliestMore(results, delivery)]
  const diskBytes = Math.round(store.diskBytes)
  const few = latency.fleets.at(-1)
  const afterCheckpoint = backlog.at(-1)
  return `## With PostgreSQL

Any number of intakes and workers share [a PostgreSQL server](postgresql.md). Adding them helps until the server is at its limit.

### Constants with PostgreSQL

${measuredOn(machine)} PostgreSQL ${
    server.version
  } runs on the same cores. [Benchmarks](benchmarks.md) says how this was measured.

${table(
  ['Constant', 'value'],
  [
    ['CPU time of an intake for an event', `${whole(costs.intake)} µs`],
    [`CPU time of a worker for an event: ${name}, without TLS`, `${whole(worker)} µs`],
    ['what the costliest action with TLS takes more, in one process', `${whole(more)} µs`],
    ['CPU time of the server for an event: accept', `${whole(intake.serverCpu)} µs`],
    [
      'CPU time of the server for an event: claim, settle and vacuum',
      `${whole(costs.server - Math.round(intake.serverCpu))} µs`
    ],
    [
      `events that ${store.saturated.processes} processes alone store, in hundreds`,
      `${whole(store.saturated.accept)} a second`
    ],
    [
      `deliveries that ${store.saturated.processes} processes alone claim and settle, in hundreds`,
      `${whole(store.saturated.claimAndSettle)} a second`
    ],
    ['transactions for an event', costs.transactions.toFixed(3)],
    ['write-ahead log for an event', `${whole(costs.walBytes)} bytes`],
    ...(afterCheckpoint
      ? [
          [
            `the same right after a checkpoint, while ${whole(afterCheckpoint.waiting)} deliveries wait`,
            `${whole(afterCheckpoint.walBytes)} bytes`
          ]
        ]
      : []),
    ['disk for a delivered event', `${whole(diskBytes)} bytes`]
  ]
)}

### What one database handles

This is for a server with ${ASSUMED.server.cores} cores. Its disk makes ${whole(
    ASSUMED.server.commits
  )} transactions durable in a second, and writes ${whole(
    ASSUMED.server.writes / 1e6
  )} MB a second. The cores, the transactions and the megabytes are assumptions: put in your own.

${table(
  ['Limit', 'arithmetic', 'events a second'],
  limits.map(({ name: what, arithmetic, perSecond }) => [what, arithmetic, whole(perSecond)])
)}

So one database handles at most about ${whole(
    perDatabase
  )} events a second, if each event goes to one destination. If it goes to three, it is accepted once, and claimed and settled three times.

It can be less:
${
  few
    ? `
- Events that come in hundreds share transactions. At ${whole(
        latency.perSecond
      )} a second, one by one, each took ${few.transactions.toFixed(1)} transactions and ${whole(
        few.serverCpu
      )} µs of the server. The more events come at a time, the more share one.`
    : ''
}${
    afterCheckpoint
      ? `
- Right after a checkpoint, PostgreSQL logs each page that changes as a whole. With ${whole(
          afterCheckpoint.waiting
        )} deliveries that wait, the disk then takes ${whole(ASSUMED.server.writes)} × ${busy} ÷ ${whole(
          afterCheckpoint.walBytes
        )} = ${whole(
          (ASSUMED.server.writes * busy) / afterCheckpoint.walBytes
        )} events a second, until the pages in use were logged once. A larger \`max_wal_size\` and \`checkpoint_timeout\` make checkpoints rare.`
      : ''
  }
- We could measure on ${machine.cores} cores only. On more of them, locks can be a limit before the cores are.

### What loads need with PostgreSQL

- intakes = events a second × ${whole(costs.intake)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up. An intake uses one core.
- worker cores = events a second × ${whole(costs.worker)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up. ${whole(
    worker
  )} + ${whole(more)} = ${whole(
    costs.worker
  )} µs is for the costliest action with TLS, as in the table for a file. A vendor that takes long to answer can need [more processes](#the-vendors-limit-comes-first). One core manages ${whole(
    perWorkerCore
  )} events a second, and an intake ${whole(perIntake)}.
- databases = events a second ÷ ${whole(perDatabase)}, rounded up.
- database cores = events a second × ${whole(costs.server)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up.
- connections to each database = (intakes + worker cores ÷ ${ASSUMED.processCores}, rounded up) × ${
    ASSUMED.connections
  }. A worker process has ${ASSUMED.processCores} cores here.
- disk = events a second × ${whole(DAY)} s × ${ASSUMED.days} days × ${whole(diskBytes)} bytes.
- dollars a month = all cores × ${ASSUMED.core} + GB × ${ASSUMED.disk.toFixed(
    2
  )}. A standby costs extra: as much as the cores and the disk of its database.

${table(
  [
    'Events a second',
    'intakes',
    'worker cores',
    'databases',
    'database cores',
    'connections',
    'disk',
    'dollars a month'
  ],
  needs.map(({ load, intakes, workerCores, databases, databaseCores, connections }) => {
    const gigabytes = gigabytesFor(load, diskBytes)
    return [
      ...[load, intakes, workerCores, databases, databaseCores, connections].map(whole),
      `${whole(gigabytes)} GB`,
      whole(dollarsFor(intakes + workerCores + databaseCores, gigabytes))
    ]
  })
)}`
}

/** How many events a second one database takes, with one destination each. */
export function databaseEnd(results: PostgresResults, delivery: DeliveryResults): number {
  return Math.min(...limitsOf(costsOf(results, delivery)).map(({ perSecond }) => perSecond))
}

/** These are rounded in the same way as on the page. So a reader gets the same results from them. */
function costsOf(results: PostgresResults, delivery: DeliveryResults): EventCosts {
  const { intake, accept, claimAndSettle, worker } = postgresTimes(results, delivery)
  const { fleets } = results.workers.slice(-1)[0]
  return {
    intake: Math.round(intake),
    worker,
    server: Math.round(accept) + Math.round(claimAndSettle),
    transactions: thousandths(
      results.intake.transactions + Math.max(...fleets.map(({ transactions }) => transactions))
    ),
    walBytes: Math.round(results.intake.walBytes + Math.max(...fleets.map(({ walBytes }) => walBytes)))
  }
}

function thousandths(figure: number): number {
  return Math.round(figure * 1000) / 1000
}

function limitsOf({ server, transactions, walBytes }: EventCosts): ServerLimit[] {
  const { busy } = ASSUMED
  const { cores, commits, writes } = ASSUMED.server
  return [
    {
      name: 'CPU of the server',
      arithmetic: `${cores} × 1,000,000 µs × ${busy} ÷ ${whole(server)} µs`,
      perSecond: cores * perSecondOf(server, busy)
    },
    {
      name: 'transactions that wait for the disk',
      arithmetic: `${whole(commits)} × ${busy} ÷ ${transactions.toFixed(3)}`,
      perSecond: (commits * busy) / transactions
    },
    {
      name: 'bytes of write-ahead log',
      arithmetic: `${whole(writes)} × ${busy} ÷ ${whole(walBytes)}`,
      perSecond: (writes * busy) / walBytes
    }
  ]
}

function needsOf(load: number, costs: EventCosts, perDatabase: number) {
  const { busy, processCores, connections } = ASSUMED
  const intakes = coresFor(load, costs.intake, busy)
  const workerCores = coresFor(load, costs.worker, busy)
  return {
    load,
    intakes,
    workerCores,
    databases: Math.ceil(load / perDatabase),
    databaseCores: coresFor(load, costs.server, busy),
    connections: (intakes + Math.ceil(workerCores / processCores)) * connections
  }
}
