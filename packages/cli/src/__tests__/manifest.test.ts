import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { refreshManifest } from '../manifest'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'manifest-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const manifest = path.join(root, 'oclif.manifest.json')
const longAgo = new Date('2020-01-01')

function write(name: string, content: string): void {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
}

function commandOf(summary: string): string {
  return `exports.Hello = class { static summary = '${summary}'; static run() {} }`
}

/** Puts every file and folder into the past, the manifest a little after the sources. */
function age(): void {
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    fs.utimesSync(path.join(root, name), longAgo, longAgo)
  }
  fs.utimesSync(manifest, longAgo, new Date('2020-01-02'))
}

async function commandsAfterRefresh(): Promise<string[]> {
  await refreshManifest(root)
  return Object.keys(JSON.parse(fs.readFileSync(manifest, 'utf8')).commands).sort()
}

beforeEach(async () => {
  const oclif = { commands: { strategy: 'pattern', target: './src/commands' } }
  write('package.json', JSON.stringify({ name: 'greeter', version: '1.0.0', oclif }))
  write('src/commands/hello.js', commandOf('Say hello.'))
  await refreshManifest(root)
  age()
})

it('tells oclif about every command', async () => {
  const { commands, version } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  expect(version).toBe('1.0.0')
  expect(commands.hello).toMatchObject({
    summary: 'Say hello.',
    relativePath: ['src', 'commands', 'hello.js']
  })
})

it('is left as it is while no source changes', async () => {
  await refreshManifest(root)
  expect(fs.statSync(manifest).mtime).toEqual(new Date('2020-01-02'))
})

it('is written again when a source is added, in any folder, and when one is removed', async () => {
  write('src/commands/wave/left.js', commandOf('Wave.'))
  expect(await commandsAfterRefresh()).toEqual(['hello', 'wave:left'])
  age()
  fs.rmSync(path.join(root, 'src/commands/wave/left.js'))
  expect(await commandsAfterRefresh()).toEqual(['hello'])
})

it('is written again when package.json changes', async () => {
  fs.utimesSync(path.join(root, 'package.json'), new Date(), new Date())
  await refreshManifest(root)
  expect(fs.statSync(manifest).mtimeMs).toBeGreaterThan(new Date('2020-01-02').getTime())
})
