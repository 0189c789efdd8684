/**
 * Proves that every check passes after `./bin/run init`: makes destinations of vendors that do not exist in a copy of
 * this checkout, runs the checks that they can break, and removes the copy. The checkout stays as it is.
 */
const { spawn, spawnSync } = require('child_process')
const { once } = require('events')
const fs = require('fs')
const os = require('os')
const path = require('path')

const root = path.join(__dirname, '..')
const cloud = 'packages/destination-actions/src/destinations'
const device = 'packages/browser-destinations/destinations'

/** Each template, names that are no plain words, and a vendor that gets a destination of each mode. */
const destinations = [
  { name: '3M Mail', template: 'custom-auth', folder: '3m-mail' },
  { name: "L'Oréal", template: 'basic-auth', folder: 'loreal' },
  { name: '3M Mail', template: 'browser', folder: '3m-mail-web' },
  { name: 'Café Crème', template: 'browser', folder: 'cafe-creme-web' },
  { name: "1plusx d'Été", template: 'browser', folder: '1plusx-dete-web' },
  { name: 'Origin', template: 'browser', folder: 'origin-web' }
]

/** The tests that read the lists of vendors and destinations. The new destinations' own tests run in `init`. */
const tests = [
  'packages/vendors/src/(3m-mail|loreal|cafe-creme|1plusx-dete|origin)/',
  'packages/destination-actions/src/__tests__/',
  'packages/server/src/__tests__/(bad-input|browser-routes|root-routes|tester|vendor-routes)',
  'packages/cli/src/contribute/__tests__/pull-request',
  'packages/cli/src/commands/__tests__/(publish-kit|validate)',
  'packages/tester/src/event/__tests__/samples'
]
/** These try every vendor at length, so that only the tests of the new ones run. */
const longTests = ['packages/reliability/src/(agreement|faults|fuzz|redelivery)/', 'packages/benchmarks/src/events/']
const inLongTests = "3m-mail|loreal|3M Mail|L'Oréal|every action|reliability\\.md"

/** The packages that know the vendors by name or hold a destination. */
const typed = ['vendors', 'destination-actions', 'browser-destinations', 'reliability', 'benchmarks']

/** Copies the files that git knows, or would know after the next commit, and what is built of the tester's page. */
function copyFiles(copy) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  const files = stdout.split('\0').filter((file) => file !== '')
  for (const file of [...files, 'packages/tester/dist'].filter((name) => fs.existsSync(path.join(root, name)))) {
    fs.cpSync(path.join(root, file), path.join(copy, file), { recursive: true })
  }
}

/**
 * Gives the copy a folder of links: to the packages that are installed here, and to the copy's own packages. Folders of
 * scopes are made anew, since init adds to them. `contribute` wants a jest that lies in the project, so that is copied.
 */
function linkPackages(copy, folder) {
  fs.mkdirSync(path.join(copy, folder), { recursive: true })
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    const [here, there] = [path.join(root, name), path.join(copy, name)]
    if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(here), there)
    else if (entry.isFile() || entry.name === 'jest') fs.cpSync(here, there, { recursive: true })
    else if (entry.name.startsWith('@')) linkPackages(copy, name)
    else fs.symlinkSync(here, there, 'junction')
  }
}

function makeCopy(copy) {
  copyFiles(copy)
  const packages = fs.readdirSync(path.join(root, 'packages')).map((name) => path.join('packages', name))
  const folders = ['.', ...packages].map((folder) => path.join(folder, 'node_modules'))
  for (const folder of folders.filter((name) => fs.existsSync(path.join(root, name)))) linkPackages(copy, folder)
  commitAll(copy)
}

/** Makes a repository of a folder: some checks ask git what is there. */
function commitAll(folder) {
  git(folder, 'init', '--quiet')
  for (const [key, value] of Object.entries({
    'user.name': 'Jane Kim',
    'user.email': 'jane.kim@example.com',
    'commit.gpgsign': 'false'
  })) {
    git(folder, 'config', key, value)
  }
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Start')
}

function git(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status === 0) return stdout
  throw new Error(`git ${args.join(' ')} failed: ${stderr}`)
}

/** A repository that `contribute` takes for a clone of segmentio/action-destinations. */
function makeUpstream(folder) {
  const files = {
    'package.json': '{ "name": "action-destinations" }',
    '.github/PULL_REQUEST_TEMPLATE.md': '## Testing\n\n- [ ] Added unit tests\n',
    [`${cloud}/index.ts`]: 'export {}\n',
    [`${device}/other-web/package.json`]: '{}\n'
  }
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
  commitAll(folder)
}

/**
 * Runs a program in the copy to its end, says how long it took, and returns what it printed.
 * @throws Error with everything that it said when it fails
 */
async function run(copy, what, args) {
  const start = Date.now()
  const program = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  program.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  program.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const [status] = await once(program, 'close')
  console.log(`${what}: ${seconds(start)}`)
  if (status === 0) return stdout
  throw new Error(`${what} failed\n${stdout}${stderr}`)
}

