import { setTimeout as sleep } from 'node:timers/promises'
import { Limiter } from '../limiter'
import { mapping } from './toy'
import { useWorkers } from './harness'

const delivery = useWorkers()
const concurrency = 4

const replayed = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `replayed-${index}` }))

describe('an event that comes in during a replay', () => {
  it('waits at most for the calls that are in flight, while the rate limit holds', async () => {
    // The limit lets one request pass when the test says so. Permits of a long window are good for long.
    const rateLimit = { requests: 3, windowMs: 60_000 }
    // So little that no thread seems to be silent because time passes.
    const waitMs = 1
    let permits = 0
    let granted = 0
    delivery.store.permit = async () => {
      await sleep(2)
      if (permits === 0) return { granted: false, waitMs }
      permits--
      granted++
      return { granted: true }
    }
    const ask = jest.spyOn(Limiter.prototype, 'ask')
    jest.useFakeTimers()
    try {
      await delivery.replay(...replayed(1000))
      const workers = await delivery.start([delivery.config({ rateLimit, concurrency })])
      const { asked } = delivery
      // The limit holds, and each call that is in flight waits for a permit.
      const allWait = () =>
        delivery.until(() => {
          const { calls, contexts } = ask.mock
          const waiting = calls.length - granted
          return waiting === workers.status().toy.inFlight && contexts[0]?.limitedUntil !== undefined
        })
      const letOnePass = async () => {
        permits = 1
        await delivery.until(() => {
          jest.advanceTimersByTime(waitMs)
          return permits === 0
        })
        await allWait()
      }
      await allWait()
      for (const id of ['first', 'second', 'third']) {
        await letOnePass()
        await delivery.accept({ id })
        // It is claimed while the limit holds.
        await delivery.until(async () => (await delivery.store.list({ limit: 1 }))[0].state === 'inFlight')
        const before = asked.length
        const since = () => asked.slice(before).map((one) => one.id)
        while (!since().includes(id) && since().length <= concurrency) await letOnePass()
        expect(since()).toContain(id)
      }
    } finally {
      jest.useRealTimers()
      ask.mockRestore()
    }
  })

  it('waits at most for the calls that are in flight, without a rate limit', async () => {
    const answers: (() => void)[] = []
    delivery.answer(() => ({ when: new Promise<void>((resolve) => answers.push(resolve)) }))
    await delivery.replay(...replayed(1000))
    await delivery.start([delivery.config({ concurrency })])
    await delivery.until(() => answers.length === concurrency)
    await delivery.accept({ id: 'live' })
    await delivery.until(async () => (await delivery.count('inFlight')) === 2 * concurrency + 1)
    answers[0]()
    await delivery.until(() => answers.length === concurrency + 1)
    expect(delivery.asked[concurrency]).toMatchObject({ id: 'live' })
    answers.forEach((answer) => answer())
    delivery.answer(() => ({}))
  })

  it('never shares a batch with what is replayed', async () => {
    const batched = { ...mapping, enable_batching: true, batch_size: 3 }
    const subscriptions = [{ name: 'Send', subscribe: 'type = "track"', partnerAction: 'send', mapping: batched }]
    await delivery.replay(...replayed(4))
    await delivery.accept({ id: 'first' }, { id: 'second' })
    await delivery.start([delivery.config({ concurrency: 1, subscriptions })])
    await delivery.until(async () => (await delivery.count('delivered')) === 6)
    expect(delivery.asked.map(({ ids }) => ids)).toEqual([
      ['first', 'second'],
      ['replayed-0', 'replayed-1', 'replayed-2'],
      ['replayed-3']
    ])
  })
})

it('gives back what it has claimed of both when it stops', async () => {
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  delivery.answer(() => ({ when: answered }))
  await delivery.replay(...replayed(10))
  const workers = await delivery.start([delivery.config({ concurrency })])
  await delivery.until(() => delivery.asked.length === concurrency)
  await delivery.accept({ id: 'live' })
  const stopped = workers.stop(10_000)
  answer()
  await stopped
  expect(await delivery.count('inFlight')).toBe(0)
  expect(await delivery.count('pending')).toBe(7)
})
