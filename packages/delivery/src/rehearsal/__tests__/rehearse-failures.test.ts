import path from 'node:path'
import { deliveryConfig } from '../../__tests__/invented-config'
import { useWorkers } from '../../worker/__tests__/harness'
import type { DestinationConfig } from '../../config/config'
import type { Difference } from '../difference'
import { rehearseFailures } from '../rehearse-failures'
import { Rehearsal } from '../rehearsal'

const delivery = useWorkers()
const thread = { module: path.join(__dirname, '../../worker/__tests__/toy-thread.ts'), data: undefined }
const none = () => undefined

/** Rehearses all failed deliveries with other destinations, two at a time. */
async function rehearse(destinations: DestinationConfig[], ids?: number[][]): Promise<Difference> {
  const rows = await delivery.store.list({ state: 'failed', limit: 1000 })
  const all = rows.map(({ id }) => id).reverse()
  return rehearseFailures({
    store: delivery.store,
    config: deliveryConfig({ destinations }),
    ids: ids ?? Array.from({ length: Math.ceil(all.length / 2) }, (_, index) => all.slice(2 * index, 2 * index + 2)),
    rehearse: (config, onRehearsed) => {
      const log = { info: none, warn: none, error: none }
      return Rehearsal.start({ config, thread, demoSettings: () => ({}), onRehearsed, log })
    }
  })
}

/** Has the vendor refuse events, which fail. */
async function fail(...ids: string[]): Promise<void> {
  delivery.answer(() => ({ status: 422 }))
  await delivery.start([delivery.config()])
  await delivery.accept(...ids.map((id) => ({ id })))
  await delivery.until(async () => (await delivery.count('failed')) === ids.length)
  delivery.answer(({ id }) => ({ status: id?.startsWith('bad') ? 422 : 200 }))
  delivery.asked.length = 0
}

it('tells which failed deliveries would pass now, and which would not', async () => {
  await fail('one', 'bad', 'two')
  const difference = await rehearse([delivery.config({ concurrency: 1 })])
  expect(difference).toMatchObject({
    compared: 3,
    groups: [
      { outcome: 'delivered', count: 2, changes: [], samples: [{ id: 1 }, { id: 3 }] },
      { outcome: 'failed', code: 'MESSAGE_REJECTED', count: 1, changes: [], samples: [{ id: 2 }] }
    ]
  })
  const [sample] = difference.groups[0].samples
  expect(sample.before).toMatchObject([{ request: { body: '{"id":"one"}' }, response: { statusCode: 422 } }])
  expect(sample.after).toMatchObject([{ request: { body: '{"id":"one"}' }, response: { statusCode: 200 } }])
})

it('tells what a corrected mapping changes', async () => {
  await fail('bad')
  const mapping = { id: 'good', requests: 2 }
  const subscriptions = [{ name: 'Send', subscribe: 'type = "track"', partnerAction: 'send', mapping }]
  expect((await rehearse([delivery.config({ subscriptions })])).groups).toMatchObject([
    {
      outcome: 'delivered',
      changes: [{ path: 'body.id', before: 'bad', after: 'good' }, { path: 'requests.2' }]
    }
  ])
})

it('fails what the config has no destination for', async () => {
  await fail('one')
  expect((await rehearse([delivery.config({ name: 'other' })])).groups).toMatchObject([
    { outcome: 'failed', code: 'DESTINATION_REMOVED', count: 1, changes: [{ path: 'requests.1' }] }
  ])
})

it('leaves an event failed that could not be taken', async () => {
  const reason = { code: 'event_too_deep', message: 'The event is too deep.' }
  await delivery.store.accept([
    {
      source: 'shop',
      messageId: 'deep',
      fingerprint: '',
      receivedAt: Date.now(),
      body: '{}',
      deliveries: [{ destination: 'toy', state: 'failed', reason }]
    }
  ])
  const { groups } = await rehearse([delivery.config()])
  expect(groups).toEqual([
    { outcome: 'failed', ...reason, count: 1, changes: [], samples: [{ id: 1, before: [], after: [] }] }
  ])
  expect(delivery.asked).toEqual([])
})

it('leaves out what is not failed, and changes nothing', async () => {
  await fail('one')
  await delivery.accept({ id: 'delivered' })
  await delivery.until(async () => (await delivery.count('delivered')) === 1)
  const before = await delivery.deliveries()
  expect(await rehearse([delivery.config()], [[1, 2, 99]])).toMatchObject({ compared: 1 })
  expect(await delivery.deliveries()).toEqual(before)
})
