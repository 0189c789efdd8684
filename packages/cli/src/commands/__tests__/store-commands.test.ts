import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { openExistingStore } from '@partner-destinations/delivery'
import { useCommands } from './commands'

const runCommand = useCommands()

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-commands-'))
const store = path.join(folder, 'delivery.db')
const user = os.userInfo().username
const config = path.join(folder, 'delivery.yaml')
const nothing = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

/** A store with three events: two of u1, of which one failed, and one of u2. No variable of its config is set. */
beforeAll(async () => {
  fs.writeFileSync(
    config,
    'store: ./delivery.db\ndestinations: { wigzo: { settings: { orgToken: "${NOT_SET}" } }, new: {} }'
  )
  const opened = await openExistingStore(store)
  const reason = { code: 'MESSAGE_REJECTED', message: 'No.' }
  const event = (messageId: string, userId: string) => ({
    source: 'shop',
    messageId,
    fingerprint: messageId,
    receivedAt: Date.now() - 120_000,
    body: JSON.stringify({ type: 'track', messageId, userId })
  })
  await opened.accept([
    { ...event('m1', 'u1'), deliveries: [{ destination: 'wigzo', subscription: 'S', state: 'pending', lane: 'u1' }] },
    { ...event('m2', 'u1'), deliveries: [{ destination: 'wigzo', state: 'failed', reason }] },
    { ...event('m3', 'u2'), deliveries: [{ destination: 'wigzo', subscription: 'S', state: 'pending', lane: 'u2' }] }
  ])
  await opened.close()
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('while no deliver runs', () => {
  it('lists the destinations of the store, and those that the config has', async () => {
    const { stdout, code } = await runCommand(['destinations', 'list', '--config', config])

    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['destination', 'pending', 'in flight', 'delivered', 'filtered', 'failed', 'oldest'],
      ['wigzo', '2', '0', '0', '0', '1', '2m'],
      ['new', '0', '0', '0', '0', '0', '-'],
      ['']
    ])
    expect(code).toBe(0)
  })

  it('pauses and resumes a destination in the store', async () => {
    const paused = await runCommand(['destinations', 'pause', 'wigzo', '--reason', 'New token.', '--store', store])
    const list = await runCommand(['destinations', 'list', '--store', store, '--json'])
    const resumed = await runCommand(['destinations', 'resume', 'wigzo', '--store', store])
    const after = await runCommand(['destinations', 'list', '--store', store, '--json'])

    expect(paused.stdout).toBe('Paused wigzo. No deliver runs now: it will be paused when you start it.\n')
    expect(JSON.parse(list.stdout)).toEqual([
      {
        name: 'wigzo',
        counts: { ...nothing, pending: 2, failed: 1 },
        pause: { by: 'operator', reason: 'New token.' },
        oldestReceivedAt: expect.any(Number)
      }
    ])
    expect(resumed.stdout).toBe('Resumed wigzo. No deliver runs now: it will deliver when you start it.\n')
    expect(JSON.parse(after.stdout)[0]).not.toHaveProperty('pause')
  })

  it('erases a person', async () => {
    const { stdout } = await runCommand(['erase', 'u1', '--store', store])
    const list = await runCommand(['destinations', 'list', '--store', store, '--json'])

    expect(stdout).toBe('Removed 2 events.\n')
    expect(JSON.parse(list.stdout)[0].counts).toEqual({ ...nothing, pending: 1 })
  })

  it.each([
    [
      ['destinations', 'pause', 'wigzoo', '--store', store],
      'There is no destination "wigzoo"; there are: wigzo. Did you mean "wigzo"?'
    ],
    [['destinations', 'resume', 'x', '--config', config], 'There is no destination "x"; there are: wigzo, new.'],
    [
      ['destinations', 'list', '--store', path.join(folder, 'none.db')],
      'none.db: nothing was delivered from it yet. Name one with --store or --config.'
    ],
    [['destinations', 'list', '--store', config], "isn't a store"],
    [['destinations', 'list', '--config', path.join(folder, 'none.yaml')], 'There is no file'],
    [['erase', 'u1', '--store', store, '--config', config], "--config and --store can't be used together."],
    [['erase'], 'The argument user is missing: the userId or the anonymousId in the events.']
  ])('refuses %j', async (args, message) => {
    const { stderr, code } = await runCommand(args)

    expect(stderr).toContain(message)
    expect(code).toBeGreaterThan(0)
  })
})

describe('while deliver runs', () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      if (request.url !== '/health') asked.push(`${request.method} ${request.url} ${body}`.trim())
      const answers: Record<string, string> = {
        '/api/destinations': JSON.stringify([
          { name: 'wigzo', counts: nothing, pause: { by: 'outage', until: 0, reason: 'It is down.' } }
        ]),
        '/api/erase': '{"events":3}'
      }
      response.end(answers[request.url ?? ''] ?? '{}')
    })
  })

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    fs.writeFileSync(`${store}.address`, JSON.stringify({ url, pid: process.pid }))
  })
  afterAll(() => server.close())

  it.each([
    [
      ['destinations', 'list'],
      'GET /api/destinations',
      /^wigzo .* paused until 1970-01-01T00:00:00.000Z: It is down\.$/m
    ],
    [
      ['destinations', 'pause', 'wigzo', '--reason', 'R'],
      `POST /api/destinations/wigzo/pause {"reason":"R","by":"${user}"}`,
      /^Paused wigzo\.$/m
    ],
    [['destinations', 'resume', 'a/b'], `POST /api/destinations/a%2Fb/resume {"by":"${user}"}`, /^Resumed a\/b\.$/m],
    [['erase', 'u1'], `POST /api/erase {"person":"u1","by":"${user}"}`, /^Removed 3 events\.$/m]
  ])('asks it: %j', async (args, request, printed) => {
    asked.length = 0
    const { stdout, code } = await runCommand([...args, '--store', store])

    expect(asked).toEqual([request])
    expect(stdout).toMatch(printed)
    expect(code).toBe(0)
  })
})
