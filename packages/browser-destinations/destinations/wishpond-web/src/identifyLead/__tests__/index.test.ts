import { callsFor, createPlugins, load, putTracker, send } from '../../__helpers__/plugins'

async function attributesFor(traits: unknown) {
  const calls = await callsFor({ type: 'identify', userId: 'user-1', traits: traits as Record<string, unknown> })
  expect(calls).toHaveLength(1)
  return calls[0][2]
}

describe('identifyLead', () => {
  it('calls the tracker with the user ID and the traits', async () => {
    const traits = { name: 'Jane Kim', plan: 'Startup' }

    expect(await callsFor({ type: 'identify', userId: 'user-1', traits })).toEqual([['identify', 'user-1', traits]])
  })

  it.each([undefined, null, '', [], ['user-1'], {}, { id: 'user-1' }])(
    'sends nothing when the user ID is %j, also with an anonymous ID',
    async (userId) => {
      expect(
        await callsFor({
          type: 'identify',
          userId: userId as string,
          anonymousId: 'anonymous-1',
          traits: { name: 'Jane Kim' }
        })
      ).toEqual([])
    }
  )

  it.each([0, -1, false, true, '0', ' 0 ', '-1', 'null', 'NULL', 'undefined', 'anonymous', 'true', ' ', '\u00a0'])(
    'sends nothing when the user ID is the placeholder %j, also with an anonymous ID',
    async (userId) => {
      expect(
        await callsFor({
          type: 'identify',
          userId: userId as string,
          anonymousId: 'anonymous-1',
          traits: { name: 'Jane Kim' }
        })
      ).toEqual([])
    }
  )

  it.each([
    [42, '42'],
    [' user-1\u00a0', 'user-1']
  ])('takes the user ID %j for the user %j', async (userId, user) => {
    expect(await callsFor({ type: 'identify', userId: userId as string })).toEqual([['identify', user, {}]])
  })

  // PHP writes an object with nothing in it as `[]`, and a page may be written by PHP.
  it.each([undefined, null, '', {}, []])('identifies a lead whose traits are %j', async (traits) => {
    expect(await attributesFor(traits)).toEqual({})
  })

  it.each([[[]], [{ '@path': '$.context.custom' }]])(
    "identifies a lead without attributes when a customer's own mapping takes an empty list for them: %j",
    async (attributes) => {
      const event = { type: 'identify', userId: 'user-1', context: { custom: [] } } as never

      expect(await callsFor(event, { attributes })).toEqual([['identify', 'user-1', {}]])
    }
  )

  it.each([
    ['text'],
    ['[]'],
    [true],
    [false],
    [0],
    [5],
    [['a']],
    [['a', 'b']],
    [[{ name: 'Jane Kim' }]],
    [[null]],
    [[undefined, 'b']],
    [[[]]]
  ])('sends nothing when the traits are %j', async (traits) => {
    expect(
      await callsFor({ type: 'identify', userId: 'user-1', traits: traits as unknown as Record<string, unknown> })
    ).toEqual([])
  })

  it.each([
    ['user ID', { userId: '0' }],
    ['user ID', { userId: { id: 'user-1' } }],
    ['attributes', { attributes: ['a'] }],
    ['attributes', { attributes: [{}, {}] }],
    ['attributes', { attributes: 'text' }]
  ])("sends nothing when a customer's own mapping takes something else for the %s: %j", async (_field, mapping) => {
    expect(await callsFor({ type: 'identify', userId: 'user-1' }, mapping)).toEqual([])
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
    it.each(['camel', 0, false, '', null])(`goes out as ${snakeCase}, with the value %j`, async (value) => {
      expect(await attributesFor({ [camelCase]: value })).toEqual({ [snakeCase]: value })
    })

    it.each(['snake', 0, false, '', null])(`yields to ${snakeCase} when that is %j`, async (value) => {
      expect(await attributesFor({ [snakeCase]: value, [camelCase]: 'camel' })).toEqual({ [snakeCase]: value })
      expect(await attributesFor({ [camelCase]: 'camel', [snakeCase]: value })).toEqual({ [snakeCase]: value })
    })
  })

  it.each([
    ['every other trait', { phone: '555-0100', companyName: 'Initech', FirstName: 'Bill', id: 'crm-7' }],
    ['false, 0, empty and null', { order_completed_last_30days: false, logins: 0, nickname: '', title: null }],
    ['names that lists have', { length: 3, push: true, 0: 'a' }],
    ['a length of zero', { length: 0, name: 'Jane Kim' }],
    ['numbers as names', { 0: 'a', 1: 'b' }],
    ['names that objects have of themselves', { toString: 'b', valueOf: 'c' }],
    ['blanks, and dates of any form', { email: ' jane.kim@example.com ', birthday: '0000-00-00' }],
    ['nested objects', { address: { firstName: 'Bill', geo: { createdAt: 0 } }, tags: ['a', { leadScore: 1 }] }]
  ])('leave %s as they are', async (_what, traits) => {
    expect(await attributesFor({ ...traits })).toEqual(traits)
  })

  it("are copies: neither the destination nor the tracker changes the page's own objects", async () => {
    const traits = { firstName: 'Bill', address: { city: 'Austin', lines: ['4120 Freidrich Ln'] }, tags: [{ a: 1 }] }
    const before = JSON.stringify(traits)
    const attributes = (await attributesFor(traits)) as typeof traits
    attributes.address.city = 'Dallas'
    attributes.address.lines.push('Suite 1')
    attributes.tags[0].a = 2

    expect(JSON.stringify(traits)).toBe(before)
  })

  it('are those of the call, whatever the page does to its objects before the tracker is ready', async () => {
    delete window.Wishpond
    const plugins = await createPlugins({ merchantId: '123456', trackingKey: '0a1b2c3d4e5f', loadScript: false })
    const loading = load(plugins)
    const traits = { name: 'Jane Kim', address: { city: 'Austin' } }
    const sent = send(plugins, { type: 'identify', userId: 'user-1', traits })
    traits.name = 'somebody else'
    traits.address.city = 'Dallas'
    const calls = putTracker()
    await Promise.all([loading, sent])

    expect(calls).toEqual([['identify', 'user-1', { name: 'Jane Kim', address: { city: 'Austin' } }]])
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
    [{ name: 'Jane Kim' }, { name: 'Jane Kim' }]
  ])('makes of the traits %j the attributes %j', async (traits, expected) => {
    expect(await callsFor({ type: 'identify', userId: 'user-1', traits }, { attributes })).toEqual([
      ['identify', 'user-1', expected]
    ])
  })
})