function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(0)} s`
}

function requireThat(condition, message) {
  if (!condition) throw new Error(message)
}

/** Sends an event to a destination that is served, and asks the sandbox what it holds, and to fail. */
async function tryServe(copy) {
  const serve = spawn(process.execPath, ['bin/run', 'serve', '--browser', '--port', '0', '--no-open'], { cwd: copy })
  try {
    let said = ''
    serve.stdout.setEncoding('utf8').on('data', (text) => (said += text))
    serve.stderr.setEncoding('utf8').on('data', (text) => (said += text))
    const address = () => /^Serving (\S+)\n/m.exec(said)?.[1]
    while (!address()) {
      requireThat(serve.exitCode === null, `serve ended: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const call = async (method, where, body) => {
      const response = await fetch(`${address()}/${where}`, { method, body: JSON.stringify(body) })
      return response.json()
    }
    const event = { type: 'track', event: 'Signed Up', userId: 'user-1' }
    for (const folder of ['3m-mail', 'loreal']) {
      const [sent] = await call('POST', `${folder}/event`, event)
      requireThat(sent.response?.statusCode === 200, `${folder} refuses an event: ${JSON.stringify(sent)}`)
      const { events } = await call('GET', `sandbox/${folder}`)
      requireThat(events.length === 1, `The sandbox holds ${events.length} events of ${folder}, not 1`)
      const { ok } = await call('POST', `${folder}/authenticate`)
      requireThat(ok, `${folder} refuses its demo settings`)
      await call('PUT', `sandbox/${folder}/faults`, { status: 503 })
      const failed = await call('POST', `${folder}/event`, event)
      requireThat(failed[1]?.retry, `${folder} is not retried after a 503: ${JSON.stringify(failed)}`)
    }
    const shown = await call('GET', 'browser/destinations.json')
    for (const { folder } of destinations.filter(({ template }) => template === 'browser')) {
      requireThat(
        shown.some((one) => one.folder === folder),
        `The demo page lacks ${folder}`
      )
    }
  } finally {
    serve.kill('SIGINT')
    if (serve.exitCode === null) await once(serve, 'exit')
  }
}

async function tryInit(copy, upstream) {
  const command = (...args) => run(copy, args.join(' '), ['bin/run', ...args])
  const program = (name) => require.resolve(name, { paths: [root] })
  const jest = (...args) => [program('jest/bin/jest'), '--ci', '--maxWorkers=1', ...args]

  for (const { name, template } of destinations) {
    const said = await command('init', name, '--template', template)
    requireThat(
      /^((Wrote|Changed) \S+\n|Wrote \d+ snapshots? of the tests\n)+\nIts tests pass\.\n/.test(said),
      `init says something else:\n${said}`
    )
  }
  await bothOf(
    async () => {
      await run(copy, 'jest', jest(...tests))
      await run(copy, 'build', [program('tsx/cli'), 'packages/browser-destinations/scripts/build.ts'])
    },
    async () => {
      await command('validate')
      await command('generate', 'types', '--check')
      await command('generate', 'metadata-payload', '--check')
      for (const folder of ['3m-mail', '3m-mail-web']) {
        await command('publish-kit', folder, '--out', path.join(upstream, '../kit'), '--acknowledge-assumptions')
        await command('contribute', folder, '--repo', upstream, '--acknowledge-assumptions')
      }
      await tryServe(copy)
      await run(copy, 'jest for the new vendors', jest('--testNamePattern', inLongTests, ...longTests))
    }
  )
  for (const [type, folder] of [
    ['server', `${cloud}/loreal`],
    ['browser', `${device}/cafe-creme-web`]
  ]) {
    const said = await command('generate', 'action', 'add-item', type, '--directory', folder)
    requireThat(/\nThe tests of the destination pass\.\n/.test(said), `generate action says something else:\n${said}`)
    await command('validate', '--path', folder)
  }
  const files = newFiles(copy)
  const scripts = files.filter((file) => /\.[jt]s$/.test(file))
  const eslint = path.join(path.dirname(program('eslint/package.json')), 'bin/eslint.js')
  await bothOf(
    async () => {
      await run(copy, 'eslint', [eslint, '--max-warnings', '0', ...scripts])
      await run(copy, 'prettier', [program('prettier/bin-prettier'), '--check', ...files])
    },
    async () => {
      for (const name of typed)
        await run(copy, `tsc of ${name}`, [program('typescript/bin/tsc'), '-p', `packages/${name}`])
    }
  )
}

/** Does two things at once, one for each core, and waits for both also when one fails. */
async function bothOf(...works) {
  const ended = await Promise.allSettled(works.map((work) => work()))
  const failed = ended.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** The files that git doesn't know or that have changed. */
function newFiles(copy) {
  const changed = git(copy, 'status', '--porcelain', '-z', '--untracked-files=all', '--no-renames').split('\0')
  return changed.filter((line) => line !== '').map((line) => line.slice(3))
}

async function main() {
  const start = Date.now()
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'try-init-'))
  // After Ctrl-C the running program ends, and with it this one, by way of `finally`.
  process.on('SIGINT', () => {})
  try {
    const [copy, upstream] = ['copy', 'upstream'].map((name) => path.join(folder, name))
    makeCopy(copy)
    makeUpstream(upstream)
    await tryInit(copy, upstream)
    console.log(`Every check passes after init. This took ${seconds(start)}.`)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error) => {
  console.error(`test:init: ${error.message}`)
  process.exitCode = 1
})
