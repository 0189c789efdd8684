import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { useCommands } from './commands'

const runCommand = useCommands()

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deliver-'))
const file = path.join(folder, 'delivery.yaml')
afterAll(() => fs.rmSync(folder, { recursive: true }))

it('checks a config, shows what would happen, and tests the credentials', async () => {
  const destinations = { refersion: { settings: demoSettingsOf('refersion') } }
  fs.writeFileSync(file, JSON.stringify({ sources: { shop: { writeKey: 'hunter2' } }, destinations }))
  const { stdout, code } = await runCommand(['deliver', '--check', '--config', file])

  expect(stdout).toContain('The config has no mistakes.')
  expect(stdout).toContain('shop  Tracking API')
  expect(stdout).toContain('refersion  accepted')
  expect(stdout).not.toContain('hunter2')
  expect(code).toBe(0)
})

it('names every mistake of a config with its line, and starts nothing', async () => {
  fs.writeFileSync(file, 'sources:\n  shop: {}\ndestinations:\n  wigzoo: {}\nstroe: a')
  const { stderr, stdout, code } = await runCommand(['deliver', '--config', file])

  expect(stderr.split('\n').map((line) => /:(\d+): /.exec(line)?.[1])).toEqual(['2', '4', '5'])
  expect(stdout).toBe('')
  expect(code).toBe(1)
})

it.each([
  [['--live'], '--live needs a config'],
  [['--config', path.join(folder, 'none.yaml')], 'There is no file'],
  [['--port', '99999'], '--port must be a number from 0 to 65535.'],
  [['--role', 'boss'], '--role must be one of: all, intake, worker.'],
  [['--role', 'worker'], '--role worker needs a store that several processes can use, and ']
])('refuses %j', async (args, message) => {
  const { stderr, code } = await runCommand(['deliver', ...args])

  expect(stderr).toContain(message)
  expect(code).toBeGreaterThan(0)
})
