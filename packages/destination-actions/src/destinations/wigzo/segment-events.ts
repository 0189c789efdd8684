/**
 * Track events that show a product to a user: Wigzo indexes the product from them. Segment's ecommerce spec has aliases
 * for some of its events, here and below. Each alias follows its event.
 */
export const PRODUCT_VIEWS = ['Product Viewed', 'Viewed Product', 'Product Clicked', 'Clicked Product']

/** Track events that complete an order. */
export const COMPLETED_ORDERS = ['Order Completed', 'Completed Order']

/** Segment's events that have a name of their own in Wigzo: that name, and the field with the value. */
export const COMMERCE_EVENTS = {
  'Product Added': { eventName: 'addtocart', eventval: 'product_id' },
  'Added Product': { eventName: 'addtocart', eventval: 'product_id' },
  'Product Added to Cart from Wishlist': { eventName: 'addtocart', eventval: 'product_id' },
  'Wishlist Product Added to Cart': { eventName: 'addtocart', eventval: 'product_id' },
  'Product Removed': { eventName: 'removedfromcart', eventval: 'product_id' },
  'Removed Product': { eventName: 'removedfromcart', eventval: 'product_id' },
  'Product Added to Wishlist': { eventName: 'wishlist', eventval: 'product_id' },
  'Products Searched': { eventName: 'search', eventval: 'query' },
  'Checkout Started': { eventName: 'checkoutstarted', eventval: 'product_ids' },
  'Started Order': { eventName: 'checkoutstarted', eventval: 'product_ids' },
  'Order Completed': { eventName: 'buy', eventval: 'product_ids' },
  'Completed Order': { eventName: 'buy', eventval: 'product_ids' },
  'Product Reviewed': { eventName: 'review', eventval: 'properties' }
} as const

export type CommerceEvent = keyof typeof COMMERCE_EVENTS

/** Subscription to the track events with these names. */
export function tracked(...events: string[]): string {
  return `type = "track" and (${events.map((event) => `event = "${event}"`).join(' or ')})`
}

/** Subscription to all other track events. */
export function trackedExcept(...events: string[]): string {
  return `type = "track" and ${events.map((event) => `event != "${event}"`).join(' and ')}`
}
