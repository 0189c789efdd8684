import { flush, handle, run } from '@oclif/core'
import { loadOptions, packageRoot, programIn } from './load-options'
import { refreshManifest } from './manifest'
import { cloneAround } from '@partner-destinations/server/clone'
import { useFrameworkOf } from '@partner-destinations/server/one-framework'

/** `./bin/run`: oclif finds the commands through this package's package.json. */
async function main(): Promise<void> {
  // Commands import the framework, and none is loaded yet.
  const clone = cloneAround(process.cwd())
  if (clone) useFrameworkOf(clone.destinations)
  await refreshManifest(packageRoot)
  await run(process.argv.slice(2), loadOptions(programIn(packageRoot)))
  await flush()
}

main().catch(handle)
