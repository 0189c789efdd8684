import { useWorkers } from './harness'
import { mapping } from './toy'

const delivery = useWorkers()

async function delivered(count: number): Promise<void> {
  await delivery.until(async () => (await delivery.count('delivered')) === count)
}

/** Holds back the vendor's answers until `answer` is called. */
function holdBack(): () => void {
  let answer = () => undefined as void
  const answered = new Promise<void>((resolve) => (answer = resolve))
  delivery.answer(() => ({ when: answered }))
  return answer
}

describe('a stop', () => {
  it('finishes what is in flight, and gives back the rest', async () => {
    const answer = holdBack()
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept({ id: 'a' }, { id: 'b' }, { id: 'c' })
    await delivery.until(() => delivery.asked.length === 1 && workers.status().toy.waiting === 1)
    const stopped = workers.stop(60_000)
    answer()
    await stopped
    expect((await delivery.deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 1],
      ['pending', 0],
      ['pending', 0]
    ])
  })

  it('ends what takes longer than its time, which is attempted again and marked', async () => {
    holdBack()
    const workers = await delivery.start([delivery.config()])
    await delivery.accept({ id: 'a' })
    await delivery.until(() => delivery.asked.length === 1)
    await workers.stop(50)
    expect(await delivery.deliveries()).toMatchObject([{ state: 'pending', possibleDuplicate: true, kills: 0 }])
  })

  it('ends code that never ends', async () => {
    const workers = await delivery.start([delivery.config()], { policy: { stallMs: 60_000 } })
    await delivery.accept({ id: 'a', behaviour: 'loop' })
    await delivery.until(async () => (await delivery.count('inFlight')) === 1)
    await workers.stop(50)
    expect(await delivery.deliveries()).toMatchObject([{ state: 'pending', possibleDuplicate: true }])
  })

  it('is nothing to wait for when nothing is in flight', async () => {
    const workers = await delivery.start([delivery.config()])
    await workers.stop(3_600_000)
    await delivery.accept({ id: 'a' })
    expect(await delivery.count('pending')).toBe(1)
  })
})

describe('a kill', () => {
  it('settles nothing: the next one attempts it again', async () => {
    const answer = holdBack()
    const workers = await delivery.start([delivery.config()])
    await delivery.accept({ id: 'a' })
    await delivery.until(() => delivery.asked.length === 1)
    await workers.kill()
    answer()
    expect(await delivery.count('inFlight')).toBe(1)
  })
})

describe('a store that fails', () => {
  it('is asked again until it settles, and nothing is sent twice', async () => {
    const { store } = delivery
    const settle = store.settle.bind(store)
    let failures = 2
    store.settle = (settlements) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : settle(settlements))
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'a' })
    await delivered(1)
    expect(delivery.asked).toHaveLength(1)
    expect(delivery.logged.filter(({ level }) => level === 'error')).toHaveLength(2)
  })

  it('is asked again for what to deliver', async () => {
    const { store } = delivery
    const claim = store.claim.bind(store)
    let failures = 2
    store.claim = (requests) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : claim(requests))
    await delivery.accept({ id: 'a' })
    await delivery.start([delivery.config()])
    await delivered(1)
  })
})

describe('another config', () => {
  it('holds for what is attempted from then on', async () => {
    const answer = holdBack()
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept({ id: 'a' }, { id: 'b' })
    await delivery.until(() => delivery.asked.length === 1)
    const { settings } = delivery.config()
    await workers.reconfigure([delivery.config({ settings: { ...settings, apiKey: 'rotated-key' } })])
    answer()
    await delivered(2)
    expect(delivery.asked.map(({ key }) => key)).toEqual(['s3cret-key', 'rotated-key'])
  })

  it('keeps to the concurrency, with what began before', async () => {
    const answer = holdBack()
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept({ id: 'a' }, { id: 'b' })
    await delivery.until(() => delivery.asked.length === 1)
    await workers.reconfigure([delivery.config({ concurrency: 1 })])
    await delivery.until(() => workers.status().toy.waiting === 1)
    expect(workers.status().toy.inFlight).toBe(1)
    expect(delivery.asked).toHaveLength(1)
    answer()
    await delivered(2)
  })

  it('without a destination fails what is pending, once what is in flight has finished', async () => {
    let answer = () => undefined as void
    const answered = new Promise<void>((resolve) => (answer = resolve))
    delivery.answer(() => ({ when: answered, status: 503 }))
    const workers = await delivery.start([delivery.config({ concurrency: 1 })])
    await delivery.accept({ id: 'a' }, { id: 'b' })
    await delivery.until(() => delivery.asked.length === 1)
    await workers.reconfigure([delivery.config({ name: 'other' })])
    answer()
    await delivery.until(async () => (await delivery.count('failed')) === 2)
    expect(await delivery.deliveries()).toMatchObject([
      { attempts: 1, reason: { code: 'DESTINATION_REMOVED' } },
      { attempts: 0, reason: { code: 'DESTINATION_REMOVED' } }
    ])
    expect(delivery.asked).toHaveLength(1)
    expect(Object.keys(workers.status())).toEqual(['other'])
  })

  it('without a subscription fails what is pending for it', async () => {
    const first = delivery.config().subscriptions[0]
    const second = { ...first, name: 'Second', mapping }
    const workers = await delivery.start([delivery.config({ subscriptions: [first, second] })])
    await workers.pause('toy', 'Wait.')
    await delivery.accept({ id: 'a' }, { id: 'b', subscription: 'Second' })
    await workers.reconfigure([delivery.config({ subscriptions: [first] })])
    await workers.resume('toy')
    await delivered(1)
    expect((await delivery.deliveries())[1].reason?.code).toBe('SUBSCRIPTION_REMOVED')
  })

  it('keeps the pauses', async () => {
    const workers = await delivery.start([delivery.config()])
    await workers.pause('toy', 'Wait.')
    await workers.reconfigure([delivery.config()])
    expect(workers.status().toy.pause).toMatchObject({ by: 'operator' })
  })
})
