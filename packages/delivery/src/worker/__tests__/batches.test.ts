import { useWorkers } from './harness'
import type { EventOptions } from './harness'
import { mapping } from './toy'

const delivery = useWorkers()

function config(batchSize: unknown = 3, changes = {}) {
  const batched = { ...mapping, enable_batching: true, batch_size: batchSize as number }
  const subscriptions = [
    { name: 'Send', subscribe: 'type = "track"', partnerAction: 'send', mapping: batched },
    { name: 'Single', subscribe: 'type = "track"', partnerAction: 'send', mapping }
  ]
  return delivery.config({ subscriptions, ...changes })
}

function events(count: number, options: EventOptions = {}) {
  return Array.from({ length: count }, (_, index) => ({ id: `${index}`, ...options }))
}

async function settled(count: number): Promise<void> {
  await delivery.until(() => delivery.settled.filter((one) => !one.startsWith('retry')).length === count)
}

const batches = () => delivery.asked.map(({ ids }) => ids)

describe('batches', () => {
  it('hold as many events as the mapping says', async () => {
    await delivery.accept(...events(7))
    await delivery.start([config({ '@literal': 3 })])
    await settled(7)
    expect(batches().map((ids) => ids?.length)).toEqual([3, 3, 1])
  })

  it('hold all that is due without a size', async () => {
    await delivery.accept(...events(40))
    await delivery.start([config(null)])
    await settled(40)
    expect(batches()).toHaveLength(1)
  })

  it('are not made of a subscription that does not ask for them', async () => {
    await delivery.accept(...events(2, { subscription: 'Single' }))
    await delivery.start([config()])
    await settled(2)
    expect(batches()).toEqual([undefined, undefined])
  })

  it('never hold two events of a lane', async () => {
    await delivery.accept({ id: 'a1', lane: 'a' }, { id: 'a2', lane: 'a' }, { id: 'b1', lane: 'b' })
    await delivery.start([config()])
    await settled(3)
    expect(batches()).toEqual([['a1', 'b1'], ['a2']])
  })

  it('settle each event by its own status', async () => {
    delivery.answer(({ ids }) => ({ body: { statuses: ids?.map((id) => ({ '1': 400, '2': 500 }[id] ?? 200)) } }))
    await delivery.accept(...events(3))
    await delivery.start([config(3, { retryWindowMs: 1 })])
    await settled(3)
    const rows = await delivery.deliveries()
    expect(rows).toMatchObject([
      { state: 'delivered' },
      { state: 'failed', attempts: 1, reason: { code: 'MESSAGE_REJECTED', message: 'no 1' } },
      { state: 'failed', reason: { message: 'no 2' } }
    ])
    expect(rows[1].attemptRows).toMatchObject([{ payload: '1', exchanges: [{ response: { statusCode: 200 } }] }])
  })

  it('go on without an event that the schema refuses', async () => {
    await delivery.accept({ id: 'a' }, { id: null as unknown as string }, { id: 'b' })
    await delivery.start([config()])
    await settled(3)
    expect(batches()).toEqual([['a', 'b']])
    expect(await delivery.deliveries()).toMatchObject([
      { state: 'delivered' },
      { state: 'failed', reason: { code: 'MESSAGE_REJECTED' } },
      { state: 'delivered' }
    ])
  })

  it('go on without an event that breaks the code', async () => {
    await delivery.accept({ id: 'a' }, { id: 'bad', behaviour: 'break' }, { id: 'b' })
    await delivery.start([config(3, { retryWindowMs: 1 })])
    await settled(3)
    expect(batches()).toEqual([['a'], ['b']])
    expect(await delivery.deliveries()).toMatchObject([
      { state: 'delivered', attempts: 1 },
      { state: 'failed', reason: { code: 'INTERNAL', message: 'The event breaks the code.' } },
      { state: 'delivered', attempts: 1 }
    ])
  })

  it('hold only events with the same values of the batch keys', async () => {
    const subscriptions = config(10).subscriptions.map((one) => ({
      ...one,
      mapping: { ...one.mapping, batch_keys: ['requests'] }
    }))
    await delivery.accept({ id: 'a', requests: 1 }, { id: 'b', requests: 2 }, { id: 'c', requests: 1 })
    delivery.answer(({ ids }) => ({ body: { statuses: ids?.map((id) => (id === 'c' ? 400 : 200)) } }))
    await delivery.start([delivery.config({ subscriptions })])
    await settled(3)
    expect(batches()).toEqual([['a', 'c'], ['b']])
    expect((await delivery.deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'failed'])
  })

  it('that end their thread are taken apart', async () => {
    await delivery.accept({ id: 'a' }, { id: 'bad', behaviour: 'exit' }, { id: 'b' })
    await delivery.start([config()])
    await settled(3)
    expect(batches()).toEqual(expect.arrayContaining([['a'], ['b']]))
    expect(await delivery.deliveries()).toMatchObject([
      { state: 'delivered', attempts: 2, kills: 1 },
      { state: 'failed', kills: 2 },
      { state: 'delivered', attempts: 2, kills: 1 }
    ])
  })
})
