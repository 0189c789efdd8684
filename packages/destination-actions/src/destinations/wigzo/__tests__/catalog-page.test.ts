import type { SegmentEvent } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import edition2020 from './fixtures/catalog-page-2020.json'
import edition2024 from './fixtures/catalog-page-2024.json'
import destination from '../index'

// The calls that stand on two editions of Segment's catalog page of Wigzo, as analytics.js sends them. The data is the
// pages', the edition of 2020 with its spelling of the brand; anonymous id, page and time are invented.
const editions = [
  { name: '20 Oct 2020', events: edition2020, vendor: 'Apply' },
  { name: '09 Aug 2024', events: edition2024, vendor: 'Apple' }
]

const orgToken = 'e2a4c6f81b3d4957a0c2'
const anonymousUser = '5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90'
const userId123 = '186b3776-a0ce-401c-b5f5-9edecadba55c'

async function deliver(action: string, path: string, event: unknown): Promise<unknown[]> {
  nock('https://app.wigzo.com').post(path).query({ org_token: orgToken }).reply(200)
  const responses = await createTestIntegration(destination).testAction(action, {
    event: event as SegmentEvent,
    settings: { orgToken },
    useDefaultMappings: true
  })
  return responses.map(({ options }) => options.json)
}

describe.each(editions)("the calls on Segment's catalog page of Wigzo, $name", ({ events, vendor }) => {
  it('sends analytics.page() as a view of the page', async () => {
    expect(await deliver('trackPage', '/rest/v1/learn/event', events.page)).toEqual([
      {
        eventName: 'view',
        eventval: {
          path: '/',
          referrer: '',
          search: '',
          title: 'My Site',
          url: 'https://my-site.com/',
          canonicalUrl: 'https://my-site.com/'
        },
        eventCategory: 'EXTERNAL',
        userId: anonymousUser,
        is_active: true,
        source: 'web'
      }
    ])
  })

  it("sends analytics.identify('userId123', …) as a user with that email address", async () => {
    expect(await deliver('identifyUser', '/rest/v1/learn/identify', events.identify)).toEqual([
      { userId: userId123, customer_id: 'userId123', email: 'john.doe@example.com', is_active: true, source: 'web' }
    ])
  })

  it("sends analytics.track('Clicked Button') under its own name, with no properties", async () => {
    expect(await deliver('trackEvent', '/rest/v1/learn/event', events.clickedButton)).toEqual([
      {
        eventName: 'Clicked Button',
        eventval: {},
        eventCategory: 'EXTERNAL',
        userId: userId123,
        is_active: true,
        source: 'web'
      }
    ])
  })

  it("sends analytics.track('Product Viewed', productData, options) as a product, with the Wigzo options", async () => {
    expect(await deliver('indexProduct', '/rest/v1/learn/event', events.productViewed)).toEqual([
      {
        eventName: 'product_view',
        eventval: {
          productId: '40',
          canonicalUrl: 'https://my-site.com/iphone',
          title: 'iPhone',
          description: 'iPhone is a revolutionary new mobile phone',
          price: 'USD 18.99',
          category: 'Mobile Phones',
          vendor,
          image: 'https://my-site.com/image/cache/iphone_1-228x228.jpg',
          language: 'en'
        },
        eventCategory: 'EXTERNAL',
        userId: userId123,
        is_active: true,
        source: 'web'
      }
    ])
  })
})
