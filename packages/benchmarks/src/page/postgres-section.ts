import type { Machine } from '../machine'
import type {
  BacklogReading,
  BacklogResults,
  ChurnResults,
  EventLatency,
  LatencyResults,
  MeasuredServer,
  PostgresIntakeResults,
  PostgresResults,
  PostgresStoreResults,
  ServerWork,
  WorkersResults
} from '../postgres/results'
import { measuredOn, mebibytes, percent, ratio, table, whole } from './figures'

/** What delivery costs when processes share a PostgreSQL server. */
export function postgresSection(results: PostgresResults, further?: BacklogResults): string {
  const { machine, rounds, server, store, intake, workers, latency, backlog, churn } = results
  const fills = workers.map(({ name, events }) => `${whole(events)} for "${name}"`).join(', ')
  return `## Delivery on PostgreSQL

[With \`store: postgres://…\`](postgresql.md), any number of processes share the work. This section compares that with the embedded store, which one process uses.

How it is measured:

- The benchmark starts a server of its own: ${serverOf(server)}. It waits for the disk at each commit.
- Everything runs on the same ${
    machine.cores
  } cores: the server, all processes of \`deliver\`, and the server in the place of the vendors. So what one of them uses, the others don't have.
- Workers and the process with the embedded store have one destination thread each.
- After a warm-up, each setup is measured once in each of ${rounds} rounds. A figure is the median of the rounds. Ratios are computed within each round. The range in brackets contains the middle half of the ratios.
- The server's CPU time is that of all its processes. Transactions are those that write something. One transaction is for many events, so there are far fewer than one for an event.

${measuredOn(machine)} CPU is in microseconds per event.

### One, two and four workers

An intake process takes events in while nothing is delivered: ${fills}. Then the workers deliver them. The action "computes" needs a millisecond of CPU time and no vendor.

"Cores can do" is what the cores allow: ${
    machine.cores
  } seconds of CPU time a second, divided by the CPU time of an event in the workers, PostgreSQL and the vendors' server. "Used" is "events/s" as a part of that. One worker can't use all cores, because it has one destination thread. If several workers are near 100 %, more of them need more cores. If they stay far below, they wait for the store.

${workersTable(workers, machine)}

This is what an event costs from the claim until it is settled:

${costTable(workers)}

### Intake on PostgreSQL

${intakeSentences(intake)}

### The store alone on PostgreSQL

One process accepts events in calls of ${store.perCall}, and then claims and settles them in such calls.

${storeTable(store)}

${storeSentences(store)}

### Latency

${latencySection(latency)}

### The size of a backlog

While so many deliveries wait, ${store.perCall} at a time are claimed and settled, and ${
    store.perCall
  } new ones are accepted. "After a checkpoint" is the write-ahead log of an event right after a checkpoint: PostgreSQL then logs each page that changes as a whole, and big tables have more pages. \`npm run bench:backlog -- --rows 10000000\` measures 10,000,000.

${backlogTable(backlog)}${
    further ? `\n\nThe same by \`npm run bench:backlog\`:\n\n${backlogTable(further.readings)}` : ''
  }

### The size of the tables over time

${churnSection(churn)}
`
}

function serverOf({ version, settings }: MeasuredServer): string {
  return `PostgreSQL ${version} with ${settings.map((setting) => `\`${setting}\``).join(' and ')}`
}

function workersTable(workers: WorkersResults[], { cores }: Machine): string {
  return table(
    ['Action', 'workers', '÷ one worker', '÷ embedded', 'events/s', 'cores can do', 'used'],
    workers.flatMap(({ name, embedded, fleets }) => [
      [name, 'embedded', '', '', whole(embedded.perSecond), ...used(embedded.cpu, embedded.perSecond)],
      ...fleets.map(({ workers: count, toOne, toEmbedded, perSecond, cpu, serverCpu }) => [
        name,
        whole(count),
        ratio(toOne),
        ratio(toEmbedded),
        whole(perSecond),
        ...used({ ...cpu, server: serverCpu }, perSecond)
      ])
    ])
  )

  function used(cpu: Record<string, number>, perSecond: number): string[] {
    const possible = (cores * 1e6) / Object.values(cpu).reduce((sum, one) => sum + one, 0)
    return [whole(possible), percent(perSecond / possible)]
  }
}

function costTable(workers: WorkersResults[]): string {
  return table(
    ['Action', 'workers', 'CPU: workers', 'PostgreSQL', 'vendors', 'transactions', 'bytes of WAL'],
    workers.flatMap(({ name, embedded, fleets }) => [
      [name, 'embedded', whole(embedded.cpu.engine), '', whole(embedded.cpu.vendor), '', ''],
      ...fleets.map(({ workers: count, cpu, ...work }) => [
        name,
        whole(count),
        whole(cpu.workers),
        whole(work.serverCpu),
        whole(cpu.vendor),
        transactionsOf(work),
        whole(work.walBytes)
      ])
    ])
  )
}

function intakeSentences({ perRequest, perSecond, cpu, ...work }: PostgresIntakeResults): string {
  return `One process takes ${whole(
    perSecond
  )} events a second in over HTTP, in requests of ${perRequest}. An event costs it ${whole(
    cpu
  )} µs of CPU time, and PostgreSQL ${whole(work.serverCpu)} µs, ${transactionsOf(work)} transactions and ${whole(
    work.walBytes
  )} bytes of write-ahead log.`
}

function storeTable({ accept, claimAndSettle }: PostgresStoreResults): string {
  const rows = [
    ['accept', accept],
    ['claim and settle', claimAndSettle]
  ] as const
  return table(
    [
      '',
      'events/s ÷ embedded',
      'events/s',
      'embedded',
      'CPU: process',
      'PostgreSQL',
      'embedded',
      'transactions',
      'bytes of WAL'
    ],
    rows.map(([name, { toEmbedded, perSecond, cpu, ...work }]) => [
      name,
      ratio(toEmbedded),
      whole(perSecond.postgres),
      whole(perSecond.embedded),
      whole(cpu.postgres),
      whole(work.serverCpu),
      whole(cpu.embedded),
      transactionsOf(work),
      whole(work.walBytes)
    ])
  )
}

function storeSentences(store: PostgresStoreResults): string {
  const { bodyBytes, diskBytes, embeddedDiskBytes, vacuumCpu, saturated } = store
  return `- An event has ${whole(bodyBytes)} bytes. Once it is delivered, it takes ${whole(
    diskBytes
  )} bytes of the server's disk, and ${whole(embeddedDiskBytes)} bytes in a file.
