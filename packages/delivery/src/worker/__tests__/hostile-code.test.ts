import type { Pulse } from '../pulse'
import { useWorkers } from './harness'
import { changePulses } from './pulses'
import type { Behaviour } from './toy'

// On a busy machine, even a good thread may not respond for some time, so only these tests are so impatient.
const delivery = useWorkers({ stallMs: 2_000 })

async function failed(count: number): Promise<void> {
  await delivery.until(async () => (await delivery.count('failed')) === count)
}

/** A vendor that never answers one id. */
function silentFor(silent: string): void {
  delivery.answer(({ id }) => (id === silent ? { when: new Promise(() => undefined) } : {}))
}

/** The second thread is ready later than the first. So this sends pairs of events until both threads have sent one. */
async function bothThreadsWork(): Promise<void> {
  const { asked } = delivery
  while (new Set(asked.map(({ thread }) => thread)).size < 2) {
    const before = asked.length
    const warm = (id: string) => ({ id, behaviour: 'name the thread' as const })
    await delivery.accept(warm(`warm-${before}`), warm(`warm-${before + 1}`))
    await delivery.until(async () => (await delivery.count('delivered')) === before + 2)
  }
}

/**
 * On a busy machine, a good thread may beat late. So neither of the first two threads seems silent before `begin` is
 * called. After that, one of them does only while the other one beats.
 */
function compareFirstThreads(): { begin: () => void } {
  const silence = new Map<Pulse, number>()
  let hasBegun = false
  changePulses((pulse, look) => {
    silence.set(pulse, look.silentMs)
    const both = [...silence.keys()].slice(0, 2)
    const isHidden = both.includes(pulse) && !(hasBegun && both.some((other) => silence.get(other) === 0))
    return isHidden ? { ...look, silentMs: 0 } : look
  })
  return { begin: () => (hasBegun = true) }
}

afterEach(() => jest.restoreAllMocks())

describe('a destination that ends its thread, or stops it', () => {
  it.each<[string, Behaviour]>([
    ['never ends', 'loop'],
    ['ends the process', 'exit'],
    ['takes all memory', 'leak'],
    ['throws outside of its call', 'throw later'],
    ['rejects a promise that nobody awaits', 'reject later']
  ])('and %s fails, and nothing else does', async (_what, behaviour) => {
    await delivery.start([delivery.config()], { policy: { threadHeapMb: 256 } })
    await delivery.accept({ id: 'bad', behaviour, lane: 'a' }, { id: 'beside', lane: 'b' }, { id: 'next', lane: 'a' })
    await failed(1)
    await delivery.until(async () => (await delivery.count('delivered')) === 2)
    expect(await delivery.deliveries()).toMatchObject([
      { state: 'failed', attempts: 2, kills: 2, possibleDuplicate: true, reason: { code: 'DESTINATION_CODE_STOPPED' } },
      { state: 'delivered' },
      { state: 'delivered', kills: 0 }
    ])
  })

  it('takes along what is in flight beside it: that is attempted again, alone and marked', async () => {
    silentFor('beside')
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'beside' })
    await delivery.until(() => delivery.asked.length === 1)
    await delivery.accept({ id: 'bad', behaviour: 'exit' })
    await delivery.until(() => delivery.settled.filter((one) => one === 'retry OUTCOME_UNKNOWN').length === 2)
    delivery.answer(() => ({}))
    await failed(1)
    await delivery.until(async () => (await delivery.count('delivered')) === 1)
    const [beside, bad] = await delivery.deliveries()
    expect(beside).toMatchObject({ state: 'delivered', attempts: 2, kills: 1, possibleDuplicate: true })
    expect(bad).toMatchObject({ state: 'failed', attempts: 2, kills: 2 })
  })

  it('leaves the other threads alone', async () => {
    silentFor('elsewhere')
    const comparison = compareFirstThreads()
    await delivery.start([delivery.config()], { threads: 2 })
    await bothThreadsWork()
    await delivery.accept({ id: 'elsewhere' })
    await delivery.until(() => delivery.asked.some(({ id }) => id === 'elsewhere'))
    await delivery.accept({ id: 'bad', behaviour: 'loop' })
    await delivery.until(async () => (await delivery.count('inFlight')) === 2)
    comparison.begin()
    await failed(1)
    const elsewhere = (await delivery.deliveries()).find(({ state }) => state === 'inFlight')
    expect(elsewhere).toMatchObject({ attempts: 1, kills: 0 })
  })

  it('does not take up the concurrency of its destination', async () => {
    await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept({ id: 'bad', behaviour: 'loop', lane: 'a' })
    await delivery.until(async () => (await delivery.deliveries())[0].attempts === 2)
    await delivery.accept({ id: 'good', lane: 'b' })
    await delivery.until(() => delivery.settled.length >= 2)
    expect(delivery.settled.slice(0, 2)).toEqual(['retry OUTCOME_UNKNOWN', 'delivered'])
  })

  it('is told with the reason', async () => {
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'bad', behaviour: 'loop' })
    await failed(1)
    expect(delivery.logged.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^A thread for destinations ended: it did not respond for 2 s\.$/)
    )
  })
})

describe('a call that never ends', () => {
  it('ends with its time: attempted again, and marked, as nobody knows its outcome', async () => {
    await delivery.start([delivery.config({ retryWindowMs: 3_000 })], { policy: { attemptMs: 1_000 } })
    await delivery.accept({ id: 'bad', behaviour: 'never', lane: 'a' }, { id: 'next', lane: 'a' })
    await failed(1)
    await delivery.until(async () => (await delivery.count('delivered')) === 1)
    expect(delivery.settled).toContain('retry SELF_TIMEOUT')
    expect((await delivery.deliveries())[0]).toMatchObject({ kills: 0, possibleDuplicate: true })
  })

  it('sends nothing more, even if it goes on', async () => {
    let answer = () => undefined as void
    const answered = new Promise<void>((resolve) => (answer = resolve))
    delivery.answer(() => (delivery.asked.length === 1 ? { when: answered } : {}))
    await delivery.start([delivery.config()], {
      policy: { attemptMs: 1_000, firstBackoffMs: 100_000, maxBackoffMs: 100_000 }
    })
    await delivery.accept({ id: 'slow', requests: 2 })
    await delivery.until(() => delivery.settled.length === 1)
    answer()
    await delivery.accept({ id: 'other' })
    await delivery.until(async () => (await delivery.count('delivered')) === 1)
    expect(delivery.asked.map(({ id }) => id)).toEqual(['slow', 'other'])
  })
})
