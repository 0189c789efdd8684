import { setTimeout as sleep } from 'node:timers/promises'
import { events, useEngine } from './running-engine'

const running = useEngine()

/** Sends events of some users one batch after the other, until intake takes no more. Says which were acknowledged. */
async function sendUntilClosed(): Promise<string[]> {
  const acknowledged: string[] = []
  for (let batch = 0; ; batch++) {
    const some = Array.from({ length: 20 }, (_, index) => ({ id: `b${batch}-${index}`, userId: `u${index % 7}` }))
    try {
      const { status } = await running.send(...some)
      if (status === 200) acknowledged.push(...some.map(({ id }) => id))
      // Otherwise the backlog would be thousands.
      await sleep(20)
    } catch {
      return acknowledged
    }
  }
}

describe('under load', () => {
  it.each(['stop', 'kill'] as const)('a %s loses nothing, and marks what may arrive twice', async (end) => {
    const engine = await running.start()
    const sending = sendUntilClosed()
    await running.delivered(50)
    await engine[end]()
    const acknowledged = await sending
    const first = running.asked.length

    await running.start()
    // What was stored and not acknowledged, because the answer was cut off, is delivered too.
    await running.until(async () => {
      const { pending, inFlight } = await running.counts()
      return pending + inFlight === 0
    })
    const { delivered, failed } = await running.counts()
    expect(delivered).toBeGreaterThanOrEqual(acknowledged.length)
    expect(failed).toBe(0)
    const times = new Map<string, number>()
    for (const { id } of running.asked) times.set(id, (times.get(id) ?? 0) + 1)
    expect(acknowledged.filter((id) => !times.has(id))).toEqual([])
    const twice = [...times].filter(([, count]) => count > 1).map(([id]) => id)
    const rows = await Promise.all(twice.map((messageId) => running.engine.deliveries({ messageId, limit: 1 })))
    expect(rows.flat().filter(({ possibleDuplicate }) => !possibleDuplicate)).toEqual([])
    // Only a kill cuts off what is in flight.
    if (end === 'stop') expect(twice).toEqual([])
    expect(running.asked.length).toBeGreaterThanOrEqual(first)
    // First deliveries of each user come in order.
    for (let user = 0; user < 7; user++) {
      const own = [...times.keys()].filter((id) => Number(id.split('-')[1]) % 7 === user)
      const order = (id: string) => id.slice(1).split('-').map(Number)
      const sorted = [...own].sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1])
      expect(own).toEqual(sorted)
    }
  })

  it('a full backlog refuses events with a time to retry, and takes them when it has shrunk', async () => {
    const engine = await running.start({ maxBacklog: 50 })
    await engine.pause('acme')
    expect((await running.send(...events('m', 40))).status).toBe(200)
    const refused = await running.send(...events('n', 20))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    // All or nothing of a batch.
    expect(await running.counts()).toMatchObject({ pending: 40 })
    await engine.resume('acme')
    await running.delivered(40)
    expect((await running.send(...events('n', 20))).status).toBe(200)
    await running.delivered(60)
  })

  it('a user with 50,000 events does not slow the others', async () => {
    const engine = await running.start({ destinations: [running.destination('acme', { concurrency: 20 })] })
    await engine.pause('acme')
    for (let batch = 0; batch < 25; batch++) {
      const hot = Array.from({ length: 2_000 }, (_, index) => ({ id: `h${batch}-${index}`, userId: 'hot' }))
      expect((await running.send(...hot)).status).toBe(200)
    }
    await running.send(...events('other', 500))
    await engine.resume('acme')
    // To look at each of the 50,000 again at each claim would take minutes, and nothing waits so long.
    await running.until(
      async () => new Set(running.asked.flatMap(({ id }) => (id.startsWith('other') ? id : []))).size === 500
    )
    const hot = running.asked.filter(({ id }) => id.startsWith('h')).map(({ id }) => id)
    expect(hot).toEqual(hot.map((_, index) => `h${Math.floor(index / 2_000)}-${index % 2_000}`))
    await engine.kill()
  })
})

describe('a person who is erased while deliveries are in flight', () => {
  it('is forgotten, and delivery goes on', async () => {
    running.answer(({ id }) => (id === 'm1' ? { status: 'never' } : {}))
    const engine = await running.start()
    await running.send({ id: 'm1', userId: 'ann@example.com' }, { id: 'm2', userId: 'ann@example.com' })
    await running.until(() => running.asked.length === 1)
    expect(await engine.erase('ann@example.com')).toBe(2)
    expect(await running.counts()).toMatchObject({ pending: 0, inFlight: 0 })
    await running.send({ id: 'm3', userId: 'bob' })
    await running.delivered(1)
    await engine.stop(100)
    await running.start()
    expect(await running.counts()).toMatchObject({ pending: 0, inFlight: 0, delivered: 1, failed: 0 })
    expect(running.asked.map(({ id }) => id)).toEqual(['m1', 'm3'])
  })
})

describe('a bad event in a good batch', () => {
  it('fails with its reason, and the others arrive', async () => {
    await running.start()
    await running.send({ id: 'm1' }, { id: 'x'.repeat(200) }, { id: 'm2', userId: 'u'.repeat(40_000) }, { id: 'm3' })
    await running.delivered(2)
    expect(await running.counts()).toMatchObject({ pending: 0, inFlight: 0, failed: 2 })
    expect(running.asked.map(({ id }) => id).sort()).toEqual(['m1', 'm3'])
  })
})
