import { parseArgs } from 'node:util'
import { machine } from '../machine'
import { writePage } from '../page/write-page'
import { writeResults } from '../results'
import { benchmarkBacklog } from './backlog'
import { withMeasuredServer } from './measured-server'
import type { BacklogResults } from './results'

/** What the backlog is compared with. */
const SMALL = 10_000

/** `npm run bench:backlog`: measures the store while very many deliveries wait. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' } } })
  const rows = Number(values.rows)
  if (!Number.isInteger(rows) || rows <= SMALL) throw new Error(`--rows must be a whole number above ${SMALL}.`)
  const results = await withMeasuredServer(async (running, server): Promise<BacklogResults> => {
    return { machine: machine(), server, readings: await benchmarkBacklog(running, [SMALL, rows]) }
  })
  writeResults('postgres-backlog', results)
  await writePage()
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
