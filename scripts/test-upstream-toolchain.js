/**
 * Proves that each destination's folder, of cloud and device mode, compiles and passes its tests, snapshots included, unchanged in a checkout of
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
/** A package with destinations, the folder in it that holds theirs, and the project that compiles one or all of them. */
const packages = [
  {
    name: 'destination-actions',
    destinations: 'src/destinations',
    projects: () => ['tsconfig.build.json'],
    /** Upstream's generator of test payloads needs nothing but chance, so this one file of its package is enough. */
    extra: (ours, theirs) => {
      const testData = require.resolve('@segment/action-destinations/dist/lib/test-data', { paths: [ours] })
      fs.cpSync(testData, path.join(theirs, 'src', 'lib', 'test-data.js'))
    }
  },
  {
    name: 'browser-destinations',
    destinations: 'destinations',
    projects: (folders) => folders.map((folder) => `destinations/${folder}/tsconfig.json`)
  }
]

/** Runs a program to its end; `stdio` is `inherit` or, to show what it said only when it failed, `pipe`. */
function run(what, command, args, options) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status === 0) return
  if (stdout || stderr) console.error(`${stdout}${stderr}`.trim())
  throw new Error(error ? `${what}: ${error.message}` : `${what} failed`)
}

/** Copies a package of ours over the settings that upstream has for it; `folders` are its destinations. */
function copyPackage(folder, { name, destinations, extra }) {
  const ours = path.join(root, 'packages', name)
  const theirs = path.join(folder, 'packages', name)
  const folders = fs
    .readdirSync(path.join(ours, destinations), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  if (folders.length === 0) throw new Error(`There is no destination in packages/${name}/${destinations}`)
  console.log(`Copying ${folders.join(', ')} into upstream's layout`)
  const built = (source) => ['dist', 'node_modules'].includes(path.basename(source))
  for (const part of ['test', ...folders.map((one) => path.join(destinations, one))]) {
    fs.cpSync(path.join(ours, part), path.join(theirs, part), { recursive: true, filter: (file) => !built(file) })
  }
  extra?.(ours, theirs)
  return { cwd: theirs, folders }
}

function main() {
  const { typescript, jest, 'ts-jest': tsJest, nock } = require('./upstream-toolchain/package.json').dependencies
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'upstream-toolchain-'))
  // After Ctrl-C the running program ends, and with it this one, by way of `finally`.
  process.on('SIGINT', () => {})
  try {
    fs.cpSync(toolchain, folder, { recursive: true, filter: (source) => path.basename(source) !== 'node_modules' })
    const copies = packages.map((one) => ({ ...one, ...copyPackage(folder, one) }))

    console.log(`Installing TypeScript ${typescript}, jest ${jest}, ts-jest ${tsJest}, nock ${nock}`)
    run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder })

    const program = (name) => path.join(folder, 'node_modules', ...name.split('/'))
    const cache = path.join(folder, 'cache')
    for (const { name, cwd, folders, projects } of copies) {
      console.log(`Compiling ${name} with upstream's settings`)
      for (const project of projects(folders)) {
        run('tsc', process.execPath, [program('typescript/bin/tsc'), '-p', project], { cwd })
      }
      console.log(`Running the tests of ${name} with upstream's settings`)
      run('jest', process.execPath, [program('jest/bin/jest.js'), '--ci', '--cacheDirectory', cache], {
        cwd,
        stdio: 'inherit',
        env: { ...process.env, TZ: 'UTC' }
      })
    }
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
