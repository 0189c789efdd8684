import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'

function deliver(event: Partial<SegmentEvent>, mapping?: JSONObject) {
  return createTestIntegration(destination).testAction('trackEvent', {
    event: { userId: 'user-123', ...event },
    settings: { orgToken },
    mapping,
    useDefaultMappings: true
  })
}

async function bodyOf(event: Partial<SegmentEvent>): Promise<unknown> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken }).reply(200)
  const responses = await deliver(event)
  expect(responses).toHaveLength(1)
  return responses[0].options.json
}

function sent(eventName: string, eventval: object) {
  return {
    eventName,
    eventval,
    eventCategory: 'EXTERNAL',
    userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
    is_active: true,
    source: 'web'
  }
}

describe('a track call', () => {
  it('sends its name and its properties, `false` and 0 and all', async () => {
    const properties = { plan: 'Startup', price: 0, trial: false, coupon: null, seats: [1, 0], team: { size: 0 } }

    expect(await bodyOf({ event: 'Signed Up', properties })).toEqual(sent('Signed Up', properties))
  })

  it.each([undefined, null, {}])('sends no properties when they are %j', async (properties) => {
    expect(await bodyOf({ event: 'Signed Up', properties: properties as undefined })).toEqual(sent('Signed Up', {}))
  })

  it.each([undefined, null, ''])('is refused, naming the event name, when that is %j', async (event) => {
    await expect(deliver({ event: event as string })).rejects.toThrow(/missing the required field 'eventName'/)
  })
})

// The framework's schema takes such a list for a text, and then makes an empty one of it.
describe('a list with nothing in it', () => {
  it.each([[[null]], [['']]])('is no event name: %j', async (event) => {
    await expect(deliver({ event: event as unknown as string })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: 'Event Name is empty. Map it to something that this event has.'
    })
  })

  it.each([[[null]], [['']]])('is no user id: %j', async (anonymousId) => {
    const event = { event: 'Signed Up', anonymousId: anonymousId as unknown as string }
    await expect(deliver(event, { userId: { '@path': '$.anonymousId' } })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: 'User ID is empty. Map it to something that this event has.'
    })
  })
})
