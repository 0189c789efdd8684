import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

function send(event: Partial<SegmentEvent>, mapping = {}) {
  nock('https://api.wishpond.com').post('/api/v1/tracking/track').reply(200)
  return createTestIntegration(destination).testAction('trackEvent', {
    event: { type: 'track', userId: 'user-1', event: 'Signed Up', timestamp: '2024-05-17T09:30:00.000Z', ...event },
    mapping,
    settings,
    useDefaultMappings: true
  })
}

async function bodySentFor(event: object) {
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
    [{ userId: '', anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: 42, anonymousId: 'anonymous-1' }, '42'],
    [{ userId: ' user-1 ', anonymousId: 'anonymous-1' }, 'user-1'],
    [{ userId: ' ', anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: 0, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: '0', anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: false, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: true, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: 'NULL', anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: 'anonymous', anonymousId: 42 }, '42'],
    [{ userId: '-1', anonymousId: '\u00a0anonymous-1' }, 'anonymous-1'],
    [{ userId: {}, anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: [], anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: ['user-1'], anonymousId: 'anonymous-1' }, 'anonymous-1'],
    [{ userId: 'user-1', anonymousId: {} }, 'user-1'],
    [{ userId: 'user-1', anonymousId: '0' }, 'user-1']
  ])('takes, of %j, %s as the identifier of the lead', async (ids, cid) => {
    expect(await bodySentFor(ids)).toMatchObject({ cid })
  })

  it.each([
    { userId: undefined, anonymousId: undefined },
    { userId: null, anonymousId: null },
    { userId: '', anonymousId: '' },
    { userId: [], anonymousId: {} }
  ])('refuses an event with neither of the ids: %j', async (ids) => {
    await expect(send(ids as unknown as Partial<SegmentEvent>)).rejects.toThrow(/missing the required field 'userId'/)
  })

  it.each([
    { userId: '0', anonymousId: '00000000-0000-0000-0000-000000000000' },
    { userId: 0, anonymousId: undefined },
    { userId: undefined, anonymousId: 'anonymous' },
    { userId: false, anonymousId: ' ' }
  ])('refuses an event whose ids are placeholders: %j', async (ids) => {
    await expect(send(ids as unknown as Partial<SegmentEvent>)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message:
        'User ID and Anonymous ID are both missing or a placeholder, such as 0, null or anonymous. Map User ID or Anonymous ID to an identifier.'
    })
  })

  it.each([undefined, null, '', [], ['Signed Up'], {}])('refuses an event whose title is %j', async (event) => {
    await expect(send({ event } as Partial<SegmentEvent>)).rejects.toThrow(/missing the required field 'event'/)
  })

  it.each([
    [' \u00a0', 'empty'],
    [true, 'true'],
    [false, 'false'],
    ['False', 'False'],
    ['True', 'True'],
    ['FALSE', 'FALSE'],
    [' true ', 'true']
  ])('refuses an event whose title is %j', async (event, what) => {
    await expect(send({ event } as Partial<SegmentEvent>)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `Event Title is ${what}. Map Event Title to a text that the event has.`
    })
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

  // PHP writes an object with nothing in it as `[]`.
  it.each([undefined, null, '', {}, []])('sends an event whose properties are %j with none', async (properties) => {
    expect((await bodySentFor({ properties })).properties).toEqual({})
  })

  // The framework's schema refuses it before the action runs: the description of the field says so.
  it("refuses an event whose properties are an empty list with a customer's own mapping", async () => {
    const sent = send({ properties: [] } as unknown as Partial<SegmentEvent>, {
      properties: { '@path': '$.properties' }
    })

    await expect(sent).rejects.toThrow('Properties must be an object but it was an array.')
  })

  it.each([
    ['text', 'string'],
    ['{"plan":"Startup"}', 'string'],
    [true, 'boolean'],
    [false, 'boolean'],
    [0, 'number'],
    [5, 'number']
  ])('refuses an event whose properties are %j', async (properties, type) => {
    await expect(send({ properties } as unknown as Partial<SegmentEvent>)).rejects.toThrow(
      `Properties must be an object but it was a ${type}.`
    )
  })

  it.each([[['a']], [['a', 'b']], [[{ plan: 'Startup' }]], [[null]], [[[]]]])(
    'refuses an event whose properties are the list %j',
    async (properties) => {
      await expect(send({ properties } as unknown as Partial<SegmentEvent>)).rejects.toThrow(
        'Properties must be an object but it was an array.'
      )
    }
  )

  it.each([
    { length: 3, push: true, 0: 'a' },
    { length: 0, plan: 'Startup' },
    { length: { toString: 'a' } },
    { 0: 'a' }
  ])('leaves properties as they are whose names are those of lists: %j', async (properties) => {
    expect((await bodySentFor({ properties })).properties).toEqual(properties)
  })

  it.each([undefined, null, ''])('leaves the timestamp out when the event has %j', async (timestamp) => {
    expect(await bodySentFor({ timestamp })).not.toHaveProperty('timestamp')
  })

  it.each([
    ['in UTC', '2024-05-17T09:30:00Z', '2024-05-17T09:30:00.000Z'],
    ['with an offset', '2024-05-17T11:30:00+02:00', '2024-05-17T09:30:00.000Z'],
    ['with a short offset', '2024-05-17T11:30:00+02', '2024-05-17T09:30:00.000Z'],
    ['without an offset', '2024-05-17T09:30:00', '2024-05-17T09:30:00.000Z'],
    ['as databases print it', '2024-05-17 09:30:00', '2024-05-17T09:30:00.000Z'],
    ['in the basic form', '20240517T093000Z', '2024-05-17T09:30:00.000Z'],
    ['of a week', '2024-W20-5T09:30:00Z', '2024-05-17T09:30:00.000Z'],
    ['of a day', '2024-05-17', '2024-05-17T00:00:00.000Z'],
    ['of a day, without hyphens', '20240517', '2024-05-17T00:00:00.000Z'],
    ['of a day, as a number', 20240517, '2024-05-17T00:00:00.000Z'],
    ['of a year', 2024, '2024-01-01T00:00:00.000Z'],
    ['in seconds since 1970', 1715938200, '2024-05-17T09:30:00.000Z'],
    ['in milliseconds since 1970, as a text', '1715938200000', '2024-05-17T09:30:00.000Z'],
    ['of the first year', '0000-01-01', '0000-01-01T00:00:00.000Z'],
    ['of the last year', '9999-12-31', '9999-12-31T00:00:00.000Z']
  ])('sends a timestamp %s in ISO 8601, in UTC', async (_form, timestamp, sent) => {
    expect((await bodySentFor({ timestamp })).timestamp).toBe(sent)
  })

  it.each([
    ['test 1', '"test 1"'],
    ['0000-00-00 00:00:00', '"0000-00-00 00:00:00"'],
    ['2024-02-30', '"2024-02-30"'],
    ['+010000-01-01T00:00:00.000Z', '"+010000-01-01T00:00:00.000Z"'],
    ['Fri, 17 May 2024 09:30:00 GMT', '"Fri, 17 May 2024 09:30:00 GMT"'],
    [' ', '" "'],
    [0, '"0"'],
    [true, '"true"'],
    ['x'.repeat(41), `"${'x'.repeat(40)}"`]
  ])('refuses the timestamp %j, and says what to send instead', async (timestamp, shown) => {
    await expect(send({ timestamp } as unknown as Partial<SegmentEvent>)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: `Timestamp is not a time: ${shown}. Map Timestamp to a time in ISO 8601, for example 2024-08-09T12:00:00Z, or to a Unix time.`
    })
  })

  // As mappings of a customer's own may; the framework's schema takes such a list for a text, and makes `''` of it.
  it.each([
    [{ userId: [null], anonymousId: undefined }, { userId: { '@path': '$.userId' } }, /^User ID and Anonymous ID are/],
    [{ event: [''] }, { event: { '@path': '$.event' } }, /^Event Title is empty/]
  ])("refuses what is empty in %j, with a customer's own mapping", async (event, mapping, message) => {
    await expect(send(event as unknown as Partial<SegmentEvent>, mapping)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: expect.stringMatching(message) as string
    })
  })
})