- Vacuum takes another ${whole(vacuumCpu)} µs of PostgreSQL's CPU time for each delivered event.
- ${saturated.processes} processes at the same time accept ${whole(
    saturated.accept
  )} events a second together, or claim and settle ${whole(saturated.claimAndSettle)} deliveries a second.`
}

function latencySection({ name, perSecond, events, embedded, fleets }: LatencyResults): string {
  const times = ({ accepted, delivered }: EventLatency) =>
    [accepted, delivered].flatMap(({ p50, p95, p99 }) => [p50, p95, p99].map(milliseconds))
  return `${whole(
    perSecond
  )} events a second come in for ${name}, at random times, each in a request of its own. "Accepted" is the time until intake answers. The event is on the disk then. "Delivered" is the time from then until the vendor has the request. Each figure is of ${whole(
    events
  )} events. At this rate, few events share a transaction, so each costs PostgreSQL more. An intake tells workers of many new events at once, so delivery takes some milliseconds more than in one process.

${table(
  ['Workers', 'accepted: P50', 'P95', 'P99', 'delivered: P50', 'P95', 'P99', 'CPU: PostgreSQL', 'transactions'],
  [
    ['embedded', ...times(embedded), '', ''],
    ...fleets.map((fleet) => [whole(fleet.workers), ...times(fleet), whole(fleet.serverCpu), transactionsOf(fleet)])
  ]
)}`
}

function backlogTable(readings: BacklogReading[]): string {
  const [first] = readings
  return table(
    [
      'Waiting',
      'claim',
      `÷ ${whole(first.waiting)}`,
      'P95',
      `÷ ${whole(first.waiting)}`,
      'claims/s',
      'settle',
      'accept',
      'disk',
      'after a checkpoint'
    ],
    readings.map(({ waiting, claim, settle, accept, diskBytes, walBytes }) => [
      whole(waiting),
      milliseconds(claim.median),
      (claim.median / first.claim.median).toFixed(2),
      milliseconds(claim.p95),
      (claim.p95 / first.claim.p95).toFixed(2),
      // A call claims a hundred.
      whole(100_000 / claim.median),
      milliseconds(settle.median),
      milliseconds(accept.median),
      mebibytes(diskBytes),
      `${whole(walBytes)} bytes`
    ])
  )
}

function churnSection({ hours, eventsPerHour, retentionHours, speed, growth, hourly, tables }: ChurnResults): string {
  const quarter = hours / 4
  const last = hourly.slice(-quarter).reduce((sum, bytes) => sum + bytes, 0) / quarter
  return `The test runs ${whole(
    speed
  )} times as fast as real time, for ${hours} simulated hours. In each of them, ${whole(
    eventsPerHour
  )} events arrive and are delivered. They are removed after ${retentionHours} hours. One delivery in 20 is retried, and one in 100 fails. Their message IDs stay for a day, so that duplicates are noticed. So only after a day, as many rows leave as come. Autovacuum looks once a real second, which is every ${whole(
    speed / 60
  )} simulated minutes. The table compares the mean size in the last quarter of the hours with that in the second quarter. A ratio of 1 means that the tables don't grow.

${table(
  ['Table', 'last ÷ second quarter', 'size'],
  [...tables, { name: 'all', growth, bytes: last }].map(({ name, growth: grown, bytes }) => [
    name === 'all' ? 'all tables' : `\`${name}\``,
    grown.toFixed(2),
    mebibytes(bytes)
  ])
)}`
}

function transactionsOf({ transactions }: ServerWork): string {
  return transactions.toPrecision(2)
}

function milliseconds(figure: number): string {
  return `${figure.toFixed(1)} ms`
}
