import { Delivered } from './delivered'

let delivered: Delivered
beforeEach(async () => {
  delivered = new Delivered()
  await delivered.start()
})
afterEach(() => delivered.remove())

// Both destinations make an error of their own of a request that gets no answer.
describe.each(['wigzo', 'wishpond'])('an event for %s is retried', (vendor) => {
  it.each([
    ['and marked, if the connection ends before the answer', { reset: 'before' }, true],
    ['and marked, if the connection ends in the answer', { reset: 'during' }, true],
    ['and not marked, if the vendor answers that it is down', { status: 503 }, false]
  ])('%s', async (_what, fault, possibleDuplicate) => {
    expect(await delivered.operate('PUT', `/sandbox/${vendor}/faults`, fault)).toMatchObject({ status: 200 })
    await delivered.send('identify', { userId: 'u1', messageId: 'm1', traits: { email: 'u1@example.com' } })
    await delivered.settled(vendor)
    const { body: rows } = await delivered.operate('GET', `/api/deliveries?destination=${vendor}`)
    expect(rows).toMatchObject([{ state: 'delivered', attempts: 2, possibleDuplicate }])
  })
})
