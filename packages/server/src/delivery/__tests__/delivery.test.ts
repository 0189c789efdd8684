import fs from 'node:fs'
import { Delivered } from './delivered'

let delivered: Delivered
beforeEach(() => (delivered = new Delivered()))
afterEach(() => delivered.remove())

const identify = (userId: string) => ({
  userId,
  messageId: `identify ${userId}`,
  traits: { email: `${userId}@example.com`, first_name: 'Ada' }
})

describe('an event', () => {
  it('reaches the vendors that want it', async () => {
    await delivered.start()
    expect(await delivered.send('identify', identify('u1'))).toMatchObject({ status: 200, body: { success: true } })
    const counts = await delivered.settled('wishpond', 'wigzo', 'refersion')
    expect(counts).toMatchObject({
      wishpond: { delivered: 1, failed: 0 },
      wigzo: { delivered: 1, failed: 0 }
    })
    expect(await delivered.holdings('wishpond')).toMatchObject({
      leads: [{ cid: 'u1', attributes: { email: 'u1@example.com' } }]
    })
    expect(await delivered.holdings('wigzo')).toMatchObject({ users: [{ attributes: { email: 'u1@example.com' } }] })
  })

  it('is refused without the write key', async () => {
    await delivered.start()
    expect(await delivered.send('identify', identify('u1'), 'wrong')).toMatchObject({ status: 401 })
    expect((await delivered.counts()).wishpond).toMatchObject({ pending: 0, delivered: 0 })
  })

  it('that the vendor refuses can be looked at, without secrets', async () => {
    const wigzo = delivered.config.destinations.find(({ name }) => name === 'wigzo')
    Object.assign(wigzo?.settings ?? {}, { orgToken: 'not-the-token-of-anybody' })
    await delivered.start()
    await delivered.send('identify', identify('u1'))
    expect((await delivered.settled('wigzo')).wigzo).toMatchObject({ delivered: 0, failed: 1 })
    const { body: rows } = await delivered.operate('GET', '/api/deliveries?destination=wigzo&state=failed')
    expect(rows).toMatchObject([{ messageId: 'identify u1', reason: { code: 'INVALID_AUTHENTICATION' } }])
    const { body: details } = await delivered.operate('GET', `/api/deliveries/${rows[0].id}`)
    expect(details).toMatchObject({ event: { userId: 'u1' }, attemptRows: [{ attempt: 1, verdict: 'failed' }] })
    expect(details.attemptRows[0].exchanges).toHaveLength(1)
    expect(JSON.stringify(details) + delivered.lines.join('')).not.toContain('not-the-token')
  })
})

describe('a paused destination', () => {
  it('gets its events when it is resumed', async () => {
    await delivered.start()
    expect(await delivered.operate('POST', '/api/destinations/wigzo/pause', { reason: 'Moving.' })).toMatchObject({
      status: 200,
      body: { name: 'wigzo', pause: { by: 'operator', reason: 'Moving.' } }
    })
    await delivered.send('identify', identify('u1'))
    await delivered.settled('wishpond')
    expect((await delivered.counts()).wigzo).toMatchObject({ pending: 1, delivered: 0 })
    expect(await delivered.holdings('wigzo')).toMatchObject({ users: [] })

    await delivered.operate('POST', '/api/destinations/wigzo/resume')
    expect((await delivered.settled('wigzo')).wigzo).toMatchObject({ delivered: 1 })
    expect((await delivered.holdings('wigzo')).users).toHaveLength(1)
  })

  it.each(['stop', 'kill'] as const)('keeps its events when the process ends (%s)', async (end) => {
    const first = await delivered.start()
    await delivered.operate('POST', '/api/destinations/wigzo/pause')
    await delivered.send('identify', identify('u1'))
    await delivered.settled('wishpond')
    await first[end]()

    await delivered.start()
    expect((await delivered.counts()).wigzo).toMatchObject({ pending: 1, delivered: 0 })
    await delivered.operate('POST', '/api/destinations/wigzo/resume')
    expect((await delivered.settled('wigzo')).wigzo).toMatchObject({ delivered: 1 })
    expect((await delivered.holdings('wigzo')).users).toHaveLength(1)
  })
})

