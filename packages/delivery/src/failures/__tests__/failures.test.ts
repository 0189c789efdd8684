import { deliveryConfig, destinationConfig } from '../../__tests__/invented-config'
import type { Rehearsal, Rehearse } from '../../rehearsal/rehearsal'
import type { DeliveryDetails, NewEvent } from '../../store/store'
import type { Which } from '../../wire'
import { Failures } from '../failures'
import { FakeFailureStore } from './fake-failure-store'

const rejected = { code: 'MESSAGE_REJECTED', message: 'The vendor refused it.', status: 400 }

function delivery(id: number, changes: Partial<DeliveryDetails> = {}): DeliveryDetails {
  const messageId = `m${id}`
  return {
    id,
    source: 'shop',
    messageId,
    destination: 'acme',
    subscription: 'Tracks',
    receivedAt: 1_000 + id,
    state: 'failed',
    attempts: 1,
    retriedMs: 0,
    outOfOrder: false,
    possibleDuplicate: false,
    kills: 0,
    reason: rejected,
    event: { type: 'track', event: 'Sent', userId: 'u1', messageId, timestamp: 't', receivedAt: 'r' },
    attemptRows: [],
    ...changes
  }
}

function start(deliveries: DeliveryDetails[], destinations = [destinationConfig()], rehearse?: Rehearse) {
  const store = new FakeFailureStore(deliveries)
  const config = deliveryConfig({ destinations })
  let woken = 0
  const failures = new Failures({
    store,
    destinations: () => config.destinations,
    config: () => config,
    onPending: () => void woken++,
    rehearse
  })
  return { store, failures, woken: () => woken }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => delivery(index + 1))
const idsOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const states = ({ deliveries }: FakeFailureStore) => deliveries.map(({ state }) => state)

describe('what is shown', () => {
  it('has the action of the subscription', async () => {
    const { failures } = start([delivery(1), delivery(2, { subscription: 'Removed' })])
    expect(await failures.groups({})).toMatchObject([
      { subscription: 'Tracks', code: 'MESSAGE_REJECTED', count: 1, action: 'send' },
      { subscription: 'Removed', count: 1 }
    ])
    expect(await failures.delivery(1)).toMatchObject({ id: 1, action: 'send' })
    expect(await failures.delivery(2)).not.toHaveProperty('action')
    expect(await failures.delivery(3)).toBeUndefined()
  })
})

describe('resending', () => {
  it('takes steps in the order of the ids, and counts them in one entry of the log', async () => {
    const { store, failures, woken } = start(many(1100))
    expect(await failures.resend({ filter: { destination: 'acme' } }, 'ann')).toEqual({ resent: 1100, failed: 0 })
    expect(store.steps).toEqual([idsOf(1, 500), idsOf(501, 1000), idsOf(1001, 1100)])
    expect(store.log).toMatchObject([{ who: 'ann', action: 'resend', what: { destination: 'acme' }, count: 1100 }])
    expect(woken()).toBe(3)
  })

  it('resends only what the filter takes', async () => {
    const { store, failures } = start([
      delivery(1),
      delivery(2, { destination: 'other' }),
      delivery(3, { state: 'delivered' })
    ])
    expect(await failures.resend({ filter: { destination: 'acme' } }, 'ann')).toEqual({ resent: 1, failed: 0 })
    expect(states(store)).toEqual(['pending', 'failed', 'delivered'])
  })

  it('resends the first ones, and says how many are left', async () => {
    const { store, failures } = start(many(20))
    expect(await failures.resend({ filter: {} }, 'ann', 3)).toEqual({ resent: 3, failed: 17 })
    expect(store.steps).toEqual([[1, 2, 3]])
    expect(store.log[0].what).toEqual({ first: 3 })
    expect(await failures.resend({ filter: {} }, 'ann', 3)).toEqual({ resent: 3, failed: 14 })
    expect(store.steps[1]).toEqual([4, 5, 6])
  })

  it('counts as the first ones only what it could resend', async () => {
    const { store, failures } = start([delivery(1, { subscription: undefined }), delivery(2), delivery(3), delivery(4)])
    expect(await failures.resend({ filter: {} }, 'ann', 2)).toEqual({ resent: 2, failed: 2 })
    expect(states(store)).toEqual(['failed', 'pending', 'pending', 'failed'])
  })

  it('goes on over parts of the store that have nothing for it', async () => {
    const others = idsOf(1, 1200).map((id) => delivery(id, { destination: 'other' }))
    const { store, failures } = start([...others, delivery(1201)])
    expect((await failures.resend({ filter: { destination: 'acme' } }, 'ann')).resent).toBe(1)
    expect(store.steps).toEqual([[1201]])
  })

  it('leaves what fails while it is under way, so that it ends', async () => {
    const { store, failures } = start(many(600))
    store.onPage = () => store.deliveries.push(delivery(store.deliveries.length + 1))
    expect((await failures.resend({ filter: {} }, 'ann')).resent).toBe(600)
  })

  it('says which destinations have no order', async () => {
    const destinations = [destinationConfig(), destinationConfig({ name: 'fast', order: 'none' })]
    const { store, failures } = start(many(1), destinations)
    await failures.resend({ filter: {} }, 'ann')
    expect(store.unordered).toEqual([['fast']])
  })

  it('takes single ones in the order of their ids, each once', async () => {
    const { store, failures } = start(many(3))
    expect(await failures.resend({ ids: [3, 1, 3] }, 'ann')).toEqual({ resent: 2, failed: 0 })
    expect(store.steps).toEqual([[1, 3]])
    expect(store.log[0].what).toEqual({ deliveries: [3, 1, 3] })
  })

  it.each<[number[], string]>([
    [[1, 9], 'There is no delivery 9.'],
    [[1, 2], 'Delivery 2 is in flight. Only failed deliveries can be changed.'],
    [[3], 'Delivery 3 is delivered. Only failed deliveries can be changed.']
  ])('refuses %j, and changes nothing', async (ids, message) => {
    const { store, failures } = start([
      delivery(1),
      delivery(2, { state: 'inFlight' }),
      delivery(3, { state: 'delivered' })
    ])
    await expect(failures.resend({ ids }, 'ann')).rejects.toThrow(message)
    expect(states(store)).toEqual(['failed', 'inFlight', 'delivered'])
    expect(store.log).toEqual([])
  })
})

