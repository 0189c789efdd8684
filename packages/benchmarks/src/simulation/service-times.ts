import type { DeliveryResults } from '../delivery/results'
import type { PostgresResults } from '../postgres/results'

/** What an event costs, from the measurements: microseconds of CPU time. */
export interface ServiceTimes {
  store: 'file' | 'PostgreSQL'
  /** The thread or the process that takes events in. */
  intake: number
  accept: number
  claimAndSettle: number
  /** The cores that deliver. With a file, this is all of the CPU time of the only process. */
  worker: number
}

/** With the store in a file: one process does everything. The action is the costliest one. */
export function fileTimes({ cases, store }: DeliveryResults): ServiceTimes {
  const https = withTls(cases)
  return {
    store: 'file',
    intake: Math.max(...https.map(({ mainThread }) => mainThread)),
    accept: store.cpu.accept,
    claimAndSettle: store.cpu.claimAndSettle,
    worker: Math.max(...https.map(({ cpu }) => cpu.whole))
  }
}

/** With PostgreSQL: of the server, what accepts an event, and what delivers it and removes it again. */
export function postgresTimes(results: PostgresResults, delivery: DeliveryResults): ServiceTimes {
  const { intake, store, workers } = results
  const { fleets } = workers.slice(-1)[0]
  return {
    store: 'PostgreSQL',
    intake: intake.cpu,
    accept: intake.serverCpu,
    claimAndSettle: Math.max(...fleets.map(({ serverCpu }) => serverCpu)) + store.vacuumCpu,
    worker: workerCpu(results) + costliestMore(results, delivery)
  }
}

/** What an event costs the workers that were measured. */
export function workerCpu({ workers }: PostgresResults): number {
  return Math.round(Math.max(...workers.slice(-1)[0].fleets.map(({ cpu }) => cpu.workers)))
}

/** What the costliest action with TLS costs more than the workers' action without it, measured in one process. */
export function costliestMore({ workers }: PostgresResults, { cases }: DeliveryResults): number {
  const { name } = workers.slice(-1)[0]
  const same = cases.find((one) => one.name === name && one.protocol === 'http')
  if (!same) throw new Error(`The results of delivery have no "${name}" over HTTP. Run: npm run bench -- delivery`)
  return Math.round(Math.max(...withTls(cases).map(({ cpu }) => cpu.delivery)) - same.cpu.delivery)
}

function withTls(cases: DeliveryResults['cases']): DeliveryResults['cases'] {
  return cases.filter(({ protocol }) => protocol === 'https')
}
