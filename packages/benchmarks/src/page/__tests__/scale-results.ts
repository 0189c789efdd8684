import type { FleetResults, PostgresResults } from '../../postgres/results'
import type { SimulationResults } from '../../simulation/results'
import { machine, spread } from './delivery-results'

const percentiles = { p50: 1, p95: 2, p99: 3 }
const one = spread(1)
const call = { median: 1, p95: 1 }

function fleet(workers: number, cpu: number, serverCpu: number, transactions: number, walBytes: number): FleetResults {
  return {
    workers,
    perSecond: 1000,
    toOne: one,
    toEmbedded: one,
    cpu: { workers: cpu, vendor: 50 },
    serverCpu,
    transactions,
    walBytes
  }
}

const storeWork = {
  perSecond: { postgres: 1, embedded: 1 },
  toEmbedded: one,
  cpu: { postgres: 1, embedded: 1 },
  serverCpu: 1,
  transactions: 1,
  walBytes: 1
}

/** Invented, so that figures are easy to compute by hand. */
export const postgres: PostgresResults = {
  machine,
  rounds: 5,
  server: { version: '15.14', settings: [] },
  store: {
    perCall: 100,
    bodyBytes: 775,
    accept: storeWork,
    claimAndSettle: storeWork,
    vacuumCpu: 40,
    diskBytes: 2000,
    embeddedDiskBytes: 1000,
    saturated: { processes: 2, accept: 20_000, claimAndSettle: 9000 }
  },
  intake: { perRequest: 100, perSecond: 9000, cpu: 70, serverCpu: 60, transactions: 0.01, walBytes: 1500 },
  workers: [
    { name: 'computes', events: 1, embedded: { perSecond: 1, cpu: { engine: 1, vendor: 1 } }, fleets: [] },
    {
      name: 'Costly one',
      events: 1000,
      embedded: { perSecond: 1, cpu: { engine: 1, vendor: 1 } },
      fleets: [fleet(1, 650, 90, 0.03, 2500), fleet(2, 700, 100, 0.04, 2400)]
    }
  ],
  latency: {
    name: 'Costly one',
    perSecond: 100,
    events: 100,
    embedded: { accepted: percentiles, delivered: percentiles },
    fleets: [
      { workers: 1, accepted: percentiles, delivered: percentiles, serverCpu: 900, transactions: 2, walBytes: 1 }
    ]
  },
  backlog: [{ waiting: 2_000_000, claim: call, settle: call, accept: call, diskBytes: 1, walBytes: 9000 }],
  churn: { hours: 1, eventsPerHour: 1, retentionHours: 1, speed: 1, hourly: [], growth: 1, tables: [] }
}

export const simulation: SimulationResults = {
  queues: [
    {
      busy: 0.9,
      waits: {
        p50: { arithmetic: 5.88, simulated: 5.9 },
        p95: { arithmetic: 28.9, simulated: 29.1 },
        p99: { arithmetic: 45, simulated: 44.9 }
      },
      recovery: { arithmetic: 9, simulated: 8.9 }
    }
  ],
  outage: {
    destinations: 3,
    perSecond: 30,
    users: 1000,
    answerMs: 250,
    concurrency: 10,
    down: [0.5, 4.5],
    backlog: { arithmetic: 144_000, simulated: 143_000 },
    recovery: { arithmetic: 4 / 3, simulated: 1.35 },
    probes: { arithmetic: 249, simulated: 252 },
    failed: 0,
    overtaken: { marked: 0, unmarked: 0 },
    others: { before: 1.84, during: 1.79 },
    course: [
      { hours: 0.5, backlog: 2, down: 1.8, others: 1.8 },
      { hours: 4.5, backlog: 143_000, others: 1.8 },
      { hours: 6, backlog: 3, down: 1.8, others: 1.8 }
    ]
  },
  limited: [
    {
      name: 'Acme',
      perSecond: 1,
      outageHours: 4,
      allowed: { arithmetic: 1.64, simulated: 1.63 },
      recovery: { arithmetic: 6.25, simulated: 6.2 }
    }
  ],
  loads: [
    {
      store: 'file',
      perSecond: 10_000,
      cores: 8,
      busy: { arithmetic: 0.68, simulated: 0.681 },
      growth: { arithmetic: 0, simulated: -4.7 }
    },
    {
      store: 'PostgreSQL',
      perSecond: 10_000,
      cores: 4,
      busy: { arithmetic: 1, simulated: 1 },
      growth: { arithmetic: 2652, simulated: 2630 }
    }
  ]
}
