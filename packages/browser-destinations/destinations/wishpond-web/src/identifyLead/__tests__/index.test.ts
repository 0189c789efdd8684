import { callsFor, createPlugins, load, putTracker, send } from '../../__helpers__/plugins'

async function attributesFor(traits: Record<string, unknown> | undefined) {
  const calls = await callsFor({ type: 'identify', userId: 'user-1', traits })
  expect(calls).toHaveLength(1)
  return calls[0][2]
}

describe('identifyLead', () => {
  it('calls the tracker with the user ID and the traits', async () => {
    const traits = { name: 'Jane Kim', plan: 'Startup' }

    expect(await callsFor({ type: 'identify', userId: 'user-1', traits })).toEqual([['identify', 'user-1', traits]])
  })

  it.each([undefined, null, ''])('sends nothing when the user ID is %j, also with an anonymous ID', async (userId) => {
    expect(
      await callsFor({ type: 'identify', userId, anonymousId: 'anonymous-1', traits: { name: 'Jane Kim' } })
    ).toEqual([])
  })

  it('identifies a lead that has no traits', async () => {
    expect(await attributesFor(undefined)).toEqual({})
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
