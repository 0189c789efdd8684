import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './deploy-files'

const script = path.join(root, 'deploy/with-secrets.sh')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** What a program sees that the script starts. */
const seen = `process.stdout.write(JSON.stringify([process.env.FIRST, process.env.SECOND, process.argv.slice(1)]))`

it('makes a variable of each file, as it stands but for line breaks at the end', () => {
  fs.writeFileSync(path.join(folder, 'FIRST'), 'a "b" $c `d`\\e \n')
  fs.writeFileSync(path.join(folder, 'SECOND'), 'line 1\nline 2')
  // Kubernetes keeps the files of a secret in such a folder, with links to them.
  fs.mkdirSync(path.join(folder, '..data'))
  const { stdout, status } = spawnSync(script, [folder, process.execPath, '-e', seen, 'an argument', '--live'])
  expect(JSON.parse(String(stdout))).toEqual(['a "b" $c `d`\\e ', 'line 1\nline 2', ['an argument', '--live']])
  expect(status).toBe(0)
})

it('starts the program without secrets if the folder is empty or not there', () => {
  const { stdout } = spawnSync(script, [path.join(folder, 'none'), process.execPath, '-e', seen, 'x'])
  expect(JSON.parse(String(stdout))).toEqual([null, null, ['x']])
})

it('gives its place to the program, so that the program gets the signals', async () => {
  const program = `process.on('SIGTERM', () => process.exit(7)); console.log(process.pid); setInterval(() => {}, 1000)`
  const child = spawn(script, [folder, process.execPath, '-e', program])
  const [pid] = (await once(child.stdout, 'data')) as [Buffer]
  expect(Number(pid)).toBe(child.pid)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([7, null])
})
