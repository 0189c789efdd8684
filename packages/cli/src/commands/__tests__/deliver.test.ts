import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openExistingStore } from '@partner-destinations/delivery'
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

it('makes the store, or brings it to the format of this version, and ends', async () => {
  const store = path.join(folder, 'migrated.db')
  const config = path.join(folder, 'migrated.yaml')
  fs.writeFileSync(config, `store: ${store}\nsources: { shop: { writeKey: k } }\ndestinations: { wishpond: {} }`)
  const first = await runCommand(['deliver', '--config', config, '--migrate'])
  const second = await runCommand(['deliver', '--config', config, '--migrate'])

  for (const printed of [first, second]) {
    expect(printed).toEqual({ stdout: 'The store has the format of this version.\n', stderr: '', code: 0 })
  }
  expect(fs.existsSync(store)).toBe(true)
})

it('says why a store has no format that it could bring forward', async () => {
  const config = path.join(folder, 'broken.yaml')
  fs.writeFileSync(path.join(folder, 'broken.db'), 'This is no database, but a text that somebody wrote.')
  fs.writeFileSync(config, 'store: broken.db')
  const { stdout, stderr, code } = await runCommand(['deliver', '--config', config, '--migrate'])

  expect(stderr).toContain('broken.db is damaged')
  expect([stdout, code]).toEqual(['', 1])
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
  [['--metrics-port', '0'], '--metrics-port needs the environment variable METRICS_TOKEN.'],
  [['--migrate', '--check'], "can't be used together"],
  [['--port', '99999'], '--port must be a number from 0 to 65535.'],
  [['--role', 'boss'], '--role must be one of: all, intake, worker.'],
  [['--role', 'worker'], '--role worker needs a store that several processes can use, and ']
])('refuses %j', async (args, message) => {
  const { stderr, code } = await runCommand(['deliver', ...args])

  expect(stderr).toContain(message)
  expect(code).toBeGreaterThan(0)
})

it('moves the store to another one, and says where everything is', async () => {
  const outline = path.join(folder, 'moving.yaml')
  fs.writeFileSync(outline, 'store: ./old.db')
  const store = await openExistingStore(path.join(folder, 'old.db'))
  const deliveries = [{ destination: 'wigzo', subscription: 'Sales', state: 'pending' as const }]
  const body = '{"type":"track"}'
  await store.accept([{ source: 'shop', messageId: 'm', fingerprint: 'f', receivedAt: 1, body, deliveries }])
  await store.close()
  const old = path.join(folder, 'old.db')
  const to = path.join(folder, 'new.db')

  const { stdout, code } = await runCommand(['deliver', '--config', outline, '--move-to', to])
  expect(stdout).toContain(`Moved everything from ${old} to ${to}:\n  deliveries: 1 waiting, 0 settled`)
  expect(code).toBe(0)
  const refused = await runCommand(['destinations', 'list', '--store', old])
  expect(refused.stderr).toContain(`All that was in this store was moved to ${to}. Give that one as "store".`)
  expect((await runCommand(['destinations', 'list', '--store', to])).stdout).toMatch(/^wigzo +1 /m)
  const again = await runCommand(['deliver', '--config', outline, '--move-to', old])
  expect(again.stderr).toContain('is the store of the config. Name the one that it is to be moved to.')
})

it('has nothing to move without a store', async () => {
  const outline = path.join(folder, 'none-yet.yaml')
  fs.writeFileSync(outline, 'store: ./none-yet.db')
  const { stderr, code } = await runCommand(['deliver', '--config', outline, '--move-to', path.join(folder, 'x.db')])
  expect(stderr).toContain(`There is no store ${path.join(folder, 'none-yet.db')}, so there is nothing to move.`)
  expect(code).toBe(1)
})
