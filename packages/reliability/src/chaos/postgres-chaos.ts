import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { withPostgres } from '@partner-destinations/delivery/with-postgres'
import { Fleet } from './fleet'
import { Load } from './load'
import { randomFrom } from './random'
import type { Random } from './random'
import { reconcile } from './reconciliation'
import type { Reconciliation } from './reconciliation'
import { hosts, UnreliableVendor } from './unreliable-vendor'

/** Deliveries that may wait: intake refuses more, so that the last ones don't take long. */
const maxBacklog = 10_000

export interface PostgresChaosOptions {
  /** How many faults there are. */
  faults: number
  /** How many events are acknowledged at least. */
  events: number
  /** The time between two faults, in milliseconds: a random one from the first to the second. */
  between: [number, number]
  users: number
  /** The same seed repeats the faults, as far as the machine's timing does. */
  seed: number
  say: (line: string) => void
}

/** What a run showed. */
export interface PostgresChaosResult extends Reconciliation {
  acknowledged: number
  /** Batches that had to be sent again, because they were not acknowledged. */
  repeatedBatches: number
  /** How often each fault happened. */
  faults: Record<string, number>
  /** How often a worker found that its lease had run out. */
  lostLeases: number
  seconds: number
}

/** What faults happen to. */
interface Victims {
  fleet: Fleet
  server: PostgresServer
  random: Random
}

const workerSuspended = 'a worker is suspended'

/**
 * The faults, in the order in which they happen again and again. A lease lasts 30 seconds, and others look every 10 seconds
 * for what they can take over.
 */
const kinds: [name: string, happen: (victims: Victims) => Promise<void>][] = [
  ['a worker is killed', ({ fleet }) => fleet.killOne('worker')],
  [workerSuspended, ({ fleet, random }) => fleet.suspendOne('worker', 33_000 + random() * 12_000)],
  ['an intake is killed', ({ fleet }) => fleet.killOne('intake')],
  ['an intake is suspended', ({ fleet, random }) => fleet.suspendOne('intake', 8_000 + random() * 8_000)],
  [
    'PostgreSQL is stopped',
    async ({ server, random }) => {
      await server.stop('immediate')
      await wait(random() * 3_000)
      await server.start()
    }
  ]
]

/**
 * Sends events to two intakes, while four workers deliver them, and processes and PostgreSQL fail. Then it compares what was
 * acknowledged, what the store says of it, and what the vendors have.
 * @throws Error if PostgreSQL is not installed, or a process ends by itself
 */
export function postgresChaos(options: PostgresChaosOptions): Promise<PostgresChaosResult> {
  return withPostgres((server) => chaosOn(server, options))
}

async function chaosOn(server: PostgresServer, options: PostgresChaosOptions): Promise<PostgresChaosResult> {
  const { faults, events, between, users, seed, say } = options
  const random = randomFrom(seed)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-'))
  const start = performance.now()
  const vendor = await new UnreliableVendor(randomFrom(seed + 1)).start()
  let fleet: Fleet | undefined
  try {
    fleet = await Fleet.start(
      { intake: 2, worker: 4 },
      folder,
      {
        store: await server.createDatabase('chaos'),
        sandbox: { port: vendor.port, hosts: vendor.hosts },
        destinations: Object.keys(hosts),
        maxBacklog,
        // Eight threads would only wait for each other's turn on a small machine.
        threads: 1
      },
      random
    )
    const load = new Load({ ports: fleet.ports, writeKey: 'demo' }, users, Infinity)
    const loading = load.run()
    const happened = Object.fromEntries(kinds.map(([name]) => [name, 0]))
    for (let fault = 1; fault <= faults; fault++) {
      await wait(between[0] + random() * (between[1] - between[0]))
      fleet.check()
      const [name, happen] = kinds[(fault - 1) % kinds.length]
      say(`Fault ${fault} of ${faults}, ${name}: ${load.acknowledged.length} events acknowledged`)
      await happen({ fleet, server, random })
      happened[name]++
    }
    while (load.acknowledged.length < events) {
      await wait(100)
      fleet.check()
    }
    load.stop()
    await loading
    await fleet.allAwake()
    await fleet.awake.untilSettled()
    fleet.check()
    const deliveries = await fleet.awake.deliveries()
    await fleet.stop()
    const { acknowledged, repeated } = load
    const { problems, ...books } = reconcile({ acknowledged, deliveries, ledger: vendor.ledger, hosts })
    const { lostLeases } = fleet
    if (happened[workerSuspended] > 0 && lostLeases === 0) problems.push('No suspended worker has lost its lease.')
    if (problems.length === 0) fs.rmSync(folder, { recursive: true })
    else say(`The logs are kept in ${folder}.`)
    return {
      acknowledged: acknowledged.length,
      repeatedBatches: repeated,
      faults: happened,
      lostLeases,
      seconds: Math.round((performance.now() - start) / 1000),
      ...books,
      problems
    }
  } finally {
    await fleet?.kill()
    vendor.stop()
  }
}
