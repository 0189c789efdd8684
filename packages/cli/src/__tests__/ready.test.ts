import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.join(__dirname, '../../../..')

/** A project with one package to install, which needs no registry: a folder of its own. */
function project(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ready-'))
  fs.mkdirSync(path.join(folder, 'scripts'))
  fs.copyFileSync(path.join(root, 'scripts/ready.js'), path.join(folder, 'scripts/ready.js'))
  fs.mkdirSync(path.join(folder, 'part'))
  write(folder, 'part/package.json', { name: 'part', version: '1.0.0' })
  write(folder, 'package.json', { name: 'whole', engines: { node: '>=20.19' }, workspaces: ['part'] })
  write(folder, 'package-lock.json', {
    name: 'whole',
    lockfileVersion: 3,
    packages: {
      '': { name: 'whole', workspaces: ['part'] },
      'node_modules/part': { resolved: 'part', link: true },
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

  it('refuses an older Node in one line', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.18.3' }); require('./scripts/ready')`
    const { status, stderr } = spawnSync(process.execPath, ['-e', pretend], { cwd: root, encoding: 'utf8' })
    expect(stderr).toBe('Node 20.19 or newer is needed; this is Node 20.18.3.\n')
    expect(status).toBe(1)
  })
})