describe('a config that is reloaded', () => {
  it('takes effect for the next event, and fails what waits for a destination that is gone', async () => {
    const running = await delivered.start()
    await delivered.operate('POST', '/api/destinations/wigzo/pause')
    await delivered.send('identify', identify('u1'))
    const destinations = delivered.config.destinations.filter(({ name }) => name !== 'wigzo')
    await running.reload({ ...delivered.config, destinations })
    await delivered.send('identify', identify('u2'))
    const counts = await delivered.settled('wishpond', 'wigzo')
    expect(counts).toMatchObject({ wigzo: { delivered: 0, failed: 1 }, wishpond: { delivered: 2 } })
    const { body } = await delivered.operate('GET', '/api/destinations')
    expect((body as { name: string }[]).map(({ name }) => name)).not.toContain('wigzo')
  })

  it('loses no event that is accepted meanwhile', async () => {
    const running = await delivered.start()
    const users = Array.from({ length: 20 }, (_, index) => `u${index}`)
    const sent = users.map((user) => delivered.send('identify', identify(user)))
    await running.reload({ ...delivered.config })
    await running.reload({ ...delivered.config })
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(users.map(() => 200))
    expect(await delivered.settled('wishpond', 'wigzo')).toMatchObject({
      wigzo: { delivered: 20 },
      wishpond: { delivered: 20 }
    })
  })

  it('is refused with another store, and the old one stays', async () => {
    const running = await delivered.start()
    await expect(running.reload({ ...delivered.config, store: ':memory:' })).rejects.toThrow(
      'The "store" can\'t change while delivery runs. Restart it to use another one.'
    )
    await delivered.send('identify', identify('u1'))
    expect((await delivered.settled('wishpond')).wishpond).toMatchObject({ delivered: 1 })
  })
})

describe('the metrics', () => {
  it('count what the API counts', async () => {
    await delivered.start()
    const batch = [
      { type: 'identify', ...identify('u1') },
      { type: 'identify', ...identify('u2') },
      { type: 'track', event: 'Clicked Button', userId: 'u1', messageId: 'm3' },
      { type: 'alias', userId: 'u1', previousId: 'a1', messageId: 'm4' },
      { type: 'identify', ...identify('u1') },
      { type: 'nonsense', messageId: 'm5' }
    ]
    expect(await delivered.send('batch', { batch })).toMatchObject({ status: 200 })
    const names = Object.keys(await delivered.counts())
    const counts = await delivered.settled(...names)
    const metrics = (await delivered.operate('GET', '/metrics')).body as string
    const sum = (metric: string, destination: string) =>
      [...metrics.matchAll(new RegExp(`^${metric}\\{destination="${destination}".*\\} (\\d+)$`, 'gm'))].reduce(
        (total, [, value]) => total + Number(value),
        0
      )
    for (const name of names) {
      const { delivered: took, filtered, failed } = counts[name]
      expect([name, sum('delivery_delivered_total', name)]).toEqual([name, took])
      expect([name, sum('delivery_filtered_total', name)]).toEqual([name, filtered])
      expect([name, sum('delivery_failed_total', name)]).toEqual([name, failed])
      expect(sum('delivery_latency_seconds_count', name)).toBe(took)
      expect(took + filtered + failed).toBeGreaterThanOrEqual(5)
    }
    expect(counts.wishpond).toMatchObject({ failed: 1 })
    expect(metrics).toContain('delivery_received_total{source="demo",outcome="accepted"} 4\n')
    expect(metrics).toContain('delivery_received_total{source="demo",outcome="duplicate"} 1\n')
    expect(metrics).toContain('delivery_received_total{source="demo",outcome="rejected"} 1\n')
    expect(metrics).not.toMatch(/^delivery_transport_bypassed_total\{/m)
  })
})

describe('the operating port', () => {
  it('is written beside the store for its owner, while it runs', async () => {
    const running = await delivered.start()
    const file = `${delivered.store}.address`
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({ url: running.engine.operatingUrl, pid: process.pid })
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    await running.stop()
    expect(fs.existsSync(file)).toBe(false)
  })

  it('is ready', async () => {
    await delivered.start()
    expect(await delivered.operate('GET', '/ready')).toMatchObject({ status: 200, body: { status: 'ready' } })
  })

  it('answers pages of its own only', async () => {
    await delivered.start()
    const statuses = [
      [{ host: 'evil.example' }, 403],
      [{ host: 'localhost', origin: 'https://evil.example' }, 403],
      [{ host: 'localhost', origin: 'https://app.segment.com' }, 403],
      [{ host: 'localhost', origin: 'http://localhost' }, 200]
    ] as const
    for (const [headers, status] of statuses) {
      expect([headers, (await delivered.operate('GET', '/api/counts', undefined, headers)).status]).toEqual([
        headers,
        status
      ])
    }
  })

  it('shows the sandbox, and its errors', async () => {
    await delivered.start()
    expect(await delivered.operate('GET', '/sandbox/nope')).toMatchObject({ status: 404 })
    expect(await delivered.operate('PUT', '/sandbox/wigzo/faults', { wrong: 1 })).toMatchObject({ status: 400 })
  })
})

describe('what can go wrong at the start', () => {
  it('leaves the store to others when a port is taken', async () => {
    const { engine } = await delivered.start()
    const other = new Delivered()
    try {
      await expect(other.start({ port: engine.port })).rejects.toMatchObject({ code: 'EADDRINUSE', port: engine.port })
      await other.start()
      expect(await other.counts()).toMatchObject({ wigzo: { pending: 0 } })
    } finally {
      await other.remove()
    }
  })

  it('says so when another process has the store', async () => {
    await delivered.start()
    const other = new Delivered()
    try {
      await expect(other.start({ config: delivered.config })).rejects.toMatchObject({ name: 'StoreOpenError' })
    } finally {
      await other.remove()
    }
  })
})
