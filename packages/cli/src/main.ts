import { flush, handle, run } from '@oclif/core'
import { loadOptions, packageRoot, programIn } from './load-options'
import { refreshManifest } from './manifest'

/** `./bin/run`: oclif finds the commands through this package's package.json. */
async function main(): Promise<void> {
  await refreshManifest(packageRoot)
  await run(process.argv.slice(2), loadOptions(programIn(packageRoot)))
  await flush()
}

main().catch(handle)
