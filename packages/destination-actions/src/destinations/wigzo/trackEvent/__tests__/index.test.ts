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

  // PHP writes an empty object as a list.
  it.each<unknown>([undefined, null, {}, []])('sends no properties when they are %j', async (properties) => {
    expect(await bodyOf({ event: 'Signed Up', properties: properties as undefined })).toEqual(sent('Signed Up', {}))
  })

  it.each<object>([{ toString: 'a', plan: 'Startup' }, { length: 0 }])(
    'sends properties of any name: %j',
    async (properties) => {
      expect(await bodyOf({ event: 'Signed Up', properties: properties as JSONObject })).toEqual(
        sent('Signed Up', properties)
      )
    }
  )

  it.each(['plan=Startup', '{"plan":"Startup"}', ['plan', 'Startup'], 5, true])(
    'is refused when the properties are %j',
    async (properties) => {
      await expect(deliver({ event: 'Signed Up', properties: properties as unknown as undefined })).rejects.toThrow(
        /Properties must be an object/
      )
    }
  )

  it.each([undefined, null, ''])('is refused, naming the event name, when that is %j', async (event) => {
    await expect(deliver({ event: event as string })).rejects.toThrow(/missing the required field 'eventName'/)
  })

  it.each([
    [' ', 'is empty'],
    [true, 'has the value true, which is neither a text nor a number'],
    [false, 'has the value false, which is neither a text nor a number']
  ])('is refused, naming the event name, when that is %j', async (event, problem) => {
    await expect(deliver({ event: event as string })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `The field Event Name ${problem}. Send it as "event", or map the field to something else that the event has.`
    })
  })

  it.each([{ name: 'Signed Up' }, ['Signed', 'Up']])('is refused when its name is %j', async (event) => {
    await expect(deliver({ event: event as unknown as string })).rejects.toThrow(/Event Name must be a string/)
  })
})

// The framework's schema takes such a list for a text, and then makes an empty one of it.
describe('a list with nothing in it', () => {
  it.each([[[null]], [['']]])('is no event name: %j', async (event) => {
    await expect(deliver({ event: event as unknown as string })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message:
        'The field Event Name is empty. Send it as "event", or map the field to something else that the event has.'
    })
  })

  it.each([[[null]], [['']]])('is no user id: %j', async (anonymousId) => {
    const event = { event: 'Signed Up', anonymousId: anonymousId as unknown as string }
    const mapping = { userId: { '@path': '$.anonymousId' }, anonymousId: { '@path': '$.anonymousId' } }
    await expect(deliver(event, mapping)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: expect.stringMatching(/^The event has no user: /)
    })
  })
})