describe('discarding', () => {
  it('gives up what the filter takes, in steps', async () => {
    const { store, failures } = start([...many(600), delivery(601, { destination: 'other' })])
    expect(await failures.discard({ filter: { destination: 'acme' } }, 'ann')).toEqual({ discarded: 600 })
    expect(store.steps).toEqual([idsOf(1, 500), idsOf(501, 600)])
    expect(store.log).toMatchObject([{ who: 'ann', action: 'discard', what: { destination: 'acme' }, count: 600 }])
    expect(store.deliveries[600].state).toBe('failed')
  })

  it('refuses a delivery that is not failed', async () => {
    const { failures } = start([delivery(1, { state: 'filtered' })])
    await expect(failures.discard({ ids: [1] }, 'ann')).rejects.toThrow('Delivery 1 is filtered.')
  })
})

describe('comparing', () => {
  /** Everything would be delivered. */
  const rehearse: Rehearse = async (_config, onRehearsed) => {
    return {
      take: async (taken: NewEvent[]) => {
        for (const { messageId } of taken) onRehearsed?.({ messageId, destination: 'acme', outcome: 'delivered' })
      },
      end: async () => ({}),
      close: async () => undefined
    } as unknown as Rehearsal
  }

  it.each<[string, Which, number | undefined, number]>([
    ['all that a filter takes', { filter: { destination: 'acme' } }, undefined, 250],
    ['the first ones', { filter: {} }, 120, 120],
    ['single ones', { ids: [3, 9] }, undefined, 2],
    ['nothing', { filter: { code: '503' } }, undefined, 0]
  ])('tries %s, and changes nothing', async (_what, which, first, compared) => {
    const { store, failures } = start(many(250), undefined, rehearse)
    const difference = await failures.difference(which, first)
    expect(difference.compared).toBe(compared)
    expect(difference.groups.map(({ outcome, count }) => [outcome, count])).toEqual(
      compared === 0 ? [] : [['delivered', compared]]
    )
    expect(states(store)).toEqual(Array(250).fill('failed'))
    expect(store.log).toEqual([])
  })

  it('refuses what is not failed, and needs a sandbox', async () => {
    await expect(start([], undefined, rehearse).failures.difference({ ids: [1] })).rejects.toThrow(
      'There is no delivery 1.'
    )
    await expect(start(many(1)).failures.difference({ ids: [1] })).rejects.toThrow(
      'Delivery was started without a sandbox to rehearse in.'
    )
  })
})

