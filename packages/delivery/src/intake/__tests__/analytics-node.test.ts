import { Analytics } from '@segment/analytics-node'
import { BacklogFullError, StoreUnavailableError } from '../../store/store'
import * as limits from '../limits'
import { openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'

let intake: OpenIntake
beforeAll(async () => {
  intake = await openIntake()
})
beforeEach(() => intake.reset())
afterEach(() => jest.restoreAllMocks())
afterAll(() => intake.close())

/** Segment's library for Node, pointed here by `host`. What it gave up is an error. */
function analytics(writeKey = 'shop-key') {
  const client = new Analytics({ writeKey, host: `http://127.0.0.1:${intake.port}`, flushInterval: 50 })
  const errors: unknown[] = []
  client.on('error', (error) => errors.push(error))
  return { client, errors }
}

/** Has the library wait for a second, which is the least. */
function retryAtOnce(): void {
  const changed: Record<string, number> = limits
  for (const name of ['standstillRetrySeconds', 'briefRetrySeconds']) jest.replaceProperty(changed, name, 1)
}

function refuseWith(error: Error): void {
  intake.state.accept = () => Promise.reject(error)
}

describe("Segment's library for Node", () => {
  it('delivers each of its calls', async () => {
    const { client, errors } = analytics()
    client.identify({ userId: 'ada', traits: { email: 'ada@example.com' } })
    client.track({ userId: 'ada', event: 'Order Completed', properties: { total: 5 }, integrations: { Acme: true } })
    client.page({ anonymousId: 'a1', name: 'Home' })
    client.screen({ anonymousId: 'a1', name: 'Start' })
    client.group({ userId: 'ada', groupId: 'g1', traits: { name: 'Acme' } })
    client.alias({ userId: 'ada', previousId: 'a1' })
    await client.closeAndFlush()
    expect(errors).toEqual([])
    expect(intake.stored()).toMatchObject([
      { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      {
        type: 'track',
        userId: 'ada',
        event: 'Order Completed',
        properties: { total: 5 },
        integrations: { Acme: true }
      },
      { type: 'page', anonymousId: 'a1', name: 'Home' },
      { type: 'screen', anonymousId: 'a1', name: 'Start' },
      { type: 'group', userId: 'ada', groupId: 'g1', traits: { name: 'Acme' } },
      { type: 'alias', userId: 'ada', previousId: 'a1' }
    ])
    expect(intake.state.received).toEqual(Array(6).fill('shop accepted'))
  })

  it('has its times corrected by its clock', async () => {
    const { client } = analytics()
    // The clock of intake stands elsewhere than the library's.
    const happened = Date.now() - 3_600_000
    client.track({ userId: 'ada', event: 'a', timestamp: new Date(happened) })
    await client.closeAndFlush()
    const [{ originalTimestamp, sentAt, receivedAt, timestamp, messageId, context }] = intake.stored()
    expect(originalTimestamp).toBe(new Date(happened).toISOString())
    expect(Date.parse(timestamp)).toBe(Date.parse(receivedAt) - (Date.parse(sentAt) - happened))
    expect(messageId).toMatch(/^node-next-/)
    expect(context.library.name).toBe('@segment/analytics-node')
  })

  it('loses no event of a batch with one that is bad', async () => {
    const { client, errors } = analytics()
    client.track({ userId: 'ada', event: 'a' })
    client.track({ userId: 'ada', event: 'b', properties: { text: 'x'.repeat(25_000), more: '密'.repeat(2000) } })
    client.track({ userId: 'ada', event: 'c', messageId: 'm'.repeat(101) })
    client.track({ userId: 'ada', event: 'd' })
    await client.closeAndFlush()
    expect(errors).toEqual([])
    expect(intake.stored().map(({ event }) => event)).toEqual(['a', 'b', 'c', 'd'])
    expect(intake.state.events.map(({ deliveries }) => deliveries[0].state)).toEqual([
      'pending',
      'pending',
      'failed',
      'pending'
    ])
  })

  it.each<[string, number, () => void]>([
    ['too many events wait', 1, () => refuseWith(new BacklogFullError(5))],
    ['the store cannot write', 1, () => refuseWith(new StoreUnavailableError('The disk is full.'))],
    // More often than the library retries a 503.
    ['intake stops', 4, () => (intake.state.isReady = false)]
  ])('loses nothing when %s for a while', async (_why, times, refuse) => {
    retryAtOnce()
    const { client, errors } = analytics()
    const { accept } = intake.state
    let requests = 0
    const count = () => {
      if (++requests <= times) refuse()
      else Object.assign(intake.state, { accept, isReady: true })
    }
    intake.server.prependListener('request', count)
    client.track({ userId: 'ada', event: 'a' })
    client.track({ userId: 'ada', event: 'b' })
    await client.closeAndFlush({ timeout: 30_000 })
    intake.server.off('request', count)
    expect(errors).toEqual([])
    expect(intake.stored().map(({ event }) => event)).toEqual(['a', 'b'])
    expect(requests).toBe(times + 1)
  })

  it('has the same contents when it retries, so that what was stored is known', async () => {
    retryAtOnce()
    const { client } = analytics()
    const prints: string[][] = []
    const { accept } = intake.state
    intake.state.accept = async (events) => {
      prints.push(events.map(({ messageId, fingerprint }) => `${messageId} ${fingerprint}`))
      // The first time, it was stored, and the answer was lost.
      if (prints.length === 1) throw new StoreUnavailableError('Lost.')
      return accept(events)
    }
    client.track({ userId: 'ada', event: 'a' })
    await client.closeAndFlush({ timeout: 30_000 })
    expect(prints).toHaveLength(2)
    expect(prints[1]).toEqual(prints[0])
  })

  it('says that its write key is wrong, and gives up', async () => {
    const { client, errors } = analytics('other')
    client.track({ userId: 'ada', event: 'a' })
    await client.closeAndFlush()
    expect(errors).toMatchObject([{ reason: expect.objectContaining({ message: expect.stringContaining('401') }) }])
    expect(intake.stored()).toEqual([])
  })
})
