import type { SegmentEvent } from '@segment/actions-core'

/** What analytics.js adds to each event. */
const common = {
  anonymousId: '5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90',
  userId: 'user123',
  messageId: 'ajs-next-1767323045678-5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90',
  timestamp: '2026-01-02T03:04:05.678Z',
  receivedAt: '2026-01-02T03:04:06.012Z',
  integrations: {},
  context: {
    ip: '192.0.2.10',
    library: { name: 'analytics.js', version: '2.11.1' },
    locale: 'en-US',
    page: {
      path: '/pricing',
      referrer: 'https://shop.example/',
      search: '',
      title: 'Pricing',
      url: 'https://shop.example/pricing'
    },
    timezone: 'America/Los_Angeles',
    traits: { email: 'peter.gibbons@example.com' },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
  }
}

/** A person with all that Segment's spec names, and a trait of the customer's own. */
export const identify: SegmentEvent = {
  ...common,
  type: 'identify',
  traits: {
    email: 'peter.gibbons@example.com',
    firstName: 'Peter',
    lastName: 'Gibbons',
    name: 'Peter Gibbons',
    phone: '+14155550132',
    company: 'Initech',
    createdAt: '2025-11-21T09:30:00.000Z',
    plan: 'premium',
    address: { street: '6th St', city: 'San Francisco', state: 'CA', postalCode: '94103', country: 'USA' }
  }
}

export const page: SegmentEvent = {
  ...common,
  type: 'page',
  name: 'Pricing',
  properties: { ...common.context.page }
}

export const track: SegmentEvent = {
  ...common,
  type: 'track',
  event: 'Signed Up',
  properties: { plan: 'premium', seats: 5, trial: true, coupon: 'SPRING', source: 'Analytics Academy' }
}

const product = {
  product_id: '507f1f77bcf86cd799439011',
  sku: 'G-32',
  name: 'Monopoly: 3rd Edition',
  brand: 'Hasbro',
  category: 'Games',
  price: 18.99,
  quantity: 1,
  currency: 'USD',
  url: 'https://shop.example/product/monopoly',
  image_url: 'https://shop.example/product/monopoly.jpg'
}

export const productViewed: SegmentEvent = { ...common, type: 'track', event: 'Product Viewed', properties: product }

export const orderCompleted: SegmentEvent = {
  ...common,
  type: 'track',
  event: 'Order Completed',
  properties: {
    order_id: '50314b8e9bcf000000000000',
    total: 56.97,
    currency: 'USD',
    products: [product, { ...product, product_id: '505bd76785ebb509fc183733', sku: 'G-33', name: 'Uno Card Game' }]
  }
}

/** Segment's own deletion event as a source sends it. */
export const deletion: SegmentEvent = {
  ...common,
  type: 'delete',
  traits: { email: 'peter.gibbons@example.com' }
}
