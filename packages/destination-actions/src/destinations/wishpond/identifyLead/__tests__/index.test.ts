import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

function send(event: Partial<SegmentEvent>, mapping = {}) {
  nock('https://api.wishpond.com').post('/api/v1/tracking/identify').reply(200)
  return createTestIntegration(destination).testAction('identifyLead', {
    event: { type: 'identify', userId: 'user-1', ...event },
    mapping,
    settings,
    useDefaultMappings: true
  })
}

async function attributesSentFor(traits: SegmentEvent['traits']) {
  const [{ request }] = await send({ traits })
  const { attributes } = await request.json()
  return attributes
}

describe('identifyLead', () => {
  it('sends one request with the keys, the user ID and the traits', async () => {
    const responses = await send({ traits: { name: 'Jane Kim', plan: 'Startup' } })

    expect(responses).toHaveLength(1)
    const { request } = responses[0]
    expect(request.method).toBe('POST')
    expect(request.url).toBe('https://api.wishpond.com/api/v1/tracking/identify')
    expect(request.headers.get('content-type')).toBe('application/json')
    expect(await request.json()).toEqual({
      merchantId: '123456',
      writeKey: '0a1b2c3d4e5f',
      cid: 'user-1',
      attributes: { name: 'Jane Kim', plan: 'Startup' }
    })
  })

  it.each([undefined, null, '', [], ['user-1'], {}, { id: 'user-1' }])(
    'refuses a call whose user ID is %j, also when it has an anonymous ID',
    async (userId) => {
      await expect(
        send({ userId: userId as string, anonymousId: 'anonymous-1', traits: { name: 'Jane Kim' } })
      ).rejects.toThrow(/missing the required field 'userId'/)
    }
  )

  it.each([
    0,
    -1,
    false,
    true,
    '0',
    ' 0 ',
    '-1',
    'null',
    'NULL',
    'undefined',
    'anonymous',
    'true',
    'false',
    ' ',
    '\u00a0'
  ])('refuses a call whose user ID is the placeholder %j, also when it has an anonymous ID', async (userId) => {
    await expect(
      send({ userId: userId as string, anonymousId: 'anonymous-1', traits: { name: 'Jane Kim' } })
    ).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: 'User ID is missing or a placeholder, such as 0, null or anonymous. Map User ID to an identifier.'
    })
  })

  it.each([
    [42, '42'],
    [' user-1\u00a0', 'user-1']
  ])('takes the user ID %j for the lead %j', async (userId, cid) => {
    const [{ request }] = await send({ userId: userId as string })

    expect(await request.json()).toMatchObject({ cid })
  })

  // As a mapping of a customer's own may; the framework's schema takes such a list for a text, and makes `''` of it.
  it("refuses a list with nothing in it that a customer's own mapping takes for the user ID", async () => {
    const sent = send({ userId: [null] as unknown as string }, { userId: { '@path': '$.userId' } })

    await expect(sent).rejects.toMatchObject({ name: 'PayloadValidationError' })
  })

  // PHP writes an object with nothing in it as `[]`.
  it.each([undefined, null, '', {}, []])('identifies a lead whose traits are %j', async (traits) => {
    expect(await attributesSentFor(traits as SegmentEvent['traits'])).toEqual({})
  })

  // The framework's schema refuses it before the action runs: the description of the field says so.
  it("refuses a call whose traits are an empty list with a customer's own mapping", async () => {
    const sent = send({ traits: [] } as unknown as Partial<SegmentEvent>, { attributes: { '@path': '$.traits' } })

    await expect(sent).rejects.toThrow('Attributes must be an object but it was an array.')
  })

  it.each([
    ['text', 'string'],
    ['[]', 'string'],
    [true, 'boolean'],
    [false, 'boolean'],
    [0, 'number'],
    [5, 'number']
  ])('refuses a call whose traits are %j', async (traits, type) => {
    await expect(send({ traits: traits as unknown as SegmentEvent['traits'] })).rejects.toThrow(
      `Attributes must be an object but it was a ${type}.`
    )
  })

  it.each([[['a']], [['a', 'b']], [[{ name: 'Jane Kim' }]], [[null]], [[[]]]])(
    'refuses a call whose traits are the list %j',
    async (traits) => {
      await expect(send({ traits: traits as unknown as SegmentEvent['traits'] })).rejects.toThrow(
        'Attributes must be an object but it was an array.'
      )
    }
  )
})

