import type { VendorName } from '@partner-destinations/sandbox'
import type { JSONObject } from '@segment/actions-core'

/** A Segment event, and what comes of it when it is delivered more than once. */
export interface RedeliveredEvent {
  vendor: VendorName
  /** The preset that takes it, and no other does. */
  preset: string
  event: JSONObject
  /** What Segment delivered before. */
  before?: JSONObject
  /** Each delivery is one more event to the vendor, and nothing else. */
  counts?: true
}

const timestamp = '2026-01-02T03:04:05.678Z'

export function identify(traits: JSONObject, userId = 'u1'): JSONObject {
  return { type: 'identify', userId, traits, timestamp }
}

export function track(event: string, properties: JSONObject = {}): JSONObject {
  return { type: 'track', userId: 'u1', event, properties, timestamp }
}

export function deletion(email: string): JSONObject {
  return { type: 'delete', email, timestamp }
}

export const page: JSONObject = {
  type: 'page',
  userId: 'u1',
  name: 'Home',
  properties: { url: 'https://shop.example/' },
  timestamp
}

export const jane = identify({ name: 'Jane Kim', email: 'jane@example.com', phone: '+15550100' })
const renamed = identify({ name: 'Jane Doe', email: 'jane@example.com', company: 'Initech' })
const product = { product_id: '40', name: 'Stapler', price: 18.99, currency: 'usd' }
const products = [{ product_id: '40' }, { product_id: '41' }]

const commerceEvents = [
  ['Product Added', product],
  ['Product Added to Cart from Wishlist', product],
  ['Wishlist Product Added to Cart', product],
  ['Product Removed', product],
  ['Product Added to Wishlist', product],
  ['Products Searched', { query: 'stapler' }],
  ['Checkout Started', { order_id: 'o1', products }],
  ['Order Completed', { order_id: 'o1', products }],
  ['Product Reviewed', { ...product, rating: '5' }]
] as const

/** The preset of several events that are one to Wigzo. */
const ADDED = 'Product Added, Product Added to Cart from Wishlist, Wishlist Product Added to Cart'

/** An event for every preset that a customer has switched on who adds the destination. */
export const redeliveredEvents: RedeliveredEvent[] = [
  { vendor: 'refersion', preset: 'Create Affiliate', event: jane },
  { vendor: 'refersion', preset: 'Create Affiliate', event: renamed, before: jane },
  { vendor: 'refersion', preset: 'Delete Affiliate', event: deletion('jane@example.com'), before: jane },
  { vendor: 'wigzo', preset: 'Identify User', event: jane },
  { vendor: 'wigzo', preset: 'Identify User', event: renamed, before: jane },
  { vendor: 'wigzo', preset: 'Track Page', event: page, counts: true },
  { vendor: 'wigzo', preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true },
  ...['Product Viewed', 'Product Clicked'].map((name) => ({
    vendor: 'wigzo' as const,
    preset: 'Product Viewed, Product Clicked',
    event: track(name, product),
    counts: true as const
  })),
  ...commerceEvents.map(([name, properties]) => ({
    vendor: 'wigzo' as const,
    preset: ADDED.split(', ').includes(name) ? ADDED : name,
    event: track(name, properties as unknown as JSONObject),
    counts: true as const
  })),
  { vendor: 'wishpond', preset: 'Identify Lead', event: jane },
  { vendor: 'wishpond', preset: 'Identify Lead', event: renamed, before: jane },
  { vendor: 'wishpond', preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true }
]
