import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { checkAction, startVendors } from './property'
import type { Vendors } from './property'
import { subjects } from './subjects'
import type { Subject } from './subjects'

/**
 * `npm run fuzz -- --cases N`: sends N arbitrary events to each action, or to one, and counts the verdicts. Exits with 1
 * if an action misbehaved. The printed seed then repeats the case.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '2000' }, action: { type: 'string' }, seed: { type: 'string' } }
  })
  const cases = Number(values.cases)
  if (!Number.isInteger(cases) || cases < 1) throw new Error('--cases takes a whole number from 1.')
  const chosen = subjects.filter(({ name }) => values.action === undefined || name === values.action)
  if (chosen.length === 0) throw new Error(`--action takes one of: ${subjects.map(({ name }) => name).join(', ')}.`)

  const vendors = await startVendors()
  try {
    for (const subject of chosen) await report(subject, vendors, cases, values.seed)
  } finally {
    await vendors.close()
  }
}

async function report(subject: Subject, vendors: Vendors, cases: number, seed?: string): Promise<void> {
  const verdicts = new Map<string, number>()
  const errors = new Map<string, number>()
  const start = performance.now()
  const run = await checkAction(
    subject,
    vendors,
    { numRuns: cases, ...(seed !== undefined && { seed: Number(seed) }) },
    (verdict, { error }) => {
      increase(verdicts, verdict)
      if (verdict === 'refused by the framework') increase(errors, kindOf(error as Error))
    }
  )
  const seconds = (performance.now() - start) / 1000
  console.log(`${subject.name}: ${run.numRuns} cases in ${seconds.toFixed(1)} s, seed ${run.seed}`)
  console.log(`  ${list(verdicts)}`)
  if (errors.size > 0) console.log(`  the framework's errors: ${list(errors)}`)
  if (run.failed) {
    console.log(`  again: npm run fuzz -- --seed=${run.seed} --action="${subject.name}" --cases=${cases}`)
    console.log(fc.defaultReportMessage(run))
    process.exitCode = 1
  }
}

/** The name of an error, and what it says when the name says nothing. */
function kindOf({ name, message }: Error): string {
  return /^(Type|Range)?Error$/.test(name) ? `${name} "${message.replace(/(got|of|reading|\().*/, '$1 …')}"` : name
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function list(counts: Map<string, number>): string {
  return [...counts].map(([what, times]) => `${what} ${times}`).join(', ')
}

void main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
