import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openExistingStore } from '@partner-destinations/delivery'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { useCommands } from './commands'

const runCommand = useCommands()

let folder: string
let config: string
const at = (name: string) => path.join(folder, name)
const run = (...args: string[]) => runCommand(['replay', ...args, '--config', config])

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replay-command-'))
  config = at('delivery.yaml')
  const destination = (name: string) => ({ settings: demoSettingsOf(name) })
  const destinations = { wigzo: destination('wigzo'), wishpond: destination('wishpond') }
  const sources = { shop: { writeKey: 'k' } }
  fs.writeFileSync(config, JSON.stringify({ store: './delivery.db', sources, destinations }))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const event = (messageId: string, more: object = {}) =>
  JSON.stringify({ type: 'track', event: 'Order Completed', messageId, userId: 'u', ...more })

function write(name: string, ...lines: string[]): string {
  fs.writeFileSync(at(name), lines.join('\n'))
  return at(name)
}

/** What the store has of the destinations, by the ids of the events. */
async function stored(): Promise<Record<string, string[]>> {
  const store = await openExistingStore(at('delivery.db'))
  const rows = await store.list({ limit: 500 })
  await store.close()
  const found: Record<string, string[]> = {}
  for (const { messageId, destination } of rows) (found[messageId] ??= []).push(destination)
  return found
}

const nobodyDelivers = 'No deliver runs now. The events are stored, and deliver will deliver them when you start it.'

it('stores the events, and says so', async () => {
  const { stdout, stderr, code } = await run(write('e.ndjson', event('a'), event('b'), event('a')))
  expect(stdout).toBe(
    `Replay 1 of e.ndjson
  accepted    2
  duplicates  1
  left out    0
  bad         0
Deliveries
  pending    4
  delivered  0
  filtered   0
  failed     0
`
  )
  expect([stderr, code]).toEqual([nobodyDelivers, 0])
  expect(await stored()).toEqual({ a: ['wishpond', 'wigzo'], b: ['wishpond', 'wigzo'] })
})

it('gives one destination only what the options select', async () => {
  const file = write(
    'e.ndjson',
    event('early', { receivedAt: '2026-11-01T00:00:00Z' }),
    event('a', { receivedAt: '2026-11-02T00:00:00Z' }),
    event('other', { receivedAt: '2026-11-02T00:00:00Z', event: 'Signed In' }),
    event('late', { receivedAt: '2026-11-03T00:00:00Z' })
  )
  const options = ['--destination', 'wigzo', '--from', '2026-11-02', '--to', '2026-11-03']
  const { stdout } = await run(file, ...options, '--only', 'event = "Order Completed"', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    settled: false,
    replay: {
      destination: 'wigzo',
      source: 'shop',
      options: { from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z', only: 'event = "Order Completed"' },
      records: { accepted: 1, duplicates: 0, skipped: 3, bad: 0 }
    }
  })
  expect(await stored()).toEqual({ a: ['wigzo'] })
})

it('tells and writes bad records, which can be corrected and replayed', async () => {
  const file = write('e.csv', 'type,event,messageId,userId', 'track,Order Completed,a,u', 'trck,Order Completed,b,u')
  const { stdout, stderr, code } = await run(file, '--failed-out', at('bad.csv'))
  expect(stderr.split('\n')).toEqual([
    `${file}:3: "type" must be one of: identify, track, page, screen, group, alias, delete.`,
    nobodyDelivers
  ])
  expect(stdout).toContain(`  bad         1  in ${at('bad.csv')}\n`)
  expect(code).toBe(1)

  const bad = fs.readFileSync(at('bad.csv'), 'utf8')
  expect(bad).toBe('type,event,messageId,userId\ntrck,Order Completed,b,u\n')
  fs.writeFileSync(at('bad.csv'), bad.replace('trck', 'track'))
  expect((await run(at('bad.csv'))).code).toBe(0)
  expect(Object.keys(await stored())).toEqual(['b', 'a'])
})

it('tells the first bad records only, and counts all', async () => {
  const { stdout, stderr } = await run(write('e.ndjson', ...Array.from({ length: 50 }, () => '?')))
  expect(stderr.split('\n')).toHaveLength(22)
  expect(stderr).toContain('\nThere are more bad records. They are counted below.\n')
  expect(stdout).toContain('  bad         50\n')
})

it('reads standard input, and leaves no copy of it', async () => {
  fs.mkdirSync(at('tmp'))
  const { stdout } = await runCommand(['replay', '-', '--config', config], {
    input: `${event('a')}\n${event('b')}\n`,
    env: { TMPDIR: at('tmp') }
  })
  expect(stdout).toMatch(/^Replay 1 of standard input\n {2}accepted {4}2\n/)
  expect(fs.readdirSync(at('tmp'))).toEqual([])
})