describe('correcting', () => {
  const event = { type: 'track', event: 'Sent', userId: 'u2', properties: { fixed: true } }

  it('stores a new event for the same subscription, in the lane of its user', async () => {
    const { store, failures, woken } = start(many(1))
    expect(await failures.correct(1, event, 'ann')).toEqual([1000])
    const [{ body, fingerprint, ...stored }] = store.corrections
    expect(stored).toEqual({
      source: 'shop',
      messageId: 'm1#2',
      receivedAt: 1001,
      deliveries: [{ destination: 'acme', subscription: 'Tracks', state: 'pending', lane: 'u2' }]
    })
    expect(JSON.parse(body)).toMatchObject({ ...event, messageId: 'm1#2' })
    expect(store.log).toMatchObject([{ who: 'ann', action: 'edit', what: { deliveries: [1] }, count: 1 }])
    expect(woken()).toBe(1)
  })

  it('needs no order where there is none', async () => {
    const { store, failures } = start(many(1), [destinationConfig({ order: 'none' })])
    await failures.correct(1, event, 'ann')
    expect(store.corrections[0].deliveries).toEqual([{ destination: 'acme', subscription: 'Tracks', state: 'pending' }])
  })

  it('routes an event that could not be taken, to its destination only', async () => {
    const destinations = [destinationConfig(), destinationConfig({ name: 'other' })]
    const { store, failures } = start([delivery(1, { subscription: undefined })], destinations)
    await failures.correct(1, event, 'ann')
    expect(store.corrections[0].deliveries).toEqual([
      { destination: 'acme', subscription: 'Tracks', state: 'pending', lane: 'u2' }
    ])
  })

  it('takes the next id that is not in use', async () => {
    const { store, failures } = start([delivery(1), delivery(2, { messageId: 'm1#2', state: 'filtered' })])
    await failures.correct(1, event, 'ann')
    expect(store.corrections[0].messageId).toBe('m1#3')
  })

  it.each<[string, Partial<DeliveryDetails>, unknown, string]>([
    [
      'that is not failed',
      { state: 'pending' },
      event,
      'Delivery 1 is pending. Only failed deliveries can be changed.'
    ],
    ['with a wrong event', {}, { ...event, type: 'trak' }, '"type" must be one of: '],
    [
      'whose source is gone',
      { subscription: undefined, source: 'gone' },
      event,
      'In the config, the destination "acme" takes no events of the source "gone" any more.'
    ]
  ])('refuses a delivery %s, and stores nothing', async (_what, changes, corrected, message) => {
    const { store, failures } = start([delivery(1, changes)])
    await expect(failures.correct(1, corrected, 'ann')).rejects.toThrow(message)
    expect(store.corrections).toEqual([])
    expect(store.log).toEqual([])
  })

  it('says when somebody else was faster', async () => {
    const { store, failures } = start(many(1))
    store.correct = async () => undefined
    await expect(failures.correct(1, event, 'ann')).rejects.toThrow(
      'Delivery 1 is not failed any more. Look at it again.'
    )
  })
})

describe('exporting', () => {
  async function exported({ failures }: { failures: Failures }, filter = {}): Promise<string[]> {
    let text = ''
    for await (const part of failures.export(filter, 'ann')) text += part
    return text.split('\n').slice(0, -1)
  }

  it('writes a line for each event, in the order of the ids', async () => {
    const started = start(many(250))
    const lines = await exported(started)
    expect(lines.map((line) => (JSON.parse(line) as { messageId: string }).messageId)).toEqual(
      idsOf(1, 250).map((id) => `m${id}`)
    )
    expect(JSON.parse(lines[0])).toEqual(delivery(1).event)
    expect(started.store.log).toMatchObject([{ who: 'ann', action: 'export', what: {}, count: 250 }])
  })

  it('writes an event once, however many of its deliveries failed', async () => {
    const same = { messageId: 'm1', event: delivery(1).event }
    const started = start([delivery(1), delivery(2, same), delivery(3, { ...same, source: 'blog' })])
    expect(await exported(started)).toHaveLength(2)
  })

  it('leaves out what the filter does not take, and events that were not kept whole', async () => {
    const codes = ['event_not_object', 'event_too_deep', 'event_too_large', 'unknown_type']
    const untaken = codes.map((code, index) =>
      delivery(index + 1, { subscription: undefined, reason: { code, message: '' } })
    )
    const started = start([...untaken, delivery(5, { destination: 'other' })])
    const lines = await exported(started, { destination: 'acme' })
    expect(lines.map((line) => (JSON.parse(line) as { messageId: string }).messageId)).toEqual(['m4'])
  })

  it('is empty if nothing has failed', async () => {
    expect(await exported(start([]))).toEqual([])
  })
})
