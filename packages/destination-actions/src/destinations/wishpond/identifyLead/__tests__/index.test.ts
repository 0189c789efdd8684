import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

function send(event: Partial<SegmentEvent>) {
  nock('https://api.wishpond.com').post('/api/v1/tracking/identify').reply(200)
  return createTestIntegration(destination).testAction('identifyLead', {
    event: { type: 'identify', userId: 'user-1', ...event },
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

  it.each([undefined, null, ''])(
    'refuses a call whose user ID is %j, also when it has an anonymous ID',
    async (userId) => {
      await expect(send({ userId, anonymousId: 'anonymous-1', traits: { name: 'Jane Kim' } })).rejects.toThrow(
        /missing the required field 'userId'/
      )
    }
  )

  // The framework's schema takes such a list for a text, and then makes an empty one of it.
  it('refuses a call whose user ID is a list with nothing in it', async () => {
    await expect(send({ userId: [null] as unknown as string })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: 'User ID is empty. Map it to something that this event has.'
    })
  })

  it('identifies a lead that has no traits', async () => {
    expect(await attributesSentFor(undefined)).toEqual({})
  })
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
