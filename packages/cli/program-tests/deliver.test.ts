import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { runBin } from '../src/commands/__tests__/bin'
import { Delivering } from './delivering'

const identify = (userId: string) => ({ userId, traits: { name: 'Jane Doe', email: `${userId}@example.com` } })

/** The folders and processes of a test, which are gone after it. */
const folders: string[] = []
const processes: Delivering[] = []

async function deliver(folder: string, args?: string[]): Promise<Delivering> {
  const delivering = await Delivering.start(folder, args)
  processes.push(delivering)
  return delivering
}

/** A folder, with a config of the shop's events for Wishpond if it is told how to change it. */
function newFolder(change?: object): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'deliver-')))
  folders.push(folder)
  if (change) saveConfig(folder, change)
  return folder
}

/** JSON is YAML. */
function saveConfig(folder: string, change: object = {}): void {
  const config = {
    store: './delivery.db',
    sources: { shop: { writeKey: 'key-of-the-shop' } },
    destinations: { wishpond: { settings: demoSettingsOf('wishpond') } }
  }
  fs.writeFileSync(path.join(folder, 'delivery.yaml'), JSON.stringify({ ...config, ...change }))
}

afterAll(() => {
  for (const { child } of processes) child.kill('SIGKILL')
  for (const folder of folders) fs.rmSync(folder, { recursive: true })
})

describe('deliver without anything', () => {
  const folder = newFolder()
  const store = path.join(folder, '.delivery/delivery.db')
  const run = (...args: string[]) => runBin(args, { cwd: folder })
  let delivering: Delivering
  beforeAll(async () => (delivering = await deliver(folder)))

  it('says where it takes events, where they go, and what to try', () => {
    const { url, operatingUrl } = delivering
    expect(delivering.said.split('\n')).toEqual([
      `Taking events at ${url}`,
      '  Tracking API: POST /v1/…, with the write key of demo',
      'Delivering to refersion, wigzo, wishpond',
      `Requests go to the sandbox: nothing leaves this machine. GET ${operatingUrl}/sandbox/<destination> shows what it holds.`,
      `Events are kept in ${store}`,
      `Watch and operate it at ${operatingUrl}`,
      'There is no delivery.yaml, so the write key is "demo". Try:',
      `  curl ${url}/v1/identify -u demo: -d '{"userId": "u1", "traits": {"name": "Jane Doe", "email": "jane@example.com"}}'`,
      ''
    ])
  })

  it("delivers what curl sends to the vendors' stand-ins", async () => {
    expect(await delivering.send('identify', identify('u1'))).toBe(200)
    expect(await delivering.send('track', { userId: 'u1', event: 'Order Completed' })).toBe(200)
    await delivering.reached('wishpond', 'delivered', 2)
    await delivering.reached('wigzo', 'delivered', 1)

    expect(await delivering.operate('/sandbox/wishpond')).toMatchObject({
      leads: [{ cid: 'u1', attributes: { email: 'u1@example.com' }, events: [{ event: 'Order Completed' }] }]
    })
    expect(await delivering.operate('/sandbox/wigzo')).toMatchObject({
      users: [{ attributes: { email: 'u1@example.com' } }]
    })
  })

  it('lets nobody else read the store and the address', () => {
    const modes = fs.readdirSync(path.dirname(store)).map((name) => {
      return [name, fs.statSync(path.join(path.dirname(store), name)).mode & 0o777]
    })
    expect(Object.fromEntries(modes)).toEqual({
      'delivery.db': 0o600,
      'delivery.db-shm': 0o600,
      'delivery.db-wal': 0o600,
      'delivery.db.address': 0o600,
      'delivery.db.lock': 0o600
    })
  })

  it('keeps a second process from its store, and says who has it', async () => {
    const { stdout, stderr, code } = await run('deliver', '--port', '0', '--operate-port', '0')

    expect(stderr).toBe(
      `Another process has the store ${store} open: process ${delivering.pid}, at ${delivering.operatingUrl}. Stop it first, or give another file as "store".`
    )
    expect([stdout, code]).toEqual(['', 1])
  })

  it('goes on after SIGHUP', async () => {
    delivering.child.kill('SIGHUP')
    await delivering.logs('There is no config to read again: deliver started without one.')
    expect(await delivering.send('identify', identify('u2'))).toBe(200)
    await delivering.reached('wishpond', 'delivered', 3)
  })

  it('is operated by commands', async () => {
    const paused = await run('destinations', 'pause', 'wishpond', '--reason', 'Moving.')
    await delivering.send('identify', identify('u3'))
    await delivering.reached('wishpond', 'pending', 1)
    const list = await run('destinations', 'list')
    const json = JSON.parse((await run('destinations', 'list', '--json')).stdout) as object[]
    const resumed = await run('destinations', 'resume', 'wishpond', '--json')
    await delivering.reached('wishpond', 'delivered', 4)
    const unknown = await run('destinations', 'pause', 'wishpnd')

    expect(paused).toEqual({ stdout: 'Paused wishpond.\n', stderr: '', code: 0 })
    expect(list.stdout).toMatch(/^wishpond +1 +0 +3 +0 +0 +\d+[sm] +paused: Moving\.$/m)
    expect(json).toContainEqual(
      expect.objectContaining({ name: 'wishpond', pause: { by: 'operator', reason: 'Moving.' } })
    )
    expect(JSON.parse(resumed.stdout)).toEqual({ destination: 'wishpond', paused: false })
    expect(unknown.stderr).toContain(
      'There is no destination "wishpnd"; there are: refersion, wigzo, wishpond. Did you mean "wishpond"?'
    )
    expect(unknown.code).toBeGreaterThan(0)
  })

  it('erases a person', async () => {
    expect(await run('erase', 'u1')).toEqual({ stdout: 'Removed 2 events.\n', stderr: '', code: 0 })
    expect(await run('erase', 'u1', '--json')).toMatchObject({ stdout: '{"events":0}\n' })
  })

  it('ends by SIGTERM, and then the commands work on the file', async () => {
    expect(await delivering.end('SIGTERM')).toMatchObject({ code: 0 })
    expect(fs.existsSync(`${store}.address`)).toBe(false)
    const paused = await run('destinations', 'pause', 'wishpond')
    const list = await run('destinations', 'list')
    const resumed = await run('destinations', 'resume', 'wishpond')
    const erased = await run('erase', 'u2', '--json')

    expect(paused.stdout).toBe('Paused wishpond. No deliver runs now: it will be paused when you start it.\n')
    // Those of u1 are erased.
    expect(list.stdout).toMatch(/^wishpond +0 +0 +2 +0 +0 +- +paused: Somebody paused it\.$/m)
    expect(resumed.stdout).toBe('Resumed wishpond. No deliver runs now: it will deliver when you start it.\n')
    expect(erased.stdout).toBe('{"events":1}\n')
  })

  it('has logged JSON lines, without what people have sent', () => {
    const lines = delivering.logged.trim().split('\n')
    for (const line of lines) {
      expect(JSON.parse(line)).toEqual(
        expect.objectContaining({ level: expect.any(String), time: expect.any(String), msg: expect.any(String) })
      )
    }
    expect(lines.length).toBeGreaterThan(3)
    expect(delivering.logged).not.toMatch(/example\.com|Jane|Order Completed/)
  })
})

