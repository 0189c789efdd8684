import type { Delivery, FaultFacts } from '../faults'
import type { JsonObject } from '../vendor'

const timestamp = '2026-01-02T03:04:05.678Z'
const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const page = { type: 'page', userId: 'u1', name: 'Home', properties: { url: 'https://shop.example/' } }

const track = (event: string, properties: JsonObject = {}) => ({
  type: 'track',
  userId: 'u1',
  event,
  properties,
  timestamp
})

const deliveries: Delivery[] = [
  {
    table: 'Wigzo',
    of: 'identifyUser',
    calls: ['identify'],
    deliver: (segment) => segment.event(jane)
  },
  {
    table: 'Wigzo',
    of: 'trackPage',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(page)
  },
  {
    table: 'Wigzo',
    of: 'trackEvent',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Signed Up'))
  },
  {
    table: 'Wigzo',
    of: 'indexProduct',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Product Viewed', { product_id: '40', name: 'Stapler' }))
  },
  {
    table: 'Wigzo',
    of: 'trackCommerceEvent',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Product Added', { product_id: '40' }))
  },
  {
    table: 'Wigzo',
    of: 'trackOrder',
    action: 'trackOrder',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Order Completed', { order_id: 'o1', total: 18.99 }))
  }
]

export const faults: FaultFacts = {
  basePath: '/rest/v1/learn/',
  deliveries,
  errorBody: (_status, words) => ({ error: words })
}
