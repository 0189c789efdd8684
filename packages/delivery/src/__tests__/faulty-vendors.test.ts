import { changePulses } from '../worker/__tests__/pulses'
import { events, useEngine } from './running-engine'

const running = useEngine()
const hour = 3_600_000

/** Two destinations: one whose vendor misbehaves, and one that must not notice. */
const two = () => ({ destinations: [running.destination('acme'), running.destination('other')] })

describe('a vendor that', () => {
  it('resets connections may have got the events: they are retried, and marked', async () => {
    const reset = new Set<string>()
    running.answer(({ destination, id }) => {
      if (destination !== 'acme' || reset.has(id)) return {}
      reset.add(id)
      return { status: 0 }
    })
    await running.start(two())
    await running.send(...events('m', 3))
    await running.delivered(3, 'other')
    await running.delivered(3)
    for (const one of Object.values(await running.deliveries())) {
      expect(one).toMatchObject({ state: 'delivered', attempts: 2, possibleDuplicate: true })
    }
    for (const one of Object.values(await running.deliveries('other'))) {
      expect(one).toMatchObject({ state: 'delivered', attempts: 1, possibleDuplicate: false })
    }
  })

  it('answers 503 has not got the events: they are retried, and not marked', async () => {
    running.answer(() => (running.asked.length === 1 ? { status: 503 } : {}))
    await running.start()
    await running.send({ id: 'm' })
    await running.delivered(1)
    expect((await running.deliveries()).m).toMatchObject({ attempts: 2, possibleDuplicate: false })
  })

  it('stalls holds back no other destination, and nothing is lost when delivery stops meanwhile', async () => {
    running.answer(({ destination }) => (destination === 'acme' ? { status: 'never' } : {}))
    const engine = await running.start(two())
    await running.send(...events('m', 50))
    await running.delivered(50, 'other')
    await running.until(() => running.asked.filter(({ destination }) => destination === 'acme').length === 10)
    expect(await running.counts()).toMatchObject({ delivered: 0, failed: 0 })
    await engine.stop(100)

    running.answer(() => ({}))
    await running.start(two())
    await running.delivered(50)
    const deliveries = Object.values(await running.deliveries())
    // What the vendor was asked and did not answer may have arrived.
    const wereAsked = new Set(
      running.asked.slice(0, -50).flatMap(({ destination, id }) => (destination === 'acme' ? id : []))
    )
    expect(wereAsked.size).toBe(10)
    for (const { messageId, possibleDuplicate } of deliveries) {
      expect([messageId, possibleDuplicate]).toEqual([messageId, wereAsked.has(messageId)])
    }
  })

  it('asks for an hour by 429 is asked nothing in that hour, and gets everything then', async () => {
    running.answer(({ destination }) => {
      return destination === 'acme' ? { status: 429, headers: { 'retry-after': '3600' } } : {}
    })
    await running.start({
      destinations: [running.destination('acme', { concurrency: 1 }), running.destination('other')]
    })
    const began = Date.now()
    await running.send(...events('m', 20))
    await running.delivered(20, 'other')
    const pause = async () => (await running.engine.destinations())[0].pause
    await running.until(async () => (await pause()) !== undefined)
    const { by, until } = (await pause()) ?? {}
    expect(by).toBe('retry-after')
    expect(until).toBeGreaterThanOrEqual(began + hour)
    expect(until).toBeLessThanOrEqual(Date.now() + hour)
    const atAcme = () => running.asked.filter(({ destination }) => destination === 'acme').length
    expect(atAcme()).toBe(1)

    running.moveClock(hour - 60_000)
    await running.send({ id: 'still' })
    await running.delivered(21, 'other')
    expect(atAcme()).toBe(1)

    running.answer(() => ({}))
    running.moveClock(120_000)
    await running.send({ id: 'after' })
    await running.delivered(22)
  })

  it('refuses the key is paused, and gets everything when the key was changed and somebody resumes it', async () => {
    running.answer(({ destination, key }) => (destination === 'acme' && key !== 'rotated' ? { status: 401 } : {}))
    const engine = await running.start({
      destinations: [running.destination('acme', { concurrency: 1 }), running.destination('other')]
    })
    await running.send(...events('m', 30))
    await running.delivered(30, 'other')
    await running.until(async () => (await engine.destinations())[0].pause?.by === 'authentication')
    expect(await running.counts()).toMatchObject({ pending: 20, inFlight: 0, failed: 10, delivered: 0 })

    const url = (running.destination('acme').settings as { url: string }).url
    const rotated = running.destination('acme', { settings: { url, apiKey: 'rotated' } })
    await engine.reload(running.config({ destinations: [rotated, running.destination('other')] }))
    await engine.resume('acme')
    await running.delivered(20)
    expect(await running.counts()).toMatchObject({ pending: 0, failed: 10, delivered: 20 })
  })
})

