/**
 * Builds each device-mode destination: its ES modules and CommonJS with its own scripts, and from the ES modules its
 * bundle, whose size it checks. A destination's own `build` needs yarn, which upstream uses; this one does not.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { destinationFolders } from '../demo/destinations'
import { bundleDestination, bundleRuntime } from './bundle'

/** Bytes, gzipped, of a destination's own code: what its bundle has on top of Segment's runtime. */
const SIZE_LIMIT = 5 * 1024

const destinations = path.join(__dirname, '../destinations')

async function main() {
  const runtimeSize = gzipSync(await bundleRuntime()).length
  for (const folder of destinationFolders()) {
    buildModules(path.join(destinations, folder))
    const bundle = await bundleDestination(folder, 'dist/esm/index.js')
    const file = path.join(destinations, folder, 'dist/web', `${folder}.js`)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, bundle)

    const size = gzipSync(bundle).length
    const own = size - runtimeSize
    console.log(`${folder}: ${size} bytes gzipped, of which ${own} are its own (limit ${SIZE_LIMIT})`)
    if (own > SIZE_LIMIT) throw new Error(`The bundle of ${folder} is too large.`)
  }
}

/** @throws Error when one of the scripts fails; what it said is on the terminal by then */
function buildModules(folder: string) {
  for (const script of ['build:esm', 'build:cjs']) {
    // npm is a script on Windows, which only a shell runs.
    const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' } as const
    const { status, error } = spawnSync('npm', ['run', '--silent', script], options)
    if (status !== 0)
      throw new Error(`${script} of ${path.basename(folder)} failed${error ? `: ${error.message}` : ''}.`)
  }
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
