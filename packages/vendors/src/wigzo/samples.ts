import type { JsonObject } from '../vendor'

/** What Analytics.js adds to an event in the browser. */
const browser = (path: string, title: string, referrer: string): JsonObject => ({
  page: { path, referrer, search: '', title, url: `https://my-site.com${path}` },
  library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
  locale: 'en-US',
  timezone: 'Asia/Kolkata',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
})
const home = browser('/', 'My Site', '')
const anonymousId = '5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90'
const rest = (number: number): JsonObject => ({
  integrations: {},
  anonymousId,
  messageId: `ajs-next-${number}`,
  timestamp: '2024-08-09T09:30:00.000Z'
})

/** The events of Segment's catalog page of Wigzo, by their names in a list. They are as Analytics.js sends them. */
export const samples: Record<string, JsonObject> = {
  'identify: John Doe': {
    type: 'identify',
    userId: 'userId123',
    traits: { email: 'john.doe@example.com' },
    context: home,
    ...rest(2)
  },
  'page: My Site': {
    type: 'page',
    properties: { path: '/', referrer: '', search: '', title: 'My Site', url: 'https://my-site.com/' },
    context: home,
    userId: null,
    ...rest(1)
  },
  'track: Clicked Button': {
    type: 'track',
    event: 'Clicked Button',
    properties: {},
    context: home,
    userId: 'userId123',
    ...rest(3)
  },
  'track: Product Viewed': {
    type: 'track',
    event: 'Product Viewed',
    properties: {
      product_id: '40',
      category: 'Mobile Phones',
      name: 'iPhone',
      brand: 'Apple',
      price: 18.99,
      currency: 'usd'
    },
    context: {
      ...browser('/iphone', 'iPhone - My Site', 'https://my-site.com/'),
      wigzo: {
        imageUrl: 'https://my-site.com/image/cache/iphone_1-228x228.jpg',
        description: 'iPhone is a revolutionary new mobile phone',
        language: 'en'
      }
    },
    userId: 'userId123',
    ...rest(4)
  }
}
