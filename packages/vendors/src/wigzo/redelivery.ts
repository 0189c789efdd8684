import { identify, jane, janeRenamed, page, track } from '../events'
import type { RedeliveryFacts } from '../redelivery'
import type { JsonObject } from '../vendor'

const email = 'jane@example.com'
const product = { product_id: '40', name: 'Stapler', price: 18.99, currency: 'usd' }
const order = { order_id: 'o1', products: [{ product_id: '40' }, { product_id: '41' }] }

/** The presets for track events that have a name of their own in Wigzo, with their events and the older names. */
const commerceEvents: { preset: string; events: string[]; properties: JsonObject }[] = [
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

export const redelivery: RedeliveryFacts = {
  events: [
    { preset: 'Identify User', event: jane },
    { preset: 'Identify User', event: janeRenamed, before: jane },
    { preset: 'Track Page', event: page, counts: true },
    { preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true },
    ...commerceEvents.flatMap(({ preset, events, properties }) =>
      events.map((name) => ({ preset, event: track(name, properties), counts: true as const }))
    )
  ],
  independent: {
    events: {
      email: identify({ email }),
      phone: identify({ phone: '+15550100' }),
      page,
      product: track('Product Viewed', { product_id: '40', name: 'Stapler' })
    }
  },
  contrary: [
    {
      what: 'a trait of a user',
      earlier: identify({ email, plan: 'free' }),
      later: identify({ email, plan: 'premium' })
    },
    {
      what: 'a product',
      earlier: track('Product Viewed', { product_id: '40', name: 'Stapler' }),
      later: track('Product Viewed', { product_id: '40', name: 'Red Stapler' })
    }
  ]
}
