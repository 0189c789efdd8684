import { coresFor } from './arithmetic'
import { ASSUMED } from './assumed'
import type { ServiceTimes } from './service-times'
import type { Machines } from './world'

/**
 * What delivers a load, with so many cores of workers.
 * - With a file, one process does everything. Intake is its main thread, and the store has one thread.
 * - With PostgreSQL, intake and the server have as many cores as the arithmetic says.
 */
export function machinesFor(times: ServiceTimes, perSecond: number, cores: number): Machines {
  const { store, intake, accept, claimAndSettle, worker } = times
  const servers = (cpu: number) => (store === 'file' ? 1 : coresFor(perSecond, cpu, ASSUMED.busy))
  return {
    intake: { servers: servers(intake), ms: intake / 1000 },
    store: {
      servers: servers(accept + claimAndSettle),
      acceptMs: accept / 1000,
      claimAndSettleMs: claimAndSettle / 1000
    },
    workers: { cores: store === 'file' ? [cores] : divided(cores), ms: worker / 1000 }
  }
}

/** Cores, divided among as few worker processes as possible. */
function divided(cores: number): number[] {
  const processes = Math.ceil(cores / ASSUMED.processCores)
  return Array.from({ length: processes }, (_, index) => Math.floor((cores + index) / processes))
}
