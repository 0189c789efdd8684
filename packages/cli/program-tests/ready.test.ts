import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.join(__dirname, '../../..')
const tester = 'packages/tester'

/** A project with packages that need no registry: a folder of its own to install, and the tester to build. */
function project(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ready-'))
  fs.mkdirSync(path.join(folder, 'scripts'))
  for (const script of ['ready.js', 'check-node.js', 'build-tester.js']) {
    fs.copyFileSync(path.join(root, 'scripts', script), path.join(folder, 'scripts', script))
  }
  fs.mkdirSync(path.join(folder, 'part'))
  fs.mkdirSync(path.join(folder, tester, 'src'), { recursive: true })
  write(folder, 'part/package.json', { name: 'part', version: '1.0.0' })
  write(folder, 'package.json', { name: 'whole', engines: { node: '>=20.19' }, workspaces: ['part', tester] })
  for (const source of ['index.html', 'deliveries.html', 'vite.config.mts', 'src/app.tsx'])
    write(folder, path.join(tester, source), 'FIRST')
  write(folder, path.join(tester, 'package.json'), {
    name: 'tester',
    version: '1.0.0',
    scripts: { build: `node -e "require('fs').cpSync('src', 'dist', { recursive: true })"` }
  })
  write(folder, 'package-lock.json', {
    name: 'whole',
    lockfileVersion: 3,
    packages: {
      '': { name: 'whole', workspaces: ['part', tester] },
      'node_modules/part': { resolved: 'part', link: true },
      'node_modules/tester': { resolved: tester, link: true },
      [tester]: { version: '1.0.0' },
      part: { version: '1.0.0' }
    }
  })
  return folder
}

function write(folder: string, file: string, content: unknown): void {
  fs.writeFileSync(path.join(folder, file), JSON.stringify(content))
}

function ready(folder: string) {
  return spawnSync(process.execPath, ['scripts/ready.js'], { cwd: folder, encoding: 'utf8' })
}

/**
 * An npm that waits for the file `go`, breaks when another is at work, and writes down what it was to do. It does what
 * `ready.js` looks for.
 */
const patientNpm = `
  const fs = require('fs')
  fs.mkdirSync('busy')
  fs.appendFileSync('done', process.argv[2] + ' ')
  while (!fs.existsSync('go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  const made = process.argv[2] === 'ci' ? 'node_modules' : '${tester}/dist'
  fs.mkdirSync(made, { recursive: true })
  if (made === 'node_modules') fs.cpSync('package-lock.json', 'node_modules/.package-lock.json')
  fs.rmdirSync('busy')
`