describe('The attributes of a lead', () => {
  describe.each([
    ['createdAt', 'created_at'],
    ['updatedAt', 'updated_at'],
    ['firstName', 'first_name'],
    ['lastName', 'last_name'],
    ['phoneNumber', 'phone_number'],
    ['leadScore', 'lead_score']
  ])('%s', (camelCase, snakeCase) => {
    it(`goes out as ${snakeCase}`, async () => {
      expect(await attributesSentFor({ [camelCase]: 'camel' })).toEqual({ [snakeCase]: 'camel' })
    })

    it(`may be written as ${snakeCase}`, async () => {
      expect(await attributesSentFor({ [snakeCase]: 'snake' })).toEqual({ [snakeCase]: 'snake' })
    })

    it.each([
      ['first', { [snakeCase]: 'snake', [camelCase]: 'camel' }],
      ['last', { [camelCase]: 'camel', [snakeCase]: 'snake' }]
    ])(`yields to ${snakeCase} when that comes %s`, async (_place, traits) => {
      expect(await attributesSentFor(traits)).toEqual({ [snakeCase]: 'snake' })
    })

    it.each([0, false, '', null])(`yields to ${snakeCase} also when that is %j`, async (value) => {
      expect(await attributesSentFor({ [snakeCase]: value, [camelCase]: 'camel' })).toEqual({ [snakeCase]: value })
    })

    it.each([0, false, '', null])('keeps the value %j', async (value) => {
      expect(await attributesSentFor({ [camelCase]: value })).toEqual({ [snakeCase]: value })
    })
  })

  it.each([
    ['every other trait', { phone: '555-0100', companyName: 'Initech', postal_code: '94103', FirstName: 'Bill' }],
    ['names that objects have of themselves', { constructor: 'a', toString: 'b', undefined: 'c', null: 'd' }],
    ['names that lists have', { length: 3, push: true, 0: 'a' }],
    ['a length of zero', { length: 0, name: 'Jane Kim' }],
    ['a length of another type', { length: { toString: 'a' } }],
    ['numbers as names', { 0: 'a', 1: 'b' }],
    ['blanks, and dates of any form', { email: ' jane.kim@example.com ', birthday: '0000-00-00' }],
    ['false, 0, empty and null', { order_completed_last_30days: false, logins: 0, nickname: '', title: null }],
    [
      'nested objects',
      { address: { firstName: 'Bill', city: null, geo: { createdAt: 0 } }, tags: ['a', { leadScore: 1 }] }
    ],
    ["an id that is the customer's own trait", { id: 'crm-7', userId: 'x', cid: 'y' }]
  ])('leave %s as they are', async (_what, traits) => {
    expect(await attributesSentFor({ ...traits })).toEqual(traits)
  })

  it('do not change the event they come from', async () => {
    const traits = { firstName: 'Bill', first_name: 'William', address: { firstName: 'Bill', empty: null }, tags: [{}] }
    const before = JSON.stringify(traits)

    await send({ traits })

    expect(JSON.stringify(traits)).toBe(before)
  })
})

// Segment's spec calls the number `phone`, Wishpond's leads have `phone_number`. docs/wishpond.md shows this mapping.
describe("A customer's own mapping of the phone number", () => {
  const attributes = {
    '@merge': {
      objects: [{ phone_number: { '@path': '$.traits.phone' } }, { '@path': '$.traits' }],
      direction: 'right'
    }
  }

  it.each([
    [{ phone: '555-0100' }, { phone: '555-0100', phone_number: '555-0100' }],
    [
      { phone: '555-0100', phone_number: '555-0199' },
      { phone: '555-0100', phone_number: '555-0199' }
    ],
    [{ phoneNumber: '555-0100' }, { phone_number: '555-0100' }],
    [{ name: 'Jane Kim' }, { name: 'Jane Kim' }],
    [{}, {}]
  ])('makes of the traits %j the attributes %j', async (traits, expected) => {
    const [{ request }] = await send({ traits }, { attributes })

    expect((await request.json()).attributes).toEqual(expected)
  })
})
