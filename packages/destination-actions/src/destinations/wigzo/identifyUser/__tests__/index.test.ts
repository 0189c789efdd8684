import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'
const user = {
  userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
  customer_id: 'user-123',
  is_active: true,
  source: 'web'
}

function deliver(event: Partial<SegmentEvent>, mapping?: JSONObject) {
  return createTestIntegration(destination).testAction('identifyUser', {
    event: { type: 'identify', userId: 'user-123', ...event },
    settings: { orgToken },
    mapping,
    useDefaultMappings: mapping === undefined
  })
}

async function bodyOf(event: Partial<SegmentEvent>, mapping?: JSONObject): Promise<unknown> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/identify').query({ org_token: orgToken }).reply(200)
  const responses = await deliver(event, mapping)
  expect(responses).toHaveLength(1)
  return JSON.parse(responses[0].options.body as string)
}

describe('an identify call', () => {
  it('sends the raw user id beside the UUID', async () => {
    expect(await bodyOf({ traits: {} })).toEqual(user)
  })

  // Some sources send 0 for a guest.
  it.each([undefined, null, '', 0])('sends no customer id for an anonymous user, whose user id is %j', async (id) => {
    const anonymousId = '0d9f8e7c-6b5a-4c3d-8e1f-a2b3c4d5e6f7'
    const userId = id as SegmentEvent['userId']

    expect(await bodyOf({ userId, anonymousId, traits: { email: 'jane.kim@example.com' } })).toEqual({
      userId: anonymousId,
      email: 'jane.kim@example.com',
      is_active: true,
      source: 'web'
    })
  })

  it.each([
    ['camelCase', { firstName: 'Jane', lastName: 'Kim' }, { firstName: 'Jane', lastName: 'Kim' }],
    ['snake_case', { first_name: 'Jane', last_name: 'Kim' }, { firstName: 'Jane', lastName: 'Kim' }],
    ['camelCase', { fullName: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    ['snake_case', { full_name: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    ["Segment's spec", { name: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    ['camelCase', { postalCode: '110001' }, { postal_code: '110001' }],
    ['snake_case', { postal_code: '110001' }, { postal_code: '110001' }],
    ['camelCase', { countryCode: 'IN' }, { country_code: 'IN' }],
    ['snake_case', { country_code: 'IN' }, { country_code: 'IN' }],
    ['lower case', { city: 'Delhi', state: 'DL', country: 'India' }, { city: 'Delhi', state: 'DL', country: 'India' }],
    ['camelCase', { createdAt: '2024-08-09T12:00:00.000Z' }, { createdAt: '2024-08-09T12:00:00.000Z' }],
    ['snake_case', { created_at: '2024-08-09T12:00:00.000Z' }, { createdAt: '2024-08-09T12:00:00.000Z' }],
    ['camelCase', { updatedAt: '2024-08-09T12:00:00.000Z' }, { updatedAt: '2024-08-09T12:00:00.000Z' }],
    ['snake_case', { updated_at: '2024-08-09T12:00:00.000Z' }, { updatedAt: '2024-08-09T12:00:00.000Z' }],
    ['camelCase', { isActive: false }, { is_active: false }],
    ['snake_case', { is_active: false }, { is_active: false }]
  ])('sends traits in %s: %j', async (_casing, traits, sent) => {
    expect(await bodyOf({ traits })).toEqual({ ...user, ...sent })
  })

  it.each([
    [{ firstName: 'Jane', first_name: 'Joan' }, { firstName: 'Jane' }],
    [{ firstName: '', first_name: 'Joan' }, { firstName: 'Joan' }],
    [{ name: 'Jane Kim', fullName: 'J. Kim', full_name: 'J. K.' }, { fullName: 'Jane Kim' }],
    [{ fullName: 'J. Kim', full_name: 'J. K.' }, { fullName: 'J. Kim' }],
    [{ postalCode: '110001', postal_code: '110002' }, { postal_code: '110001' }],
    [{ createdAt: 0, created_at: '2024-08-09' }, { createdAt: '1970-01-01T00:00:00.000Z' }],
    [{ createdAt: '', created_at: '2024-08-09' }, { createdAt: '2024-08-09T00:00:00.000Z' }],
    [{ isActive: false, is_active: true }, { is_active: false }],
    [{ isActive: '', is_active: false }, { is_active: false }],
    [{ isActive: '' }, { is_active: true }]
  ])('sends of %j the first that is not empty', async (traits, sent) => {
    expect(await bodyOf({ traits })).toEqual({ ...user, ...sent })
  })

  it.each<JSONObject>([
    { city: 'Delhi', state: 'DL', country: 'India', countryCode: 'IN', postalCode: '110001' },
    { city: 'Delhi', state: 'DL', country: 'India', country_code: 'IN', postal_code: '110001' }
  ])('sends the parts of the address %j under names of their own', async (address) => {
    expect(await bodyOf({ traits: { address } })).toEqual({
      ...user,
      city: 'Delhi',
      state: 'DL',
      country: 'India',
      country_code: 'IN',
      postal_code: '110001',
      address
    })
  })

  it('sends the parts of the address before traits of the same names', async () => {
    const address = { city: 'Delhi', country_code: 'IN' }

    expect(await bodyOf({ traits: { address, city: 'Mumbai', countryCode: 'US', state: 'MH' } })).toEqual({
      ...user,
      city: 'Delhi',
      country_code: 'IN',
      state: 'MH',
      address
    })
  })

  it.each([
    ['the traits', { email: 'a@example.com', phone: '+911' }, {}, { email: 'a@example.com', phone: '+911' }],
    ['the traits first', { email: 'a@example.com' }, { email: 'b@example.com' }, { email: 'a@example.com' }],
    ["the context's traits", {}, { email: 'b@example.com', phone: '+912' }, { email: 'b@example.com', phone: '+912' }],
    [
      'the first that is not empty',
      { email: '', phone: null },
      { email: 'b@e.com', phone: 912 },
      { email: 'b@e.com', phone: '912' }
    ],
    ['nowhere', { email: '', phone: null }, {}, {}]
  ])('takes email and phone from %s', async (_name, traits, contextTraits, sent) => {
    expect(await bodyOf({ traits, context: { traits: contextTraits } })).toEqual({ ...user, ...sent })
  })

  it.each([
    ['a date', '2024-08-09', '2024-08-09T00:00:00.000Z'],
    ['a date with a time zone', '2024-08-09T14:00:00+02:00', '2024-08-09T12:00:00.000Z'],
    ['seconds', 1723204800, '2024-08-09T12:00:00.000Z'],
    ['milliseconds', 1723204800000, '2024-08-09T12:00:00.000Z'],
    ['milliseconds before 2001', 946684800000, '2000-01-01T00:00:00.000Z'],
    ['the least milliseconds', 100000000000, '1973-03-03T09:46:40.000Z'],
    ['the most seconds', 99999999999, '5138-11-16T09:46:39.000Z'],
    ['a date of the first year', '0000-01-01', '0000-01-01T00:00:00.000Z'],
    ['a date of the last year', '9999-12-31', '9999-12-31T00:00:00.000Z'],
    ['digits', '1723204800', '2024-08-09T12:00:00.000Z'],
    ['zero', 0, '1970-01-01T00:00:00.000Z']
  ])('sends %s in ISO 8601', async (_name, createdAt, sent) => {
    expect(await bodyOf({ traits: { createdAt } })).toEqual({ ...user, createdAt: sent })
  })

  describe.each([
    ['createdAt', /createdAt|Created At/],
    ['updatedAt', /updatedAt|Updated At/]
  ])('is refused, naming the field, when %s', (trait, name) => {
    it.each(['yesterday', '2016-13-45', '+010000-01-01T00:00:00.000Z', '-000001-12-31T23:59:59.999Z'])(
      'is "%s"',
      async (date) => {
        await expect(deliver({ traits: { [trait]: date } })).rejects.toThrow(name)
      }
    )
  })
})

describe('further traits', () => {
  it('are sent under their own names, `false` and 0 and all', async () => {
    const traits = { order_completed_last_30days: false, logins: 0, plan: 'premium', tags: ['a'], referrer: null }

    expect(await bodyOf({ traits })).toEqual({ ...user, ...traits })
  })

  it('lose against the fields of the same name', async () => {
    const traits = { userId: 'x', customer_id: 'y', source: 'newsletter', plan: 'premium' }

    expect(await bodyOf({ traits })).toEqual({ ...user, plan: 'premium' })
  })

  it.each([
    ...['email', 'phone', 'name', 'fullName', 'full_name', 'firstName', 'first_name', 'lastName', 'last_name', 'city'],
    ...['state', 'country', 'countryCode', 'country_code', 'postalCode', 'postal_code', 'createdAt', 'created_at'],
    ...['updatedAt', 'updated_at', 'isActive', 'is_active']
  ])('are without %s, which has a field of its own, also when the mapping lacks that field', async (trait) => {
    const mapping = { userId: 'user-123', traits: { '@path': '$.traits' } }

    expect(await bodyOf({ traits: { [trait]: 'x', plan: 'premium' } }, mapping)).toEqual({
      userId: user.userId,
      source: 'web',
      plan: 'premium'
    })
  })

  it('are not there when the call has no traits', async () => {
    expect(await bodyOf({ traits: undefined })).toEqual(user)
  })
})

describe('an audience of Engage', () => {
  it('is sent as a trait of a user of whom nothing else is known', async () => {
    const preset = destination.presets?.find(({ type }) => type === 'specificEvent')
    const event = {
      traits: { order_completed_last_30days: true },
      context: { personas: { computation_class: 'audience', computation_key: 'order_completed_last_30days' } }
    }

    expect(await bodyOf(event, preset?.mapping)).toEqual({ ...user, order_completed_last_30days: true })
  })
})
