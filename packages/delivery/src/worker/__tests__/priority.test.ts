import { setTimeout as sleep } from 'node:timers/promises'
import { mapping } from './toy'
import { useWorkers } from './harness'

const delivery = useWorkers()
const concurrency = 4

const replayed = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `replayed-${index}` }))

describe('an event that comes in during a replay', () => {
  it('waits at most for the calls that are in flight, while the rate limit holds', async () => {
    // The test says when the limit lets requests pass. Permits of a long window are good for long.
    const rateLimit = { requests: 3, windowMs: 60_000 }
    let permits = 6
    delivery.store.permit = async () => {
      await sleep(2)
      return permits-- > 0 ? { granted: true } : { granted: false, waitMs: 10 }
    }
    await delivery.replay(...replayed(1000))
    await delivery.start([delivery.config({ rateLimit, concurrency })])
    const { asked } = delivery
    await delivery.until(() => asked.length === 6)
    for (const id of ['first', 'second', 'third']) {
      await delivery.accept({ id })
      await delivery.until(async () => (await delivery.store.list({ limit: 1 }))[0].state === 'inFlight')
      const before = asked.length
      permits = Infinity
      await delivery.until(() => asked.some((one) => one.id === id))
      permits = 0
      expect(asked.findIndex((one) => one.id === id) - before).toBeLessThanOrEqual(concurrency)
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
