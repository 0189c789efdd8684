import type { JSONObject } from '@segment/actions-core'
import { openIntake } from '../src/intake/__tests__/open-intake'
import type { OpenIntake } from '../src/intake/__tests__/open-intake'
import * as limits from '../src/intake/limits'
import { BacklogFullError, StoreUnavailableError } from '../src/store/store'
import { openSite } from './open-page'

let intake: OpenIntake
let site: Awaited<ReturnType<typeof openSite>>
beforeAll(async () => {
  intake = await openIntake()
  site = await openSite()
})
beforeEach(() => intake.reset())
afterEach(() => jest.restoreAllMocks())
afterAll(async () => {
  await site.close()
  await intake.close()
})

const visit = (options: object = {}, writeKey = 'shop-key') => site.visit(intake.port, writeKey, options)

/** Waits for this many events. */
async function stored(count: number): Promise<JSONObject[]> {
  for (let waited = 0; intake.state.events.length < count && waited < 20_000; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return intake.stored() as JSONObject[]
}

describe("Segment's browser library", () => {
  it('delivers each of its calls from a page of another origin', async () => {
    const { call, errors, close } = await visit()
    await call("page('Home')")
    await call("track('Order Completed', { total: 5 }, { integrations: { Acme: true } })")
    await call("alias('grace', 'ada')")
    await call("identify('ada', { email: 'ada@example.com' })")
    await call("group('g1', { name: 'Acme' })")
    await call("screen('Start')")
    const events = await stored(6)
    const visitor = { anonymousId: events[0].anonymousId, messageId: expect.stringMatching(/^ajs-next-/) as string }
    expect(events).toMatchObject([
      { ...visitor, type: 'page', name: 'Home', context: { page: { url: site.url, title: 'Shop' } } },
      { ...visitor, type: 'track', event: 'Order Completed', properties: { total: 5 }, integrations: { Acme: true } },
      { type: 'alias', userId: 'grace', previousId: 'ada' },
      { ...visitor, type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      { ...visitor, type: 'group', userId: 'ada', groupId: 'g1' },
      { ...visitor, type: 'screen', name: 'Start' }
    ])
    expect(intake.state.received).toEqual(Array(6).fill('shop accepted'))
    expect(intake.state.events.map(({ body }) => body).join()).not.toContain('shop-key')
    expect(errors).toEqual([])
    await close()
  })

  it('delivers batches', async () => {
    const { call, close } = await visit({
      deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 5000 } }
    })
    for (const name of ['a', 'b', 'c']) await call(`track('${name}')`)
    expect((await stored(3)).map(({ event }) => event)).toEqual(['a', 'b', 'c'])
    await close()
  })

  it('delivers with cookies and headers of its own', async () => {
    const config = { credentials: 'include', headers: { 'Content-Type': 'text/plain', 'X-Shop': '1' } }
    const { call, close } = await visit({ deliveryStrategy: { config } })
    await call("track('a')")
    expect(await stored(1)).toMatchObject([{ event: 'a' }])
    await close()
  })

  it.each([
    ['too many events wait', new BacklogFullError(5), {}],
    ['the store cannot write', new StoreUnavailableError('The disk is full.'), {}],
    ['too many batches wait', new BacklogFullError(5), { strategy: 'batching', config: { size: 2, timeout: 500 } }]
  ])('loses nothing when %s for a while', async (_why, error, deliveryStrategy) => {
    const changed: Record<string, number> = limits
    jest.replaceProperty(changed, 'standstillRetrySeconds', 1)
    const { accept } = intake.state
    const prints: string[][] = []
    intake.state.accept = async (events) => {
      prints.push(events.map(({ messageId, fingerprint }) => `${messageId} ${fingerprint}`))
      if (prints.length <= 2) throw error
      return accept(events)
    }
    const { call, close } = await visit({ deliveryStrategy })
    await call("track('a')")
    await call("track('b')")
    expect((await stored(2)).map(({ event }) => event).sort()).toEqual(['a', 'b'])
    // What it sends again has the same contents, so the store knows it.
    expect(new Set(prints.flat()).size).toBe(2)
    expect(prints.flat().length).toBeGreaterThan(2)
    await close()
  })

  it('drops what has a wrong write key', async () => {
    const { call, close } = await visit({}, 'other')
    await call("track('a')")
    expect(intake.state.warnings).toMatchObject([{ values: { status: 401 } }])
    expect(intake.state.events).toEqual([])
    await close()
  })
})

it('asks nothing of other hosts', () => {
  expect(site.chromium.outside()).toEqual([])
})