/** Starts `ready.js` with that npm, and with a folder of its own for what is temporary. */
function start(folder: string) {
  fs.writeFileSync(path.join(folder, 'npm.js'), patientNpm)
  fs.mkdirSync(path.join(folder, 'tmp'), { recursive: true })
  const env = { ...process.env, npm_execpath: path.join(folder, 'npm.js'), TMPDIR: path.join(folder, 'tmp') }
  const child = spawn(process.execPath, ['scripts/ready.js'], { cwd: folder, env })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([status]) => ({ status: status as number, stderr }))
  const says = async (text: string) => {
    while (!stderr.includes(text)) await once(child.stderr, 'data')
  }
  return { child, ended, says }
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('scripts/ready.js', () => {
  it('installs what is missing and says so in one line, and does nothing once all is there', () => {
    const folder = project()
    const first = ready(folder)
    expect(first.stderr.split('\n')[0]).toMatch(/^Installing the packages of package-lock.json/)
    expect(first.status).toBe(0)
    expect(fs.existsSync(path.join(folder, 'node_modules/part/package.json'))).toBe(true)
    expect(ready(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    fs.rmSync(folder, { recursive: true })
  })

  it('takes a package of the project for installed once its link is there', () => {
    const folder = project()
    ready(folder)
    const lock = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'))
    lock.packages['node_modules/@acme/web'] = { resolved: 'part', link: true }
    write(folder, 'package-lock.json', lock)
    fs.mkdirSync(path.join(folder, 'node_modules/@acme'))
    fs.symlinkSync(path.join(folder, 'part'), path.join(folder, 'node_modules/@acme/web'), 'junction')
    expect(ready(folder).stderr).not.toContain('Installing')
    fs.rmSync(folder, { recursive: true })
  })

  it("builds the tester's page when it is missing or out of date, and says so in one line", () => {
    const folder = project()
    const built = () => fs.readFileSync(path.join(folder, tester, 'dist/app.tsx'), 'utf8')
    expect(ready(folder).stderr).toMatch(/^Building the tester's page: a few seconds …$/m)
    expect(built()).toBe('"FIRST"')
    write(folder, path.join(tester, 'src/app.tsx'), 'SECOND')
    expect(ready(folder)).toMatchObject({ status: 0, stderr: "Building the tester's page: a few seconds …\n" })
    expect(built()).toBe('"SECOND"')
    write(folder, path.join(tester, 'src/app.test.tsx'), 'A test is no part of the page.')
    expect(ready(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    fs.rmSync(folder, { recursive: true })
  })

  it('says that the page cannot be built', () => {
    const folder = project()
    ready(folder)
    fs.rmSync(path.join(folder, tester, 'dist'), { recursive: true })
    write(folder, path.join(tester, 'package.json'), { name: 'tester', version: '1.0.0', scripts: { build: 'exit 3' } })
    const { status, stderr } = ready(folder)
    expect(status).toBe(1)
    expect(stderr).toContain("The tester's page cannot be built; why is said above.")
    fs.rmSync(folder, { recursive: true })
  })

  it('says that an installation failed', () => {
    const folder = project()
    write(folder, 'package.json', {
      name: 'whole',
      engines: { node: '>=20.19' },
      dependencies: { part: 'file:./gone' }
    })
    const { status, stderr } = ready(folder)
    expect(status).toBe(1)
    expect(stderr).toContain('The installation failed; npm says why above.')
    fs.rmSync(folder, { recursive: true })
  })

  it('waits while another does the same, and then finds everything there', async () => {
    const folder = project()
    const first = start(folder)
    await until(() => fs.existsSync(path.join(folder, 'busy')))
    const second = start(folder)
    await second.says('Waiting for another command, which makes this checkout ready …')
    write(folder, 'go', '')
    expect((await first.ended).status).toBe(0)
    expect((await second.ended).status).toBe(0)
    expect(fs.readFileSync(path.join(folder, 'done'), 'utf8')).toBe('ci run ')
    expect(fs.readdirSync(path.join(folder, 'tmp'))).toEqual([])
    fs.rmSync(folder, { recursive: true })
  })

  it('does not wait for one that was killed', async () => {
    const folder = project()
    const killed = start(folder)
    await until(() => fs.existsSync(path.join(folder, 'busy')))
    killed.child.kill('SIGKILL')
    write(folder, 'go', '')
    await until(() => !fs.existsSync(path.join(folder, 'busy')))
    fs.rmSync(path.join(folder, 'node_modules'), { recursive: true })
    expect(fs.readdirSync(path.join(folder, 'tmp'))).toHaveLength(1)
    expect((await start(folder).ended).status).toBe(0)
    expect(fs.readdirSync(path.join(folder, 'tmp'))).toEqual([])
    fs.rmSync(folder, { recursive: true })
  })

  it('lets the next one try after a failure', () => {
    const folder = project()
    write(folder, 'package.json', {
      name: 'whole',
      engines: { node: '>=20.19' },
      dependencies: { part: 'file:./gone' }
    })
    for (const _attempt of [1, 2]) {
      expect(ready(folder)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Installing/) })
    }
    fs.rmSync(folder, { recursive: true })
  })

  it('refuses an older Node in one line', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.18.3' }); require('./scripts/ready')`
    const { status, stderr } = spawnSync(process.execPath, ['-e', pretend], { cwd: root, encoding: 'utf8' })
    expect(stderr).toBe(
      'Node 20.19 or newer is needed; this is Node 20.18.3. Use Node 22: segmentio/action-destinations works with it too.\n'
    )
    expect(status).toBe(1)
  })
})
