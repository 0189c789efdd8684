import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

function send(event: Partial<SegmentEvent>) {
  nock('https://api.wishpond.com').post('/api/v1/tracking/track').reply(200)
  return createTestIntegration(destination).testAction('trackEvent', {
    event: { type: 'track', userId: 'user-1', event: 'Signed Up', timestamp: '2024-05-17T09:30:00.000Z', ...event },
    settings,
    useDefaultMappings: true
  })
}

async function bodySentFor(event: Partial<SegmentEvent>) {
  const [{ request }] = await send(event)
  return request.json()
}

describe('trackEvent', () => {
  it('sends one request with the keys, the user ID, the event title, its properties and its timestamp', async () => {
    const responses = await send({ properties: { plan: 'Startup' } })

    expect(responses).toHaveLength(1)
    const { request } = responses[0]
    expect(request.method).toBe('POST')
    expect(request.url).toBe('https://api.wishpond.com/api/v1/tracking/track')
    expect(request.headers.get('content-type')).toBe('application/json')
    expect(await request.json()).toEqual({
      merchantId: '123456',
      writeKey: '0a1b2c3d4e5f',
      cid: 'user-1',
      event: 'Signed Up',
      properties: { plan: 'Startup' },
      timestamp: '2024-05-17T09:30:00.000Z'
    })
  })

  it.each([
    [{ userId: 'user-1', anonymousId: 'anonymous-1' }, 'user-1'],
    [{ userId: 'user-1', anonymousId: undefined }, 'user-1'],
    [{ userId: undefined, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: null, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: '', anonymousId: 'anonymous-1' }, 'anonymous-1']
  ])('takes, of %j, %s as the identifier of the lead', async (ids, cid) => {
    expect(await bodySentFor(ids)).toMatchObject({ cid })
  })

  it.each([
    { userId: undefined, anonymousId: undefined },
    { userId: null, anonymousId: null },
    { userId: '', anonymousId: '' }
  ])('refuses an event with neither of the ids: %j', async (ids) => {
    await expect(send(ids)).rejects.toThrow(/missing the required field 'userId'/)
  })

  it.each([undefined, null, ''])('refuses an event whose title is %j', async (event) => {
    await expect(send({ event } as Partial<SegmentEvent>)).rejects.toThrow(/missing the required field 'event'/)
  })

  it.each(['Signed Up', 'signed_up', 'Achat réussi ✓'])('leaves the title %s as it is', async (event) => {
    expect(await bodySentFor({ event })).toMatchObject({ event })
  })

  it('leaves the properties as they are, also those that an attribute of a lead would have renamed', async () => {
    const properties = {
      firstName: 'Bill',
      first_name: 'William',
      subscribed: false,
      revenue: 0,
      coupon: '',
      campaign: null,
      products: [{ sku: 'a', price: 0, createdAt: null }]
    }
    const before = JSON.stringify(properties)

    expect((await bodySentFor({ properties })).properties).toEqual(JSON.parse(before))
    expect(JSON.stringify(properties)).toBe(before)
  })

  it.each([undefined, null])('sends an event whose properties are %j with none', async (properties) => {
    expect((await bodySentFor({ properties } as Partial<SegmentEvent>)).properties).toEqual({})
  })

  it('leaves the timestamp out when the event has none', async () => {
    expect(await bodySentFor({ timestamp: undefined })).not.toHaveProperty('timestamp')
  })
  it.each([
    ['in ISO 8601', '2024-05-17T09:30:00Z', '2024-05-17T09:30:00.000Z'],
    ['with a time zone', '2024-05-17T11:30:00+02:00', '2024-05-17T09:30:00.000Z'],
    ['in seconds since 1970', 1715938200, '2024-05-17T09:30:00.000Z'],
    ['in milliseconds since 1970, as a text', '1715938200000', '2024-05-17T09:30:00.000Z'],
    ['of the least milliseconds', 100000000000, '1973-03-03T09:46:40.000Z'],
    ['of the most seconds', 99999999999, '5138-11-16T09:46:39.000Z'],
    ['of the first year', '0000-01-01', '0000-01-01T00:00:00.000Z'],
    ['of the last year', '9999-12-31', '9999-12-31T00:00:00.000Z']
  ])('sends a timestamp %s in ISO 8601, in UTC', async (_form, timestamp, sent) => {
    expect((await bodySentFor({ timestamp } as Partial<SegmentEvent>)).timestamp).toBe(sent)
  })

  it.each(['2024-13-45', '+010000-01-01T00:00:00.000Z', '-000001-12-31T23:59:59.999Z'])(
    'refuses the timestamp %s, and says what to send instead',
    async (timestamp) => {
      await expect(send({ timestamp })).rejects.toMatchObject({
        name: 'PayloadValidationError',
        message: `Timestamp is not a date: "${timestamp}". Map a time in ISO 8601, as 2024-08-09T12:00:00Z.`
      })
    }
  )

  // The framework's schema takes such a list for a text, and then makes an empty one of it.
  it.each([
    [{ userId: undefined, anonymousId: [null] }, 'User ID'],
    [{ event: [''] }, 'Event Title']
  ])('refuses an event with what is empty in %j', async (event, label) => {
    await expect(send(event as unknown as Partial<SegmentEvent>)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `${label} is empty. Map it to something that this event has.`
    })
  })
})
