import type { SegmentEvent } from '@segment/actions-core'
import { createTestIntegration, PayloadValidationError } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'
import { toWigzoUserId } from '../user-id'

const orgToken = 'e2a4c6f81b3d4957a0c2'
const anonymousId = '0d9f8e7c-6b5a-4c3d-8e1f-a2b3c4d5e6f7'

/** An event that each action takes, without ids. */
const events: Record<string, Partial<SegmentEvent>> = {
  identifyUser: { type: 'identify' },
  trackPage: { type: 'page' },
  trackEvent: { type: 'track', event: 'Signed Up' },
  indexProduct: { type: 'track', event: 'Product Viewed', properties: { product_id: 'p1' } },
  trackCommerceEvent: { type: 'track', event: 'Product Added', properties: { product_id: 'p1' } },
  trackOrder: { type: 'track', event: 'Order Completed', properties: { order_id: 'o1' } }
}

/** What sources send instead of an identifier; the framework makes nothing of the first ones. */
const nothing = [undefined, null, '', [], {}, ['user-123'], { id: 'user-123' }]
const placeholders = [
  ...[0, '0', '000', '-', '00000000-0000-0000-0000-000000000000', -1, '-1', ' 0 ', '\u00a0'],
  ...['null', 'NULL', ' null ', 'undefined', 'anonymous', 'Anonymous', true, false, 'true', 'FALSE', ' ', '\t\n']
]

/** The ids of an event, of any type at all. */
interface Ids {
  userId?: unknown
  anonymousId?: unknown
}

function deliver(action: string, { userId, anonymousId, ...event }: Omit<Partial<SegmentEvent>, keyof Ids> & Ids) {
  const ids = { userId, anonymousId } as Pick<SegmentEvent, keyof Ids>
  return createTestIntegration(destination).testAction(action, {
    // An id that is not given here would be made up by the framework.
    event: { ...events[action], ...event, ...ids },
    settings: { orgToken },
    useDefaultMappings: true
  })
}

describe.each(Object.keys(destination.actions))('who and where %s says a call comes from', (action) => {
  const bodyOf = async (event: Parameters<typeof deliver>[1]) => {
    nock('https://app.wigzo.com')
      .post(/^\/rest\/v1\/learn\//)
      .query({ org_token: orgToken })
      .reply(200)
    const [response] = await deliver(action, event)
    return response.options.json
  }

  it('is the user id as a UUID, also when there is an anonymous id', async () => {
    expect(await bodyOf({ userId: 'user-123', anonymousId })).toMatchObject({
      userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482'
    })
  })

  it.each([
    [42, '42'],
    [' user-123 ', 'user-123'],
    ['\u00a0user-123\u00a0', 'user-123'],
    ['0123', '0123'],
    ['nullable', 'nullable']
  ])('is the id %j, which is no placeholder, as the text %j', async (userId, id) => {
    expect(await bodyOf({ userId, anonymousId })).toMatchObject({ userId: toWigzoUserId(id) })
  })

  it.each([...nothing, ...placeholders])('is the anonymous id when the user id is %j', async (userId) => {
    expect(await bodyOf({ userId, anonymousId })).toMatchObject({ userId: anonymousId })
  })

  it.each(nothing)('is refused, naming the user id, when both ids are %j', async (id) => {
    await expect(deliver(action, { userId: id, anonymousId: id })).rejects.toThrow(
      /missing the required field 'userId'/
    )
  })

  it.each(placeholders)('is refused, naming both ids, when both are %j', async (id) => {
    const failure = deliver(action, { userId: id, anonymousId: id })

    await expect(failure).rejects.toThrow(PayloadValidationError)
    await expect(failure).rejects.toThrow(
      'The event has no user: User ID and Anonymous ID are missing, or placeholders'
    )
  })

  it('is refused when a placeholder is all that the user id is mapped to, and nothing else is', async () => {
    const failure = createTestIntegration(destination).testAction(action, {
      event: { ...events[action], userId: '0', anonymousId },
      settings: { orgToken },
      mapping: { anonymousId: null },
      useDefaultMappings: true
    })

    await expect(failure).rejects.toThrow('The event has no user')
  })

  it.each([
    { context: { library: { name: 'analytics.js', version: '1' } }, source: 'web' },
    { context: { library: { name: 'analytics-node', version: '1' } }, source: 'web' },
    { context: {}, source: 'web' },
    { context: undefined, source: 'web' },
    { context: { library: { name: 'analytics-ios', version: '1' } }, source: 'app' },
    { context: { library: { name: 'analytics-android', version: '1' } }, source: 'app' },
    { context: { library: { name: 'analytics-swift', version: '1' } }, source: 'app' },
    { context: { library: { name: 'analytics-kotlin', version: '1' } }, source: 'app' },
    { context: { library: { name: 'analytics-react-native', version: '1' } }, source: 'app' },
    { context: { library: { name: '@segment/analytics-react-native', version: '2' } }, source: 'app' },
    { context: { library: { name: '@segment/analytics-node', version: '2' } }, source: 'web' },
    { context: { library: { name: 'analytics-ios-server', version: '1' } }, source: 'web' },
    { context: { library: { name: 'no-analytics-ios', version: '1' } }, source: 'web' },
    { context: { library: { name: 'analytics_flutter', version: '1' } }, source: 'app' },
    { context: { app: { name: 'My Shop' }, library: { name: 'analytics.js', version: '1' } }, source: 'app' },
    { context: { app: { name: 'My Shop' } }, source: 'app' }
  ])('is the source $source when the context is $context', async ({ context, source }) => {
    expect(await bodyOf({ userId: 'user-123', context })).toMatchObject({ source })
  })

  it.each(['web', 'app'])('is the source %s when it is mapped so', async (source) => {
    nock('https://app.wigzo.com')
      .post(/^\/rest\/v1\/learn\//)
      .query({ org_token: orgToken })
      .reply(200)
    const [response] = await createTestIntegration(destination).testAction(action, {
      event: events[action],
      settings: { orgToken },
      mapping: { source },
      useDefaultMappings: true
    })
    expect(response.options.json).toMatchObject({ source })
  })
})
