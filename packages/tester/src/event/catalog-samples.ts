import type { JsonObject } from '../json/json'

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

/** The samples of Segment's catalog pages, by the folder of the destination. Analytics.js samples are what it sends. */
export const catalogSamples: Record<string, Record<string, JsonObject>> = {
  refersion: {
    'identify: Peter Gibbons': {
      messageId: 'test-message-txsmji',
      timestamp: '2019-05-02T14:14:40.519Z',
      type: 'identify',
      email: 'test@example.org',
      traits: {
        name: 'Peter Gibbons',
        email: 'peter@example.com',
        plan: 'premium',
        logins: 5,
        address: { street: '6th St', city: 'San Francisco', state: 'CA', postalCode: '94103', country: 'USA' }
      },
      userId: 'test-user-t0zpx'
    },
    'delete: Peter Gibbons': {
      type: 'delete',
      channel: 'server',
      messageId: 'delete-022bb90c-bbac-11e4-8dfc-aa07a5b093db',
      projectId: 'abcd123',
      userId: '5678',
      context: [],
      integrations: [],
      email: 'peter@example.com',
      receivedAt: '2019-02-19T23:58:54.387Z',
      sentAt: '2019-02-19T21:58:54.387Z',
      originalTimestamp: '2019-02-19T23:58:54.387Z',
      timestamp: '2019-02-19T23:58:54.387Z'
    }
  },
  wigzo: {
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
  },
  wishpond: {
    'identify: Jane Kim': {
      type: 'identify',
      userId: '1e810c197e',
      traits: { name: 'Jane Kim', email: 'jane.kim@example.com' }
    },
    'identify: Bill Lumbergh': {
      type: 'identify',
      userId: '1e810c197e',
      traits: { name: 'Bill Lumbergh', email: 'bill@initech.com' }
    },
    'track: Signed Up': {
      type: 'track',
      userId: '1e810c197e',
      event: 'Signed Up',
      properties: { plan: 'Startup', source: 'Analytics Academy' },
      timestamp: '2024-05-17T09:30:00.000Z'
    }
  }
}
