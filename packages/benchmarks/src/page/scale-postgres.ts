import type { PostgresResults } from '../postgres/results'
import { coresFor, perSecondOf } from '../simulation/arithmetic'
import { ASSUMED, DAY, LOADS } from '../simulation/assumed'
import { postgresTimes } from '../simulation/service-times'
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
export function withPostgresSection(results: PostgresResults): string {
  const { machine, server, store, intake, workers, backlog } = results
  const { busy } = ASSUMED
  const costs = costsOf(results)
  const limits = limitsOf(costs)
  const perDatabase = Math.min(...limits.map(({ perSecond }) => perSecond))
  const perWorkerCore = perSecondOf(costs.worker, busy)
  const perIntake = perSecondOf(costs.intake, busy)
  const needs = LOADS.map((load) => needsOf(load, costs, perDatabase))
  const { name } = workers.slice(-1)[0]
  return `## With PostgreSQL

Any number of intakes and workers share [a PostgreSQL server](postgresql.md). More of them help until the server is at its limit.

### Constants with PostgreSQL

${measuredOn(machine)} PostgreSQL ${
    server.version
  } runs on the same cores. [Benchmarks](benchmarks.md) says how this was measured.

${table(
  ['Constant', 'value'],
  [
    ['CPU time of an intake for an event', `${whole(costs.intake)} µs`],
    [`CPU time of a worker for an event: ${name}`, `${whole(costs.worker)} µs`],
    ['CPU time of the server for an event: accept', `${whole(intake.serverCpu)} µs`],
    ['CPU time of the server for an event: claim, settle and vacuum', `${whole(costs.server - intake.serverCpu)} µs`],
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
    ...backlog
      .slice(-1)
      .map(({ waiting, walBytes }) => [
        `the same right after a checkpoint, while ${whole(waiting)} deliveries wait`,
        `${whole(walBytes)} bytes`
      ]),
    ['disk for a delivered event', `${whole(store.diskBytes)} bytes`]
  ]
)}

### Where one database ends

This is for a server with ${ASSUMED.server.cores} cores. Its disk makes ${whole(
    ASSUMED.server.commits
  )} transactions durable in a second, and writes ${whole(
    ASSUMED.server.writes / 1e6
  )} MB a second. These three are assumptions: put in your own.

${table(
  ['What ends', 'arithmetic', 'events a second'],
  limits.map(({ name: what, arithmetic, perSecond }) => [what, arithmetic, whole(perSecond)])
)}

So one database ends at about ${whole(
    perDatabase
  )} events a second for one destination each. If an event goes to three destinations, it is accepted once, and claimed and settled three times. We could measure on ${
    machine.cores
  } cores only: on more of them, locks can be a limit before the cores are.

### What loads need with PostgreSQL

- intakes = events a second × ${whole(costs.intake)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up. An intake uses one core.
- worker cores = events a second × ${whole(costs.worker)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up. One manages ${whole(
    perWorkerCore
  )} events a second, and an intake ${whole(perIntake)}.
- databases = events a second ÷ ${whole(perDatabase)}, rounded up.
- database cores = events a second × ${whole(costs.server)} µs ÷ 1,000,000 µs ÷ ${busy}, rounded up.
- connections to each database = (intakes + worker cores ÷ ${ASSUMED.processCores}) × ${
    ASSUMED.connections
  }. A worker process has ${ASSUMED.processCores} cores here.
- disk = events a second × ${whole(DAY)} s × ${ASSUMED.days} days × ${whole(store.diskBytes)} bytes.
- dollars a month = all cores × ${ASSUMED.core} + GB × ${ASSUMED.disk.toFixed(
    2
  )}. A standby of each database is extra: its cores and its disk once more.

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
    const gigabytes = gigabytesFor(load, store.diskBytes)
    return [
      ...[load, intakes, workerCores, databases, databaseCores, connections].map(whole),
      `${whole(gigabytes)} GB`,
      whole(dollarsFor(intakes + workerCores + databaseCores, gigabytes))
    ]
  })
)}`
}

/** How many events a second one database takes, with one destination each. */
export function databaseEnd(results: PostgresResults): number {
  return Math.min(...limitsOf(costsOf(results)).map(({ perSecond }) => perSecond))
}

function costsOf(results: PostgresResults): EventCosts {
  const { intake, accept, claimAndSettle, worker } = postgresTimes(results)
  const { fleets } = results.workers.slice(-1)[0]
  return {
    intake,
    worker,
    server: accept + claimAndSettle,
    transactions: results.intake.transactions + Math.max(...fleets.map(({ transactions }) => transactions)),
    walBytes: results.intake.walBytes + Math.max(...fleets.map(({ walBytes }) => walBytes))
  }
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
