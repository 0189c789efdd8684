import { callsFor } from '../../__helpers__/plugins'

function callsForTrack(event: Record<string, unknown>, mapping?: Record<string, unknown>) {
  return callsFor({ type: 'track', event: 'Signed Up', ...event } as never, mapping)
}

describe('trackEvent', () => {
  it('calls the tracker with the event title and the properties', async () => {
    expect(await callsForTrack({ properties: { plan: 'Startup' } })).toEqual([
      ['track', 'Signed Up', { plan: 'Startup' }]
    ])
  })

  it.each(['Signed Up', 'signed_up', 'Achat réussi ✓'])('leaves the title %s as it is', async (event) => {
    expect(await callsForTrack({ event })).toEqual([['track', event, {}]])
  })

  it.each([undefined, null, '', ' ', '\u00a0', [], ['Signed Up'], {}, true, false, 'True', 'FALSE', ' true '])(
    'sends nothing when the title is %j',
    async (event) => {
      expect(await callsForTrack({ event })).toEqual([])
    }
  )

  // The tracker knows whom it tracks.
  it.each([
    { userId: '0', anonymousId: 'anonymous-1' },
    { userId: 'null', anonymousId: '0' },
    { userId: undefined, anonymousId: undefined }
  ])('sends no identifier, and so an event whatever the identifiers are: %j', async (ids) => {
    expect(await callsForTrack(ids)).toEqual([['track', 'Signed Up', {}]])
  })

  it('makes a text of a title that is a number, as cloud mode does', async () => {
    expect(await callsForTrack({ event: 404 })).toEqual([['track', '404', {}]])
  })

  it.each([
    [5, '5'],
    [0, '0'],
    [4.5, '4.5']
  ])("makes a text of the number %j that a customer's own mapping takes for the title", async (event, title) => {
    expect(await callsForTrack({}, { event })).toEqual([['track', title, {}]])
    expect(await callsForTrack({ properties: { event } }, { event: { '@path': '$.properties.event' } })).toEqual([
      ['track', title, { event }]
    ])
  })

  it.each([[[]], [{ '@path': '$.context.custom' }]])(
    "sends no properties when a customer's own mapping takes an empty list for them: %j",
    async (properties) => {
      expect(await callsForTrack({ context: { custom: [] } }, { properties })).toEqual([['track', 'Signed Up', {}]])
    }
  )

  // PHP writes an object with nothing in it as `[]`, and a page may be written by PHP.
  it.each([undefined, null, '', {}, []])('sends an event whose properties are %j with none', async (properties) => {
    expect(await callsForTrack({ properties })).toEqual([['track', 'Signed Up', {}]])
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

    expect(await callsForTrack({ properties })).toEqual([['track', 'Signed Up', properties]])
  })

  it.each([
    ['text'],
    ['[]'],
    [true],
    [false],
    [0],
    [5],
    [['a']],
    [['a', 'b']],
    [[{ plan: 'Startup' }]],
    [[null]],
    [[undefined, 'b']],
    [[[]]]
  ])('sends nothing when the properties are %j', async (properties) => {
    expect(await callsForTrack({ properties })).toEqual([])
  })

  it.each([
    { length: 3, push: true, 0: 'a' },
    { length: 0, plan: 'Startup' },
    { length: { toString: 'a' } },
    { 0: 'a' }
  ])('leaves properties as they are whose names are those of lists: %j', async (properties) => {
    expect(await callsForTrack({ properties })).toEqual([['track', 'Signed Up', properties]])
  })

  it.each([
    ['title', { event: { name: 'Signed Up' } }],
    ['title', { event: true }],
    ['properties', { properties: ['a'] }],
    ['properties', { properties: 'text' }]
  ])("sends nothing when a customer's own mapping takes something else for the %s: %j", async (_field, mapping) => {
    expect(await callsForTrack({}, mapping)).toEqual([])
  })

  it("hands the tracker a copy of the properties: what it does to them stays out of the page's own", async () => {
    const properties = { products: [{ sku: 'a' }] }
    const [[, , sent]] = (await callsForTrack({ properties })) as [[string, string, typeof properties]]
    sent.products[0].sku = 'b'

    expect(properties).toEqual({ products: [{ sku: 'a' }] })
  })
})
