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

  it.each([
    ...[undefined, null, '', ' ', [], {}, ['user-123']],
    ...[0, '0', '00', -1, 'null', 'NULL', 'undefined', 'anonymous', false, true, 'false']
  ])('sends no customer id for an anonymous user, whose user id is %j', async (id) => {
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
    [42, '42'],
    [' user-123\u00a0', 'user-123']
  ])('sends the user id %j as the customer id %j', async (userId, customer_id) => {
    expect(await bodyOf({ userId: userId as string, traits: {} })).toMatchObject({ customer_id })
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
    [{ createdAt: null, created_at: '2024-08-09' }, { createdAt: '2024-08-09T00:00:00.000Z' }],
    [{ createdAt: [], created_at: '2024-08-09' }, { createdAt: '2024-08-09T00:00:00.000Z' }],
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
    ['a time without one, which is in UTC', '2024-01-02 03:04:05', '2024-01-02T03:04:05.000Z'],
    ['a basic date', '20240102', '2024-01-02T00:00:00.000Z'],
    ['a basic date as a number', 20240102, '2024-01-02T00:00:00.000Z'],
    ['a year', 2024, '2024-01-01T00:00:00.000Z'],
    ['seconds', 1723204800, '2024-08-09T12:00:00.000Z'],
    ['seconds with a fraction', 1723204800.5, '2024-08-09T12:00:00.500Z'],
    ['seconds as a text', '1723204800', '2024-08-09T12:00:00.000Z'],
    ['milliseconds', 1723204800000, '2024-08-09T12:00:00.000Z'],
    ['milliseconds before 2001', 946684800000, '2000-01-01T00:00:00.000Z'],
    ['a date with blanks around it', ' 2024-08-09\u00a0', '2024-08-09T00:00:00.000Z'],
    ['a date of the first year', '0000-01-01', '0000-01-01T00:00:00.000Z'],
    ['a date of the last year', '9999-12-31', '9999-12-31T00:00:00.000Z']
  ])('sends %s in ISO 8601', async (_name, date, sent) => {
    expect(await bodyOf({ traits: { createdAt: date, updated_at: date } })).toEqual({
      ...user,
      createdAt: sent,
      updatedAt: sent
    })
  })

  it.each<object>(
    [
      ...['test 1', 'yesterday', '0000-00-00 00:00:00', '2016-13-45', '2023-02-29', '01/02/2024', ' ', 'null'],
      ...['+010000-01-01T00:00:00.000Z', '-000001-12-31T23:59:59.999Z', '2024-01-02T03:04:05Z and more'],
      ...[0, 1, -1, 12345, 1e21, true, false, [], ['2024-08-09'], {}],
      { date: '2024-08-09 12:00:00.000000', timezone_type: 3, timezone: 'UTC' }
    ].map((date) => ({ createdAt: date, updatedAt: date }))
  )('sends a user without the dates of %j, which are none', async (dates) => {
    expect(await bodyOf({ traits: { email: 'jane.kim@example.com', ...dates } })).toEqual({
      ...user,
      email: 'jane.kim@example.com'
    })
  })

  it.each([
    [' pad@example.com', 'pad@example.com'],
    ['pad@example.com ', 'pad@example.com'],
    ['\u00a0pad@example.com\u00a0\n', 'pad@example.com']
  ])('sends the email %j without the blanks around it', async (email, sent) => {
    expect(await bodyOf({ traits: { email } })).toEqual({ ...user, email: sent })
  })

  const textTraits = ['email', 'phone', 'name', 'firstName', 'lastName', 'city', 'state', 'country', 'countryCode']

  it.each([true, false, ' ', '\u00a0'])('sends a user without the texts that are %j', async (value) => {
    const traits = Object.fromEntries([...textTraits, 'postalCode'].map((trait) => [trait, value]))

    expect(await bodyOf({ traits })).toEqual(user)
  })

  it.each([[{}], [{ first: 'Jane' }], [[]], [['Jane']], [['Jane', 'Joan']]])(
    'sends a user without the texts that are %j, in whichever place',
    async (value) => {
      const names = [...textTraits, 'postalCode', 'fullName', 'full_name', 'first_name', 'last_name', 'country_code']
      const traits = Object.fromEntries([...names, 'postal_code'].map((trait) => [trait, value]))

      expect(await bodyOf({ traits, context: { traits, library: { name: value } } } as object)).toEqual(user)
      expect(await bodyOf({ traits: { address: traits } })).toEqual({ ...user, address: traits })
    }
  )

  it.each([[' '], ['\u00a0'], ['\t\n'], [true], ['false'], [{}], [['a@example.com']]])(
    'takes the next email when the first one is %j',
    async (email) => {
      const context = { traits: { email: 'b@example.com' } }

      expect(await bodyOf({ traits: { email }, context })).toEqual({ ...user, email: 'b@example.com' })
    }
  )

  it.each<[unknown, boolean]>([
    ...[0, false, 'false', 'False', ' no ', 'N', '0'].map((isActive): [unknown, boolean] => [isActive, false]),
    ...[1, true, 'true', 'True', 'yes', 'Y', '1', 2, 'active', ' ', {}, [], [false]].map(
      (isActive): [unknown, boolean] => [isActive, true]
    )
  ])('sends isActive %j as %j', async (isActive, is_active) => {
    expect(await bodyOf({ traits: { isActive } } as object)).toEqual({ ...user, is_active })
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

  // PHP writes an empty object as a list.
  it.each([undefined, null, [], {}])('are not there when the traits are %j', async (traits) => {
    expect(await bodyOf({ traits: traits as undefined })).toEqual(user)
  })

  it.each<object>([
    { toString: 'a', constructor: null, plan: 'premium' },
    { length: 0, plan: 'premium' }
  ])('may have names that objects have from JavaScript: %j', async (traits) => {
    expect(await bodyOf({ traits: traits as JSONObject })).toEqual({ ...user, ...traits })
  })

  it.each(['plan=premium', ['plan', 'premium'], 5, true])('are refused when the traits are %j', async (traits) => {
    await expect(deliver({ traits: traits as unknown as undefined })).rejects.toThrow(/Traits must be an object/)
  })

  it.each([
    ['y', 'y'],
    [7, '7'],
    [0, undefined],
    ['null', undefined],
    [{ id: 'y' }, undefined]
  ])('give an anonymous user with customer_id %j the customer id %j', async (trait, customer_id) => {
    const anonymousId = '0d9f8e7c-6b5a-4c3d-8e1f-a2b3c4d5e6f7'

    expect(await bodyOf({ userId: null, anonymousId, traits: { customer_id: trait } })).toEqual({
      userId: anonymousId,
      customer_id,
      is_active: true,
      source: 'web'
    })
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
