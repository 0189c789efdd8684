/**
 * Builds the bundle of each device-mode destination from its ES modules, and checks its size. The destinations' own
 * `build`, which makes the ES modules, comes before: `npm run build` sees to both.
 */
import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleDestination, bundleRuntime } from './bundle'

/** Bytes, gzipped, of a destination's own code: what its bundle has on top of Segment's runtime. */
const SIZE_LIMIT = 5 * 1024

const destinations = path.join(__dirname, '../destinations')

async function main() {
  const runtimeSize = gzipSync(await bundleRuntime()).length
  for (const folder of fs.readdirSync(destinations)) {
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

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
