import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@partner-destinations/delivery/postgres-server'
import { EngineProcess } from './engine-process'
import { Load } from './load'
import { randomFrom } from './random'
import { reconcile } from './reconciliation'
import type { Reconciliation } from './reconciliation'
import { hosts, UnreliableVendor } from './unreliable-vendor'

export interface ChaosOptions {
  /** How often the engine is killed. */
  kills: number
  /** How long it runs between two kills, in milliseconds: a random time from the first to the second. */
  between: [number, number]
  users: number
  /** How many events each user sends. The load ends earlier if the kills are over. */
  eventsAUser: number
  /** The same seed repeats the kills and the vendors' faults, as far as the machine's timing does. */
  seed: number
  say: (line: string) => void
}

/** What a run showed. */
export interface ChaosResult extends Reconciliation {
  acknowledged: number
  /** Batches that had to be sent again, because they were not acknowledged. */
  repeatedBatches: number
  kills: number
  /** Kills while something was in flight. */
  killsInFlight: number
}

/**
 * Sends events while the engine is killed again and again. Then it compares what was acknowledged, what the engine says
 * of it, and what the vendors have.
 */
export async function chaos({ kills, between, users, eventsAUser, seed, say }: ChaosOptions): Promise<ChaosResult> {
  const random = randomFrom(seed)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-'))
  const vendor = await new UnreliableVendor(randomFrom(seed + 1)).start()
  const [port, operatingPort] = [await freePort(), await freePort()]
  const engine = new EngineProcess(
    {
      store: path.join(folder, 'delivery.db'),
      port,
      operatingPort,
      sandbox: { port: vendor.port, hosts: vendor.hosts },
      destinations: Object.keys(hosts)
    },
    path.join(folder, 'log')
  )
  try {
    await engine.run()
    const load = new Load({ ports: [port], writeKey: 'demo' }, users, eventsAUser)
    const loading = load.run()
    let killsInFlight = 0
    for (let kill = 1; kill <= kills; kill++) {
      await wait(between[0] + random() * (between[1] - between[0]))
      if ((await engine.unsettled()) > 0) killsInFlight++
      await engine.kill()
      say(`Kill ${kill} of ${kills}: ${load.acknowledged.length} events acknowledged`)
      await engine.run()
    }
    load.stop()
    await loading
    await engine.untilSettled()
    const deliveries = await engine.deliveries()
    await engine.stop()
    const { acknowledged, repeated } = load
    const books = reconcile({ acknowledged, deliveries, ledger: vendor.ledger, hosts })
    if (books.problems.length === 0) fs.rmSync(folder, { recursive: true })
    else say(`The store and the log are kept in ${folder}.`)
    return { ...books, acknowledged: acknowledged.length, repeatedBatches: repeated, kills, killsInFlight }
  } finally {
    await engine.kill()
    vendor.stop()
  }
}
