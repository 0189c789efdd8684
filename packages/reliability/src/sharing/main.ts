import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withPostgres } from '@partner-destinations/delivery/with-postgres'
import { proveFairness } from './fairness-proof'
import { proveLimit } from './limit-proof'

/** `npm run prove:sharing`: measures how workers share a vendor's limit, and how destinations share workers. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { backlog: { type: 'string', default: '1000000' } } })
  const backlog = Number(values.backlog)
  if (!Number.isInteger(backlog) || backlog < 1) throw new Error('--backlog must be a whole number from 1.')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sharing-'))
  await withPostgres(async (server) => {
    const rateLimit = { requests: 100, windowMs: 60_000 }
    const limit = await proveLimit({ store: await server.createDatabase('rate_limit'), folder, rateLimit, windows: 4 })
    console.log('Limit:', JSON.stringify({ rateLimit, ...limit }, undefined, 2))
    const store = await server.createDatabase('fairness')
    const fairness = await proveFairness({ store, folder, backlog, events: 200 })
    console.log('Fairness:', JSON.stringify(fairness, undefined, 2))
  })
  fs.rmSync(folder, { recursive: true })
}

void main()