it('refuses the same again, until somebody wants it', async () => {
  const file = write('e.ndjson', event('a'))
  await run(file)
  const refused = await run(file)
  expect(refused.stderr).toMatch(
    /^The same was replayed at 20\S+Z, as replay 1\. 2 of its deliveries wait\. Start deliver to deliver them\. Add --again to replay it once more\.$/
  )
  expect([refused.stdout, refused.code]).toEqual(['', 1])
  const again = await run(file, '--again')
  expect(again.stdout).toMatch(/^Replay 2 of e\.ndjson\n {2}accepted {4}1\n/)
  expect(await stored()).toEqual({ a: ['wishpond', 'wigzo', 'wishpond', 'wigzo'] })
})

it('replays what the store holds, without what was replayed', async () => {
  await run(write('e.ndjson', event('replayed')))
  const store = await openExistingStore(at('delivery.db'))
  const body = event('live')
  await store.accept([
    { source: 'shop', messageId: 'live', fingerprint: 'f', receivedAt: Date.now(), body, deliveries: [] }
  ])
  await store.close()
  const rehearsed = await run('--stored', '--destination', 'wishpond', '--dry-run')
  expect(rehearsed.stdout).toMatch(/^Nothing was stored, and nothing left this machine\.\n {2}events {4}1\n/)
  expect(rehearsed.stdout).toMatch(/\nwishpond {5}1 /)
  const { stdout, code } = await run('--stored', '--destination', 'wishpond')
  expect(stdout).toMatch(/^Replay 2 of stored events\n {2}accepted {4}1\n/)
  expect(code).toBe(0)
  expect(await stored()).toEqual({ live: ['wishpond'], replayed: ['wishpond', 'wigzo'] })
})

it('rehearses without a store', async () => {
  const order = (messageId: string, products: object[]) =>
    event(messageId, { properties: { email: 'u@example.com', products } })
  const file = write('e.ndjson', order('a', [{ product_id: 'p' }]), order('b', []), 'no')
  const { stdout, stderr, code } = await run(file, '--dry-run', '--destination', 'wigzo')
  expect(stdout.split('\n').slice(0, 7)).toEqual([
    'Nothing was stored, and nothing left this machine.',
    '  events    2',
    '  left out  0',
    '  bad       1',
    '',
    'destination  delivered  filtered  refused  requests  time at its limit',
    expect.stringMatching(/^wigzo {8}1 {10}0 {9}1 {8}1 /)
  ])
  expect(stdout).toMatch(/\n\n1 {2}wigzo {2}refused {2}MESSAGE_REJECTED {2}Order Completed needs the product_id /)
  expect(stderr).toMatch(/^\S+e\.ndjson:3: The line is not valid JSON: /)
  expect(code).toBe(1)
  expect(fs.existsSync(at('delivery.db'))).toBe(false)
})

describe('it says what is wrong:', () => {
  const needsDeliver = (option: string) =>
    `${option} needs a deliver that runs, because nothing is delivered without it. Start deliver, or leave ${option} out.`
  it.each<[string[], string]>([
    [[], 'Say what to replay: a file, a folder, - for standard input, or --stored.'],
    [['FILE', '--stored'], 'Give a file or a folder, or --stored for what the store holds, but not both.'],
    [['--stored'], 'There is no store STORE: nothing was delivered from it yet.'],
    [['none.ndjson'], 'There is no file none.ndjson.'],
    [['FILE', '--wait'], needsDeliver('--wait')],
    [['FILE', '--rate', '5/s'], needsDeliver('--rate')],
    [
      ['FILE', '--destination', 'wigz'],
      'There is no destination "wigz"; there are: wigzo, wishpond. Did you mean "wigzo"?'
    ],
    [['FILE', '--dry-run', '--source', 'web'], 'There is no source "web"; there are: shop.'],
    [['FILE', '--source', 'web'], 'There is no source "web"; there are: shop.'],
    [
      ['FILE', '--from', 'now'],
      '--from must be a date or a time of ISO 8601, such as 2026-11-24 or 2026-11-24T08:00:00Z. It is "now".'
    ]
  ])('%j', async (args, message) => {
    const file = write('e.ndjson', event('a'))
    const { stdout, stderr, code } = await run(...args.map((arg) => (arg === 'FILE' ? file : arg)))
    expect([stdout, stderr, code]).toEqual(['', message.replace('STORE', at('delivery.db')), 1])
  })

  it('a store without its config', async () => {
    const file = write('e.ndjson', event('a'))
    const { stderr } = await runCommand(['replay', file, '--store', at('delivery.db')])
    expect(stderr).toBe(
      'The config is needed to know which destinations get the events. Name it with --config instead of --store.'
    )
  })

  it('a condition, before anything is read', async () => {
    const { stderr } = await run('none.ndjson', '--only', 'type == "track"')
    expect(stderr).toMatch(/^The condition of --only can't be used\. Segment/)
  })
})