describe('a key that is rotated', () => {
  it('is used for the deliveries that waited, and the old one is not', async () => {
    const engine = await running.start()
    await engine.pause('acme')
    await running.send(...events('m', 5))
    const { url } = running.destination('acme').settings as { url: string }
    await engine.reload(
      running.config({ destinations: [running.destination('acme', { settings: { url, apiKey: 'new-key' } })] })
    )
    await engine.resume('acme')
    await running.delivered(5)
    expect(new Set(running.asked.map(({ key }) => key))).toEqual(new Set(['new-key']))
  })
})

describe('an event that always fails', () => {
  it('holds up its lane for "maxLaneBlock", and is then out of order', async () => {
    running.answer(({ id }) => (id === 'poison' ? { status: 503 } : {}))
    await running.start({ destinations: [running.destination('acme', { maxLaneBlockMs: 1_000 })] })
    await running.send({ id: 'poison', userId: 'ann' }, { id: 'next', userId: 'ann' }, { id: 'beside', userId: 'bob' })
    await running.delivered(2)
    // It is attempted again now and then.
    await running.until(async () => (await running.deliveries()).poison.state === 'pending')
    const { poison, next } = await running.deliveries()
    expect(poison).toMatchObject({ state: 'pending', outOfOrder: true })
    expect(poison.retriedMs).toBeGreaterThan(1_000)
    expect(next).toMatchObject({ state: 'delivered', outOfOrder: false })
    const order = running.asked.map(({ id }) => id)
    expect(order.indexOf('next')).toBeGreaterThan(order.indexOf('poison'))
  })
})

describe('destination code', () => {
  afterEach(() => jest.restoreAllMocks())

  it('that never ends stops neither intake nor another thread, however long', async () => {
    // A thread is ended that did not respond for ten seconds. Here, none seems to be silent for so long.
    const looks = changePulses((_, { silentMs, isLoading }) => ({ silentMs: Math.min(silentMs, 5_000), isLoading }))
    await running.start({}, { threads: 2 })
    await running.send({ id: 'bad', behaviour: 'loop' })
    await running.until(async () => (await running.counts()).inFlight === 1)
    // After two seconds, nothing more is sent to it.
    await running.until(() => {
      const silences = [...looks.values()].map(({ silentMs }) => silentMs)
      return silences.includes(0) && Math.max(...silences) >= 2_000
    })
    expect((await running.send(...events('m', 20))).status).toBe(200)
    await running.delivered(20)
    expect((await running.deliveries()).bad).toMatchObject({ state: 'inFlight', kills: 0 })
    expect(await running.engine.unreadiness()).toEqual([])
  })

  it.each(['exit', 'throw later'] as const)('that ends its thread fails alone (%s)', async (behaviour) => {
    await running.start()
    await running.send({ id: 'bad', behaviour }, ...events('m', 5))
    await running.until(async () => (await running.counts()).failed === 1)
    await running.delivered(5)
    expect((await running.deliveries()).bad.reason).toMatchObject({ code: 'DESTINATION_CODE_STOPPED' })
    await expect(running.engine.metrics.text()).resolves.toMatch(/^delivery_thread_kills_total [1-9]/m)
  })
})
