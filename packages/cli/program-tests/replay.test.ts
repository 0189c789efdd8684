import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Replay } from '@partner-destinations/delivery'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { bin, runBin } from '../src/commands/__tests__/bin'
import { Delivering } from './delivering'

const users = 50
const eventsOfEach = 40

let folder: string
let delivering: Delivering

/** Every hundredth line is none. Users take turns. */
const lines = Array.from({ length: users * eventsOfEach }, (_, index) => {
  const event = { type: 'track', event: 'Order Completed', messageId: `m${index}`, userId: `u${index % users}` }
  return JSON.stringify({
    ...event,
    properties: { email: `u${index % users}@example.com`, products: [{ product_id: 'p' }] }
  })
}).flatMap((line, index) => (index % 100 === 99 ? [`bad ${index}`, line] : [line]))
const bad = lines.filter((line) => line.startsWith('bad'))

beforeAll(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'replay-')))
  const wigzo = { settings: demoSettingsOf('wigzo'), rateLimit: { requests: 100_000, per: '1s' } }
  const config = { store: './delivery.db', sources: { shop: { writeKey: 'k' } }, destinations: { wigzo } }
  fs.writeFileSync(path.join(folder, 'delivery.yaml'), JSON.stringify(config))
  fs.mkdirSync(path.join(folder, 'logs'))
  fs.writeFileSync(path.join(folder, 'logs/1.ndjson.gz'), gzipSync(lines.slice(0, 800).join('\n')))
  fs.writeFileSync(path.join(folder, 'logs/2.ndjson'), lines.slice(800).join('\n'))
  delivering = await Delivering.start(folder)
})
afterAll(async () => {
  await delivering.end('SIGKILL')
  fs.rmSync(folder, { recursive: true })
})

const replayed = (id: number) => delivering.operate<Replay>(`/api/replays/${id}`)
const recordsOf = ({ records }: Partial<Replay>) => (records ? records.accepted + records.bad : 0)

/** Waits until a replay, which may have to start yet, has so many records. */
async function reached(id: number, records: number): Promise<void> {
  while (recordsOf(await replayed(id)) < records) await sleep(5)
}

/** Every delivery of a replay by the id of its event, each with how often it is there. */
async function ledger(id: number): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  let before = ''
  for (;;) {
    const page = await delivering.operate<{ id: number; messageId: string; state: string }[]>(
      `/api/deliveries?replay=${id}&state=delivered&limit=500${before}`
    )
    if (page.length === 0) return found
    for (const { messageId } of page) found.set(messageId, (found.get(messageId) ?? 0) + 1)
    before = `&before=${page[page.length - 1].id}`
  }
}

/** So slow that the rest of a replay takes longer than any pause of a busy machine. It stores 50 events at a time. */
const slowly = ['--rate', '100/s']

const everyEventOnce = new Map(Array.from({ length: users * eventsOfEach }, (_, index) => [`m${index}`, 1]))

it('loses nothing and repeats nothing when the command is killed again and again', async () => {
  const args = ['replay', 'logs', '--failed-out', 'bad.ndjson']
  for (let kill = 1; kill <= 5; kill++) {
    const child = spawn(process.execPath, [bin, ...args, ...slowly], { cwd: folder, stdio: 'ignore' })
    await reached(1, kill * 100)
    await sleep(Math.random() * 100)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  expect((await replayed(1)).state).toBe('storing')

  const { stdout, stderr, code } = await runBin([...args, '--wait', '--json'], { cwd: folder })
  expect(stderr).toContain('Going on with replay 1, after')
  expect(code).toBe(1)
  const { replay, settled } = JSON.parse(stdout) as { replay: Replay; settled: boolean }
  expect({ settled, records: replay.records }).toEqual({
    settled: true,
    records: { accepted: users * eventsOfEach, duplicates: 0, skipped: 0, bad: bad.length }
  })
  expect(await ledger(1)).toEqual(everyEventOnce)
  expect(fs.readFileSync(path.join(folder, 'bad.ndjson'), 'utf8')).toBe(`${bad.join('\n')}\n`)
})

it('goes on by itself when deliver is killed and started again', async () => {
  const args = ['replay', 'logs', '--again', '--wait', '--rate', '400/s']
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder })
  const exit = once(child, 'exit')
  await reached(2, 200)
  await delivering.end('SIGKILL')
  delivering = await Delivering.start(folder)
  expect(await exit).toEqual([1, null])
  expect(await replayed(2)).toMatchObject({
    state: 'stored',
    records: { accepted: users * eventsOfEach, duplicates: 0, bad: bad.length },
    counts: { pending: 0, inFlight: 0, delivered: users * eventsOfEach, failed: 0 }
  })
  expect(await ledger(2)).toEqual(everyEventOnce)
})

it('stops at Ctrl+C, and says how to go on', async () => {
  const args = ['replay', 'logs', '--source', 'shop', '--only', 'type = "track"']
  const child = spawn(process.execPath, [bin, ...args, ...slowly], { cwd: folder })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await reached(3, 100)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([130, null])
  const stopped = await replayed(3)
  expect(stopped.state).toBe('storing')
  expect(said).toContain(`Stopped after ${recordsOf(stopped)} records. Run the same command again to go on.`)

  const rest = await runBin([...args, '--wait'], { cwd: folder })
  expect(rest.stderr).toContain(`Going on with replay 3, after ${recordsOf(stopped)} records.`)
  expect(await ledger(3)).toEqual(everyEventOnce)
})
