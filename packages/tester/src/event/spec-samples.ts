import type { JsonObject } from '../json/json'

const userId = 'user-2041'
const timestamp = '2026-03-14T09:26:53.589Z'

const product = {
  product_id: '507f1f77bcf86cd799439011',
  sku: 'G-32',
  category: 'Games',
  name: 'Monopoly: 3rd Edition',
  brand: 'Hasbro',
  variant: '200 pieces',
  price: 18.99,
  currency: 'USD',
  quantity: 1,
  url: 'https://shop.example/product/g-32',
  image_url: 'https://shop.example/product/g-32.jpg'
}
const products = [
  product,
  { product_id: '505bd76785ebb509fc183733', sku: 'U-46', name: 'Uno Card Game', price: 3, quantity: 2 }
]
const order = {
  order_id: '50314b8e9bcf000000000000',
  total: 27.5,
  revenue: 25,
  tax: 2,
  shipping: 3,
  currency: 'USD',
  products
}
const promotion = {
  promotion_id: 'promo_1',
  creative: 'top_banner_2',
  name: '75% store-wide shoe sale',
  position: 'home_banner_top'
}
const coupon = { order_id: order.order_id, cart_id: 'cart-9', coupon_id: 'may_deals_2026', coupon_name: 'May Deals' }
const list = { list_id: 'hot_deals_1', category: 'Deals', products }

function track(event: string, properties: JsonObject): JsonObject {
  return { type: 'track', messageId: messageId(event), userId, timestamp, event, properties }
}

function messageId(event: string): string {
  return `sample-${event.toLowerCase().replace(/\W+/g, '-')}`
}

/** One event of each call of Segment's spec that a cloud destination can get. */
export const calls: Record<string, JsonObject> = {
  identify: {
    type: 'identify',
    messageId: 'sample-identify',
    userId,
    timestamp,
    traits: {
      firstName: 'Jane',
      lastName: 'Kim',
      email: 'jane.kim@example.com',
      phone: '+1 555 0100',
      company: { name: 'Initech' },
      address: { street: '6th St', city: 'San Francisco', state: 'CA', postalCode: '94103', country: 'US' }
    }
  },
  track: track('Signed Up', { plan: 'Startup', source: 'Analytics Academy' }),
  page: {
    type: 'page',
    messageId: 'sample-page',
    userId,
    timestamp,
    name: 'Home',
    properties: { title: 'My Site', url: 'https://shop.example/', path: '/', referrer: '' }
  },
  delete: { type: 'delete', messageId: 'sample-delete', userId, timestamp, email: 'jane.kim@example.com' }
}

const ecommerceEvents: [string, JsonObject][] = [
  ['Products Searched', { query: 'blue shoes' }],
  ['Product List Viewed', list],
  [
    'Product List Filtered',
    {
      ...list,
      filters: [{ type: 'price', value: 'under-20' }],
      sorts: [{ type: 'price', value: 'asc' }]
    }
  ],
  ['Promotion Viewed', promotion],
  ['Promotion Clicked', promotion],
  ['Product Clicked', product],
  ['Product Viewed', product],
  ['Product Added', { cart_id: 'cart-9', ...product }],
  ['Product Removed', { cart_id: 'cart-9', ...product }],
  ['Cart Viewed', { cart_id: 'cart-9', products }],
  ['Checkout Started', order],
  ['Checkout Step Viewed', { checkout_id: 'checkout-4', step: 2, shipping_method: 'Post' }],
  ['Checkout Step Completed', { checkout_id: 'checkout-4', step: 2, payment_method: 'Card' }],
  ['Payment Info Entered', { checkout_id: 'checkout-4', order_id: order.order_id }],
  ['Order Completed', { checkout_id: 'checkout-4', ...order }],
  ['Order Updated', order],
  ['Order Refunded', order],
  ['Order Cancelled', order],
  ['Coupon Entered', coupon],
  ['Coupon Applied', { ...coupon, discount: 5 }],
  ['Coupon Denied', { ...coupon, reason: 'Coupon expired' }],
  ['Coupon Removed', { ...coupon, discount: 5 }],
  ['Product Added to Wishlist', { wishlist_id: 'wishlist-2', ...product }],
  ['Product Removed from Wishlist', { wishlist_id: 'wishlist-2', ...product }],
  ['Wishlist Product Added to Cart', { wishlist_id: 'wishlist-2', cart_id: 'cart-9', ...product }],
  ['Product Shared', { share_via: 'email', recipient: 'friend@example.com', ...product }],
  ['Cart Shared', { share_via: 'email', recipient: 'friend@example.com', cart_id: 'cart-9', products }],
  [
    'Product Reviewed',
    {
      product_id: product.product_id,
      review_id: 'review-7',
      review_body: 'I love it.',
      rating: '5'
    }
  ]
]

/** Each event of Segment's ecommerce spec, by its name. */
export const ecommerce = Object.fromEntries(
  ecommerceEvents.map(([event, properties]) => [event, track(event, properties)])
)

interface Computation {
  computation_class: 'audience' | 'computed_trait'
  computation_key: string
}

/** An event of Engage about a user; what it knows of the user beyond that is added by trait enrichment. */
function engage(id: string, computation: Computation, event: JsonObject): JsonObject {
  const personas = { ...computation, computation_id: 'cmp_2F8kQ', space_id: 'spa_9Xw' }
  const context = { traits: { email: 'jane.kim@example.com' }, personas }
  return { ...event, messageId: messageId(`engage ${id}`), userId, timestamp, context }
}

const key = 'order_completed_last_30days'
const audience: Computation = { computation_class: 'audience', computation_key: key }
const computedTrait: Computation = { computation_class: 'computed_trait', computation_key: 'total_revenue_180_days' }

/** What Engage sends for a user of an audience, and for a computed trait. */
export const engageEvents: Record<string, JsonObject> = {
  'Audience entered (identify)': engage('entered', audience, { type: 'identify', traits: { [key]: true } }),
  'Audience left (identify)': engage('left', audience, { type: 'identify', traits: { [key]: false } }),
  'Audience entered (track)': engage('track entered', audience, {
    type: 'track',
    event: 'Audience Entered',
    properties: { audience_key: key, [key]: true }
  }),
  'Audience left (track)': engage('track left', audience, {
    type: 'track',
    event: 'Audience Exited',
    properties: { audience_key: key, [key]: false }
  }),
  'Computed trait': engage('trait', computedTrait, { type: 'identify', traits: { total_revenue_180_days: 450 } })
}
