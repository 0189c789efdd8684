import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { pageOf } from './page'
import { proveAll } from './prove'
import { destinationsOf, subjectOf } from './subject'
import { verdictOf } from './verdict'
import type { DestinationReport } from './verdict'

const pageFile = path.join(__dirname, '../../../docs/any-destination-proof.md')

/**
 * `npm run prove -- [--clone DIR] [--limit SECONDS] [destination…]`: runs every action of every destination by the
 * runner and by the framework, and compares. Writes the page when it has proved all destinations.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { clone: { type: 'string' }, limit: { type: 'string', default: '180' } }
  })
  const subject = subjectOf(values.clone)
  const all = destinationsOf(subject)
  const unknown = positionals.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`There is no destination ${unknown.join(', ')} in ${subject.destinations}.`)
  const limit = Number(values.limit) * 1000
  if (!(limit > 0)) throw new Error('--limit takes a number of seconds.')
  const chosen = positionals.length > 0 ? positionals : all
  const reports = await proveAll(subject, chosen, { atOnce: 2, limit, onEnd: tell })
  const page = pageOf(subject.label, reports, pageFile)
  if (positionals.length > 0) console.log(page)
  else writeFileSync(pageFile, page)
}

function tell({ destination, actions, reports, stopped }: DestinationReport): void {
  const verdicts = actions.map((action) => verdictOf(reports.find((one) => one.action === action)))
  console.error(`${destination}: ${stopped ?? ''} ${verdicts.join(', ')}`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
