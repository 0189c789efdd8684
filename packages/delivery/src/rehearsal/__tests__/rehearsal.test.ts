import path from 'node:path'
import type { DestinationConfig } from '../../config/config'
import type { NewDelivery, NewEvent } from '../../store/store'
import { useWorkers } from '../../worker/__tests__/harness'
import { deliveryConfig } from '../../__tests__/invented-config'
import { Rehearsal } from '../rehearsal'
import type { RehearsalOptions, RehearsedDelivery } from '../rehearsal'

/** Only its vendor and its config are used. */
const vendor = useWorkers()
const thread = { module: path.join(__dirname, '../../worker/__tests__/toy-thread.ts'), data: undefined }
let rehearsal: Rehearsal | undefined
afterEach(async () => {
  await rehearsal?.close()
  rehearsal = undefined
})

async function start(destinations: DestinationConfig[], options: Partial<RehearsalOptions> = {}): Promise<Rehearsal> {
  const log = () => undefined
  rehearsal = await Rehearsal.start({
    config: deliveryConfig({ destinations }),
    thread,
    demoSettings: () => ({ apiKey: 'demo-key' }),
    log: { info: log, warn: log, error: log },
    ...options
  })
  return rehearsal
}

const pending = (changes: { lane?: string; subscription?: string; destination?: string } = {}): NewDelivery => {
  return { destination: 'toy', subscription: 'Send', state: 'pending', ...changes }
}

function event(id: string, delivery: NewDelivery = pending(), properties: object = {}): NewEvent {
  const body = JSON.stringify({ type: 'track', event: 'E', properties: { id, ...properties } })
  return { source: 'shop', messageId: `message ${id}`, fingerprint: '', receivedAt: 1, body, deliveries: [delivery] }
}

const events = (count: number, delivery?: NewDelivery) =>
  Array.from({ length: count }, (_, index) => event(String(index), delivery))

async function running(...args: Parameters<typeof start>) {
  const started = await start(...args)
  return { take: (some: NewEvent[]) => started.take(some), end: () => started.end() }
}

describe('a rehearsal', () => {
  it('tells what became of the deliveries, and how many requests it took', async () => {
    vendor.answer(({ id }) => ({ status: id === 'bad' ? 422 : 200, body: { error: 'The id is bad.' } }))
    const { take, end } = await running([vendor.config()])
    const unwanted = { code: 'NO_MATCHING_MAPPING', message: 'None takes it.' }
    await take([event('good', pending(), { requests: 3 }), event('bad')])
    await take([event('unwanted', { destination: 'toy', state: 'filtered', reason: unwanted })])
    expect(await end()).toMatchObject({
      toy: {
        delivered: 1,
        filtered: 1,
        failed: 1,
        requests: 4,
        groups: [
          { outcome: 'filtered', ...unwanted, count: 1 },
          { outcome: 'failed', code: 'MESSAGE_REJECTED', count: 1 }
        ]
      }
    })
  })

  it('sends what the sandbox accepts in the place of the secret settings', async () => {
    const { take, end } = await running([vendor.config()])
    await take([event('one')])
    await end()
    expect(vendor.asked.map(({ key }) => key)).toEqual(['demo-key'])
  })

  it('attempts once what would be retried, and says why it failed', async () => {
    vendor.answer(() => ({ status: 503 }))
    const { take, end } = await running([vendor.config()])
    await take([event('one')])
    expect(await end()).toMatchObject({ toy: { failed: 1, requests: 1, groups: [{ code: '503', count: 1 }] } })
  })

  it('takes the same message twice', async () => {
    const { take, end } = await running([vendor.config()])
    await take([event('one'), event('one')])
    expect(await end()).toMatchObject({ toy: { delivered: 2 } })
  })

  it('keeps the order of a lane', async () => {
    const { take, end } = await running([vendor.config()])
    await take(events(20, pending({ lane: 'ada' })))
    await end()
    expect(vendor.asked.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
  })

  it.each([
    ['refuses the credentials', { status: 401 }],
    ['does not answer', { status: 0 }],
    ['asks to wait', { status: 429, headers: { 'retry-after': '3600' } }]
  ])('goes on if the vendor %s', async (_what, answer) => {
    vendor.answer(() => answer)
    const { take, end } = await running([vendor.config()])
    await take(events(30))
    expect(await end()).toMatchObject({ toy: { failed: 30 } })
  })

  it('does not wait for the rate limit, and says how long it would take', async () => {
    const rateLimit = { requests: 1, windowMs: 3_600_000 }
    const { take, end } = await running([vendor.config({ rateLimit })])
    await take(events(5))
    expect(await end()).toMatchObject({ toy: { delivered: 5, limitMs: 5 * 3_600_000 } })
  })

  it.each([
    ['destination', pending({ destination: 'gone' }), 'DESTINATION_REMOVED'],
    ['subscription', pending({ subscription: 'Gone' }), 'SUBSCRIPTION_REMOVED']
  ])('fails what is for a %s that is not in the config', async (_what, delivery, code) => {
    const told: RehearsedDelivery[] = []
    const { take, end } = await running([vendor.config()], { onRehearsed: (one) => told.push(one) })
    await take([event('one', delivery)])
    await end()
    expect(told).toMatchObject([{ messageId: 'message one', outcome: 'failed', reason: { code } }])
    expect(vendor.asked).toEqual([])
  })

  it('takes no more while many deliveries wait', async () => {
    let open = () => undefined as void
    const opened = new Promise<void>((resolve) => (open = resolve))
    vendor.answer(() => ({ when: opened }))
    const { take, end } = await running([vendor.config({ concurrency: 100 })])
    let isTaken = false
    const taken = take(events(1001)).then(() => (isTaken = true))
    await vendor.until(() => vendor.asked.length === 100)
    expect(isTaken).toBe(false)
    open()
    await taken
    expect(await end()).toMatchObject({ toy: { delivered: 1001 } })
  })

  it('tells the requests of each delivery to whoever asks, without secrets', async () => {
    const told: RehearsedDelivery[] = []
    const { take, end } = await running([vendor.config()], { onRehearsed: (one) => told.push(one) })
    await take(events(3, pending({ lane: 'ada' })))
    await end()
    expect(told).toMatchObject(
      ['0', '1', '2'].map((id) => ({
        messageId: `message ${id}`,
        destination: 'toy',
        outcome: 'delivered',
        exchanges: [{ request: { headers: { 'x-key': '<masked>' }, body: JSON.stringify({ id }) } }]
      }))
    )
  })
})

it('a rehearsal that is closed lets nobody wait', async () => {
  vendor.answer(() => ({ when: new Promise(() => undefined) }))
  const started = await start([vendor.config()])
  await started.take([event('one')])
  const ended = started.end()
  await Promise.all([
    expect(ended).rejects.toThrow('The rehearsal was ended before everything was settled.'),
    started.close()
  ])
  rehearsal = undefined
})

it('a rehearsal whose thread does not start ends what was started for it', async () => {
  let isClosed = false
  const onClose = async () => void (isClosed = true)
  const module = path.join(__dirname, 'no-such-thread.ts')
  await expect(start([vendor.config()], { thread: { module, data: undefined }, onClose })).rejects.toThrow(
    'A thread for destinations does not start'
  )
  expect(isClosed).toBe(true)
})