describe('deliver --check', () => {
  const check = (folder: string) => runBin(['deliver', '--check'], { cwd: folder })

  it('shows what a config makes happen, asks for its credentials, and starts nothing', async () => {
    const folder = newFolder({})
    const { stdout, stderr, code } = await check(folder)

    expect(stdout).toMatch(
      /^The config has no mistakes\.\n\nSources\n {2}shop {2}Tracking API\n\nDestinations\n {2}wish/
    )
    expect(stdout).toMatch(
      /\n\nCredentials, asked of the sandbox\n {2}wishpond {2}accepted {2}Only their form was checked: .*\n$/
    )
    expect([stderr, code]).toEqual(['', 0])
    expect(fs.readdirSync(folder)).toEqual(['delivery.yaml'])
  })

  it('exits with 1 if a credential is refused', async () => {
    const settings = { apiKey: 'pub_of_nobody.sec_of_nobody' }
    const { stdout, code } = await check(newFolder({ destinations: { refersion: { settings } } }))

    expect(stdout).toMatch(/\n {2}refersion {2}refused {2}.*Add --live to ask the vendor\.\n$/)
    expect(stdout).not.toContain('of_nobody')
    expect(code).toBe(1)
  })

  it('names every mistake, and exits with 1', async () => {
    const folder = newFolder()
    const lines = ['sources:', '  shop: {}', 'destinations:', '  wigzoo: {}', '  wishpond:', '    ordr: user']
    fs.writeFileSync(path.join(folder, 'delivery.yaml'), lines.join('\n'))
    const { stdout, stderr, code } = await check(folder)

    expect(stderr.split('\n').map((line) => /delivery\.yaml:(\d+): /.exec(line)?.[1])).toEqual([
      '2',
      '4',
      '5',
      '5',
      '6'
    ])
    expect([stdout, code]).toEqual(['', 1])
  })
})

