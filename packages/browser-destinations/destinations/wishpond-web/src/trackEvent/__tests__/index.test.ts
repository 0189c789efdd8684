import { callsFor } from '../../__helpers__/plugins'

function callsForTrack(event: Record<string, unknown>) {
  return callsFor({ type: 'track', event: 'Signed Up', ...event } as never)
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

  it.each([undefined, null, ''])('sends nothing when the title is %j', async (event) => {
    expect(await callsForTrack({ event })).toEqual([])
  })

  it.each([undefined, null])('sends an event whose properties are %j with none', async (properties) => {
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

  it("hands the tracker a copy of the properties: what it does to them stays out of the page's own", async () => {
    const properties = { products: [{ sku: 'a' }] }
    const [[, , sent]] = (await callsForTrack({ properties })) as [[string, string, typeof properties]]
    sent.products[0].sku = 'b'

    expect(properties).toEqual({ products: [{ sku: 'a' }] })
  })
})
