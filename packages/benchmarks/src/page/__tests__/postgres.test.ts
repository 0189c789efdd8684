import type { BacklogReading, PostgresResults } from '../../postgres/results'
import { page } from '../page'

const machine = { processor: 'Some CPU', cores: 2, memory: 16, system: 'Linux 6.1', node: 'v22.0.0' }
const server = { version: '15.14', settings: ['shared_buffers = 1MB', 'max_wal_size = 2GB'] }
const MB = 1024 ** 2

const spread = (median: number) => ({ median, low: median - 0.01, high: median + 0.02 })
const work = { serverCpu: 50, transactions: 0.0123, walBytes: 1700 }
const percentiles = (p50: number) => ({ p50, p95: 2 * p50, p99: 3 * p50 })
const latency = (p50: number) => ({ accepted: percentiles(p50), delivered: percentiles(10 * p50) })

function reading(waiting: number, claimMs: number): BacklogReading {
  return {
    waiting,
    claim: { median: claimMs, p95: 3 * claimMs },
    settle: { median: 2, p95: 4 },
    accept: { median: 5, p95: 9 },
    diskBytes: 15 * MB,
    walBytes: 3500
  }
}

const postgres: PostgresResults = {
  machine,
  rounds: 10,
  server,
  store: {
    perCall: 100,
    bodyBytes: 775,
    accept: {
      ...work,
      perSecond: { postgres: 20_000, embedded: 40_000 },
      toEmbedded: spread(0.5),
      cpu: { postgres: 28, embedded: 20 }
    },
    claimAndSettle: {
      ...work,
      perSecond: { postgres: 15_000, embedded: 25_000 },
      toEmbedded: spread(0.6),
      cpu: { postgres: 42, embedded: 29 }
    },
    vacuumCpu: 10,
    diskBytes: 1507,
    embeddedDiskBytes: 1194,
    saturated: { processes: 2, accept: 26_000, claimAndSettle: 16_000 }
  },
  intake: { ...work, perRequest: 100, perSecond: 9000, cpu: 90 },
  workers: [
    {
      name: 'Some action',
      events: 5000,
      embedded: { perSecond: 4000, cpu: { engine: 200, vendor: 50 } },
      fleets: [
        {
          ...work,
          workers: 1,
          perSecond: 3000,
          toOne: spread(1),
          toEmbedded: spread(0.75),
          cpu: { workers: 300, vendor: 50 }
        },
        {
          ...work,
          workers: 2,
          perSecond: 4500,
          toOne: spread(1.5),
          toEmbedded: spread(1.13),
          cpu: { workers: 300, vendor: 50 }
        }
      ]
    }
  ],
  latency: {
    name: 'Some action',
    perSecond: 200,
    events: 6000,
    embedded: latency(1),
    fleets: [{ workers: 1, ...latency(2), ...work, transactions: 2.5 }]
  },
  backlog: [reading(10_000, 4), reading(2_000_000, 5)],
  churn: {
    hours: 8,
    eventsPerHour: 6000,
    retentionHours: 6,
    speed: 1800,
    hourly: [10, 20, 30, 30, 30, 30, 33, 33].map((size) => size * MB),
    growth: 1.1,
    tables: [{ name: 'events', bytes: 12 * MB, growth: 1.02 }]
  }
}

/** The rows of the tables below a heading. */
function rowsBelow(heading: string, text: string): string[] {
  const [, section] = text.split(`### ${heading}\n`)
  return section.split('\n### ')[0].match(/^\| .*$/gm) ?? []
}

describe('The section about PostgreSQL', () => {
  const text = page({ postgres })

  it('says which server was measured', () => {
    expect(text).toContain('PostgreSQL 15.14 with `shared_buffers = 1MB` and `max_wal_size = 2GB`')
  })

  it('compares fleets with one worker and with the embedded store, and with what the cores can do', () => {
    const rows = rowsBelow('One, two and four workers', text)

    // Two seconds of CPU time, by 200 + 50 µs, and by 300 + 50 + 50 µs.
    expect(rows).toContain('| Some action | embedded |  |  | 4,000 | 8,000 | 50.0 % |')
    expect(rows).toContain('| Some action | 1 | 1.00 (0.99–1.02) | 0.75 (0.74–0.77) | 3,000 | 5,000 | 60.0 % |')
    expect(rows).toContain('| Some action | 2 | 1.50 (1.49–1.52) | 1.13 (1.12–1.15) | 4,500 | 5,000 | 90.0 % |')
    expect(rows).toContain('| Some action | 2 | 300 | 50 | 50 | 0.012 | 1,700 |')
  })

  it('compares the store alone with the embedded one', () => {
    const rows = rowsBelow('The store alone on PostgreSQL', text)

    expect(rows).toContain('| accept | 0.50 (0.49–0.52) | 20,000 | 40,000 | 28 | 50 | 20 | 0.012 | 1,700 |')
    expect(rows).toContain('| claim and settle | 0.60 (0.59–0.62) | 15,000 | 25,000 | 42 | 50 | 29 | 0.012 | 1,700 |')
  })

  it('shows how long events take until they are accepted, and until the vendor has them', () => {
    const rows = rowsBelow('Latency', text)

    expect(rows).toContain('| embedded | 1.0 ms | 2.0 ms | 3.0 ms | 10.0 ms | 20.0 ms | 30.0 ms |  |  |')
    expect(rows).toContain('| 1 | 2.0 ms | 4.0 ms | 6.0 ms | 20.0 ms | 40.0 ms | 60.0 ms | 50 | 2.5 |')
  })

  it('compares a claim of each backlog with that of the smallest', () => {
    const rows = rowsBelow('The size of a backlog', text)

    expect(rows).toContain(
      '| 10,000 | 4.0 ms | 1.00 | 12.0 ms | 1.00 | 25,000 | 2.0 ms | 5.0 ms | 15.0 MiB | 3,500 bytes |'
    )
    expect(rows).toContain(
      '| 2,000,000 | 5.0 ms | 1.25 | 15.0 ms | 1.25 | 20,000 | 2.0 ms | 5.0 ms | 15.0 MiB | 3,500 bytes |'
    )
  })

  it('compares a backlog that was measured by itself with the smallest of its own run', () => {
    const postgresBacklog = { machine, server, readings: [reading(10_000, 5), reading(10_000_000, 10)] }
    const rows = rowsBelow('The size of a backlog', page({ postgres, postgresBacklog }))

    expect(rows).toContain(
      '| 10,000,000 | 10.0 ms | 2.00 | 30.0 ms | 2.00 | 10,000 | 2.0 ms | 5.0 ms | 15.0 MiB | 3,500 bytes |'
    )
  })

  it('compares the sizes of the tables in the last quarter with those in the second one', () => {
    expect(rowsBelow('The size of the tables over time', text)).toEqual([
      '| Table | last ÷ second quarter | size |',
      '| --- | ---: | ---: |',
      '| `events` | 1.02 | 12.0 MiB |',
      '| all tables | 1.10 | 33.0 MiB |'
    ])
  })
})