describe('deliver with a config', () => {
  it('uses what is saved, and on SIGHUP, and keeps the old config if the new one is broken', async () => {
    const folder = newFolder({})
    const delivering = await deliver(folder)
    saveConfig(folder, { sources: { blog: { writeKey: 'key-of-the-blog' } } })
    await delivering.logs('The source blog is new.')
    expect(await delivering.send('identify', identify('u1'), 'key-of-the-shop')).toBe(401)
    expect(await delivering.send('identify', identify('u1'), 'key-of-the-blog')).toBe(200)

    fs.writeFileSync(path.join(folder, 'delivery.yaml'), 'sources: {}\nstroe: a\n')
    await delivering.logs("The config stays as it was, because the new one can't be used:")
    expect(delivering.logged).toContain('delivery.yaml:2: ')
    expect(await delivering.send('identify', identify('u2'), 'key-of-the-blog')).toBe(200)
    delivering.child.kill('SIGHUP')
    await delivering.logs("The config stays as it was, because the new one can't be used:", 2)

    await delivering.reached('wishpond', 'delivered', 2)
    expect(await delivering.end('SIGINT')).toMatchObject({ code: 0 })
    expect(delivering.logged).not.toMatch(/key-of-/)
  })

  it.each(['--port', '--operate-port'])('says that the port of %s is in use', async (option) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const args = ['--port', '--operate-port'].flatMap((one) => [one, one === option ? String(port) : '0'])
    const { stderr, stdout, code } = await runBin(['deliver', ...args], { cwd: newFolder({}) })
    server.close()

    expect(stderr).toBe(`Port ${port} is in use. Choose another port with ${option}.`)
    expect([stdout, code]).toEqual(['', 1])
  })
})

describe('a signal to deliver', () => {
  /** One event in flight, at a vendor that answers after so many milliseconds, and one that waits behind it. */
  async function withSlowVendor(delay: number) {
    const folder = newFolder({})
    const delivering = await deliver(folder)
    await delivering.operate('/sandbox/wishpond/faults', 'PUT', { delay })
    for (const call of [identify('u1'), { userId: 'u1', traits: { name: 'Jane Roe' } }]) {
      expect(await delivering.send('identify', call, 'key-of-the-shop')).toBe(200)
    }
    // The vendor has it, and doesn't answer yet.
    await delivering.holds('wishpond', 'Jane Doe')
    return { folder, delivering }
  }

  it('lets what is in flight end, and gives back the rest', async () => {
    // The signal comes long before the answer. The request would be given up after 10 s.
    const { folder, delivering } = await withSlowVendor(6000)
    expect(await delivering.end('SIGTERM')).toEqual({ code: 0 })

    const list = await runBin(['destinations', 'list'], { cwd: folder })
    expect(list.stdout).toMatch(/^wishpond +1 +0 +1 +0 +0 /m)
    const next = await deliver(folder)
    await next.reached('wishpond', 'delivered', 2)
    // The first one was not sent again.
    expect(await next.operate('/sandbox/wishpond')).toMatchObject({ leads: [{ attributes: { name: 'Jane Roe' } }] })
    expect(JSON.stringify(await next.operate('/sandbox/wishpond'))).not.toContain('Jane Doe')
    await next.end('SIGTERM')
  })

  it('ends it at once when it is the second, and nothing is lost', async () => {
    const { folder, delivering } = await withSlowVendor(60_000)
    delivering.child.kill('SIGTERM')
    await delivering.logs('Stopping: what is in flight gets 25 s to end.')
    // After the 25 s it would end with 0.
    expect(await delivering.end('SIGTERM')).toEqual({ code: 143 })

    const next = await deliver(folder)
    await next.reached('wishpond', 'delivered', 2)
    const rows = await next.operate<object[]>('/api/deliveries?destination=wishpond')
    expect(rows).toMatchObject([{ possibleDuplicate: false }, { possibleDuplicate: true }])
    await next.end('SIGTERM')
  })
})
