import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { VendorAgent } from '../events/vendor-agent'
import { VendorServer } from '../events/vendor-server'
import type { Protocol } from '../events/vendor-server'
import { machine } from '../machine'
import { DeliveryContestOfCase } from './contest'
import type { Arena } from './contest'
import { deliveredCase, mainCases } from './delivered-case'
import { EngineProcess } from './engine-process'
import { benchmarkIntake } from './intake'
import { LoaderProcess } from './loader-process'
import type { DeliveryResults } from './results'
import { benchmarkStore } from './store'
import { benchmarkThreads } from './threads'

const WARM_UP_EVENTS = 3_000
const ROUNDS = 12
const load = {
  /** Of each contestant in each round. */
  events: 1_000,
  /** As in the benchmark of events. */
  inFlight: 16,
  perRequest: 100
}

/** Measures the engine, a loop of the framework and a loop of undici. Each has a turn in every round. */
export async function benchmarkDelivery(): Promise<DeliveryResults> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-delivery-'))
  try {
    return {
      machine: machine(),
      rounds: ROUNDS,
      ...load,
      cases: await benchmarkCases(folder),
      intake: await benchmarkIntake(folder, ROUNDS),
      store: await benchmarkStore(folder, ROUNDS),
      threads: await benchmarkThreads(folder, ROUNDS)
    }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

async function benchmarkCases(folder: string): Promise<DeliveryResults['cases']> {
  const arenas: Arena[] = []
  const contests: DeliveryContestOfCase[] = []
  try {
    for (const protocol of ['https', 'http'] as const) {
      const arena = await openArena(folder, protocol)
      arenas.push(arena)
      for (const subject of mainCases) contests.push(await DeliveryContestOfCase.prepare(subject, arena, load))
    }
    for (const contest of contests) await contest.warmUp(WARM_UP_EVENTS)
    for (let round = 0; round < ROUNDS; round++) {
      console.log(`Delivery: round ${round + 1} of ${ROUNDS}`)
      for (const contest of contests) await contest.round(round)
    }
    return contests.map((contest) => contest.results())
  } finally {
    await Promise.all(contests.map((contest) => contest.close()))
    for (const arena of arenas) await closeArena(arena)
  }
}

async function openArena(folder: string, protocol: Protocol): Promise<Arena> {
  const server = await VendorServer.start([...new Set(mainCases.map(({ host }) => host))], protocol)
  const engine = await EngineProcess.start({
    store: path.join(folder, `${protocol}.db`),
    cases: mainCases.map(deliveredCase),
    vendor: server.address,
    concurrency: load.inFlight
  })
  return { protocol, server, agent: new VendorAgent(server), engine, loader: await LoaderProcess.start(engine.port) }
}

async function closeArena({ server, agent, engine, loader }: Arena): Promise<void> {
  agent.close()
  await loader.stop()
  await engine.stop()
  await server.stop()
}
