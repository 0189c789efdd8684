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

/** Each event of Segment's ecommerce spec. */
export const ecommerce: JsonObject[] = [
  track('Products Searched', { query: 'blue shoes' }),
  track('Product List Viewed', list),
  track('Product List Filtered', {
    ...list,
    filters: [{ type: 'price', value: 'under-20' }],
    sorts: [{ type: 'price', value: 'asc' }]
  }),
  track('Promotion Viewed', promotion),
  track('Promotion Clicked', promotion),
  track('Product Clicked', product),
  track('Product Viewed', product),
  track('Product Added', { cart_id: 'cart-9', ...product }),
  track('Product Removed', { cart_id: 'cart-9', ...product }),
  track('Cart Viewed', { cart_id: 'cart-9', products }),
  track('Checkout Started', order),
  track('Checkout Step Viewed', { checkout_id: 'checkout-4', step: 2, shipping_method: 'Post' }),
  track('Checkout Step Completed', { checkout_id: 'checkout-4', step: 2, payment_method: 'Card' }),
  track('Payment Info Entered', { checkout_id: 'checkout-4', order_id: order.order_id }),
  track('Order Completed', { checkout_id: 'checkout-4', ...order }),
  track('Order Updated', order),
  track('Order Refunded', order),
  track('Order Cancelled', order),
  track('Coupon Entered', coupon),
  track('Coupon Applied', { ...coupon, discount: 5 }),
  track('Coupon Denied', { ...coupon, reason: 'Coupon expired' }),
  track('Coupon Removed', { ...coupon, discount: 5 }),
  track('Product Added to Wishlist', { wishlist_id: 'wishlist-2', ...product }),
  track('Product Removed from Wishlist', { wishlist_id: 'wishlist-2', ...product }),
  track('Wishlist Product Added to Cart', { wishlist_id: 'wishlist-2', cart_id: 'cart-9', ...product }),
  track('Product Shared', { share_via: 'email', recipient: 'friend@example.com', ...product }),
  track('Cart Shared', { share_via: 'email', recipient: 'friend@example.com', cart_id: 'cart-9', products }),
  track('Product Reviewed', {
    product_id: product.product_id,
    review_id: 'review-7',
    review_body: 'I love it.',
    rating: '5'
  })
]

function engage(
  type: 'identify' | 'track',
  computation: 'audience' | 'computed_trait',
  key: string,
  rest: JsonObject
): JsonObject {
  const id = rest.event ?? (Object.values((rest.traits ?? {}) as JsonObject)[0] === false ? 'left' : 'entered')
  return {
    type,
    messageId: messageId(`engage ${computation} ${String(id)} ${type}`),
    userId,
    timestamp,
    context: {
      traits: { email: 'jane.kim@example.com' },
      personas: {
        computation_class: computation,
        computation_id: 'cmp_2F8kQ',
        computation_key: key,
        space_id: 'spa_9Xw'
      }
    },
    ...rest
  }
}

const audience = 'order_completed_last_30days'
const audienceProperties = (entered: boolean): JsonObject => ({ audience_key: audience, [audience]: entered })

/** What Engage sends for a user of an audience, and for a computed trait. */
export const engageEvents: Record<string, JsonObject> = {
  'Audience entered (identify)': engage('identify', 'audience', audience, { traits: { [audience]: true } }),
  'Audience left (identify)': engage('identify', 'audience', audience, { traits: { [audience]: false } }),
  'Audience entered (track)': engage('track', 'audience', audience, {
    event: 'Audience Entered',
    properties: audienceProperties(true)
  }),
  'Audience left (track)': engage('track', 'audience', audience, {
    event: 'Audience Exited',
    properties: audienceProperties(false)
  }),
  'Computed trait': engage('identify', 'computed_trait', 'total_revenue_180_days', {
    traits: { total_revenue_180_days: 450 }
  })
}
