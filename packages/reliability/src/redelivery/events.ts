import type { VendorName } from '@partner-destinations/vendors'
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
const order = { order_id: 'o1', products: [{ product_id: '40' }, { product_id: '41' }] }

/** The presets for track events that Wigzo has a name for, and the events of each: aliases of Segment's spec are among them. */
const commerceEvents: { preset: string; events: string[]; properties: JSONObject }[] = [
  {
    preset: 'Product Viewed, Product Clicked',
    events: ['Product Viewed', 'Viewed Product', 'Product Clicked', 'Clicked Product'],
    properties: product
  },
  {
    preset: 'Product Added, Product Added to Cart from Wishlist, Wishlist Product Added to Cart',
    events: ['Product Added', 'Added Product', 'Product Added to Cart from Wishlist', 'Wishlist Product Added to Cart'],
    properties: product
  },
  { preset: 'Product Removed', events: ['Product Removed', 'Removed Product'], properties: product },
  { preset: 'Product Added to Wishlist', events: ['Product Added to Wishlist'], properties: product },
  { preset: 'Products Searched', events: ['Products Searched'], properties: { query: 'stapler' } },
  { preset: 'Checkout Started', events: ['Checkout Started', 'Started Order'], properties: order },
  { preset: 'Order Completed', events: ['Order Completed', 'Completed Order'], properties: order },
  { preset: 'Product Reviewed', events: ['Product Reviewed'], properties: { ...product, rating: '5' } }
]

/** An event for every preset that a customer has switched on who adds the destination. */
export const redeliveredEvents: RedeliveredEvent[] = [
  { vendor: 'refersion', preset: 'Create Affiliate', event: jane },
  { vendor: 'refersion', preset: 'Create Affiliate', event: renamed, before: jane },
  { vendor: 'refersion', preset: 'Delete Affiliate', event: deletion('jane@example.com'), before: jane },
  { vendor: 'wigzo', preset: 'Identify User', event: jane },
  { vendor: 'wigzo', preset: 'Identify User', event: renamed, before: jane },
  { vendor: 'wigzo', preset: 'Track Page', event: page, counts: true },
  { vendor: 'wigzo', preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true },
  ...commerceEvents.flatMap(({ preset, events, properties }) =>
    events.map((name) => ({
      vendor: 'wigzo' as const,
      preset,
      event: track(name, properties),
      counts: true as const
    }))
  ),
  { vendor: 'wishpond', preset: 'Identify Lead', event: jane },
  { vendor: 'wishpond', preset: 'Identify Lead', event: renamed, before: jane },
  { vendor: 'wishpond', preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true }
]
