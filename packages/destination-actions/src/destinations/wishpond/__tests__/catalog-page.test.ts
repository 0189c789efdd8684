import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'
import identifyBillLumbergh from './fixtures/identify-bill-lumbergh.json'
import identifyJaneKim from './fixtures/identify-jane-kim.json'
import trackSignedUp from './fixtures/track-signed-up.json'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

// The presets of a destination that was just created, as Segment keeps them: plain JSON.
const subscriptions = JSON.parse(JSON.stringify(destination.presets?.filter(({ type }) => type === 'automatic')))

async function requestsSentFor(event: SegmentEvent) {
  nock('https://api.wishpond.com').persist().post(/.*/).reply(200)
  const integration = createTestIntegration(destination)
  await integration.onEvent(event, { ...settings, subscriptions })
  return Promise.all(
    integration.responses.map(async ({ request }) => ({ url: request.url, body: await request.json() }))
  )
}

describe("The examples of Segment's catalog page of Wishpond", () => {
  it.each([
    ['Jane Kim', identifyJaneKim, { name: 'Jane Kim', email: 'jane.kim@example.com' }],
    ['Bill Lumbergh', identifyBillLumbergh, { name: 'Bill Lumbergh', email: 'bill@initech.com' }]
  ])('identify %s as a lead with exactly these attributes', async (_name, event, attributes) => {
    expect(await requestsSentFor(event as SegmentEvent)).toEqual([
      {
        url: 'https://api.wishpond.com/api/v1/tracking/identify',
        body: { merchantId: '123456', writeKey: '0a1b2c3d4e5f', cid: '1e810c197e', attributes }
      }
    ])
  })

  it('track Signed Up as an event with exactly these properties', async () => {
    expect(await requestsSentFor(trackSignedUp as SegmentEvent)).toEqual([
      {
        url: 'https://api.wishpond.com/api/v1/tracking/track',
        body: {
          merchantId: '123456',
          writeKey: '0a1b2c3d4e5f',
          cid: '1e810c197e',
          event: 'Signed Up',
          properties: { plan: 'Startup', source: 'Analytics Academy' },
          timestamp: '2024-05-17T09:30:00.000Z'
        }
      }
    ])
  })

  it.each([true, false])('send membership of an Engage audience as an attribute: %s', async (member) => {
    const sent = await requestsSentFor({
      type: 'identify',
      userId: '1e810c197e',
      traits: { order_completed_last_30days: member }
    })

    expect(sent).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({ attributes: { order_completed_last_30days: member } })
      })
    ])
  })
})
