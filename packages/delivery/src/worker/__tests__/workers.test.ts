import { useWorkers } from './harness'

const delivery = useWorkers()

describe('workers', () => {
  it('deliver what was accepted before they started, and what comes later', async () => {
    await delivery.accept({ id: 'before' })
    await delivery.start([delivery.config()])
    await delivery.until(async () => (await delivery.count('delivered')) === 1)
    await delivery.accept({ id: 'after' })
    await delivery.until(async () => (await delivery.count('delivered')) === 2)
    expect(delivery.asked.map(({ id, key }) => [id, key])).toEqual([
      ['before', 's3cret-key'],
      ['after', 's3cret-key']
    ])
  })
})
