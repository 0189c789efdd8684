import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { machine } from '../machine'
import { benchmarkBacklog } from './backlog'
import { benchmarkChurn, churnSettings } from './churn'
import { withMeasuredServer } from './measured-server'
import type { PostgresResults } from './results'
import { benchmarkPostgresStore } from './store'
import { benchmarkWorkers } from './workers'

const ROUNDS = 10

/** Deliveries that wait. The second reading is compared with the first. */
const BACKLOGS = [10_000, 2_000_000]

/**
 * Measures delivery on PostgreSQL. It starts servers of its own, one after the other, so that none is as another part left it.
 * @throws NotInstalledError if PostgreSQL is not installed, with the command that installs it
 */
export async function benchmarkPostgres(): Promise<PostgresResults> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-postgres-'))
  try {
    const measured = await withMeasuredServer(async (running, server) => {
      const store = await benchmarkPostgresStore(running, folder, ROUNDS)
      return { server, store, ...(await benchmarkWorkers(running, folder, ROUNDS)) }
    })
    const backlog = await withMeasuredServer((running) => benchmarkBacklog(running, BACKLOGS))
    const churn = await withMeasuredServer((running) => benchmarkChurn(running), churnSettings)
    return { machine: machine(), rounds: ROUNDS, ...measured, backlog, churn }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
