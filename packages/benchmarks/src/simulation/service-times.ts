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
  const https = cases.filter(({ protocol }) => protocol === 'https')
  return {
    store: 'file',
    intake: Math.max(...https.map(({ mainThread }) => mainThread)),
    accept: store.cpu.accept,
    claimAndSettle: store.cpu.claimAndSettle,
    worker: Math.max(...https.map(({ cpu }) => cpu.whole))
  }
}

/** With PostgreSQL: of the server, what accepts an event, and what delivers it and removes it again. */
export function postgresTimes({ intake, store, workers }: PostgresResults): ServiceTimes {
  const fleets = workers.slice(-1)[0].fleets
  return {
    store: 'PostgreSQL',
    intake: intake.cpu,
    accept: intake.serverCpu,
    claimAndSettle: Math.max(...fleets.map(({ serverCpu }) => serverCpu)) + store.vacuumCpu,
    worker: Math.max(...fleets.map(({ cpu }) => cpu.workers))
  }
}
