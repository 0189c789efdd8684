/**
 * Proves that each vendor folder compiles and passes its tests, snapshots included, unchanged in a checkout of
 * segmentio/action-destinations: with the TypeScript, jest, ts-jest and nock of that repository, in its layout and
 * with its settings. `scripts/upstream-toolchain` holds versions (locked) and settings; everything happens in a
 * temporary folder, which is removed at the end.
 *
 * One snapshot file serves both toolchains as long as jest 30 writes it. The first line of such a file ends with the
 * address of a guide, which changed: jest 30 with --ci refuses the old one, jest 27 reads only the version before it.
 */
const { spawnSync } = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')

const root = path.join(__dirname, '..')
const toolchain = path.join(__dirname, 'upstream-toolchain')
const ours = path.join(root, 'packages', 'destination-actions')

/** Runs a program to its end; `stdio` is `inherit` or, to show what it said only when it failed, `pipe`. */
function run(what, command, args, options) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status === 0) return
  if (stdout || stderr) console.error(`${stdout}${stderr}`.trim())
  throw new Error(error ? `${what}: ${error.message}` : `${what} failed`)
}

function copyInto(folder, vendors) {
  const theirs = path.join(folder, 'packages', 'destination-actions')
  fs.cpSync(toolchain, folder, { recursive: true, filter: (source) => path.basename(source) !== 'node_modules' })
  fs.cpSync(path.join(ours, 'test'), path.join(theirs, 'test'), { recursive: true })
  for (const vendor of vendors) {
    const place = path.join('src', 'destinations', vendor)
    fs.cpSync(path.join(ours, place), path.join(theirs, place), { recursive: true })
  }
  // Upstream's generator of test payloads needs nothing but chance, so this one file of its package is enough.
  const testData = require.resolve('@segment/action-destinations/dist/lib/test-data', { paths: [ours] })
  fs.cpSync(testData, path.join(theirs, 'src', 'lib', 'test-data.js'))
  return theirs
}

function main() {
  const vendors = fs
    .readdirSync(path.join(ours, 'src', 'destinations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  if (vendors.length === 0) throw new Error('There is no destination in packages/destination-actions/src/destinations')

  const { typescript, jest, 'ts-jest': tsJest, nock } = require('./upstream-toolchain/package.json').dependencies
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'upstream-toolchain-'))
  // After Ctrl-C the running program ends, and with it this one, by way of `finally`.
  process.on('SIGINT', () => {})
  try {
    console.log(`Copying ${vendors.join(', ')} into upstream's layout`)
    const cwd = copyInto(folder, vendors)

    console.log(`Installing TypeScript ${typescript}, jest ${jest}, ts-jest ${tsJest}, nock ${nock}`)
    run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder })

    const program = (name) => path.join(folder, 'node_modules', ...name.split('/'))
    console.log("Compiling with upstream's settings")
    run('tsc', process.execPath, [program('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd })

    console.log("Running the tests with upstream's settings")
    const cache = path.join(folder, 'cache')
    run('jest', process.execPath, [program('jest/bin/jest.js'), '--ci', '--cacheDirectory', cache], {
      cwd,
      stdio: 'inherit',
      env: { ...process.env, TZ: 'UTC' }
    })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

try {
  main()
} catch (error) {
  console.error(`test:upstream-toolchain: ${error.message}`)
  process.exitCode = 1
}
