import { inspect } from 'node:util'
import { compareWays } from './compare'
import { suites } from './ways'

/** Compares both ways in everything that there is, and fails if they differ. */
async function main(): Promise<void> {
  for (const suite of suites) {
    const { jobs, sending, requests, bypassed, differences } = await compareWays(suite, 'all')
    console.log(
      `${suite}: ${jobs} jobs, ${sending} of them with requests (${requests}), ${differences.length} differences`
    )
    for (const [reason, count] of Object.entries(bypassed))
      console.log(`  by the framework's own client: ${count}, ${reason}`)
    for (const difference of differences) console.log(inspect(difference, { depth: 6 }))
    if (differences.length > 0 || sending === 0) process.exitCode = 1
  }
}

void main()
