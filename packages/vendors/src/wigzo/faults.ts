import { track } from '../events'
import type { Delivery, FaultFacts } from '../faults'

const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const page = { type: 'page', userId: 'u1', name: 'Home', properties: { url: 'https://shop.example/' } }

const deliveries: Delivery[] = [
  {
    of: 'identifyUser',
    calls: ['identify'],
    deliver: (segment) => segment.event(jane)
  },
  {
    of: 'trackPage',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(page)
  },
  {
    of: 'trackEvent',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Signed Up'))
  },
  {
    of: 'indexProduct',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Product Viewed', { product_id: '40', name: 'Stapler' }))
  },
  {
    of: 'trackCommerceEvent',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Product Added', { product_id: '40' }))
  },
  {
    of: 'trackOrder',
    action: 'trackOrder',
    calls: ['event'],
    counts: true,
    deliver: (segment) => segment.event(track('Order Completed', { order_id: 'o1', total: 18.99 }))
  }
]

export const faults: FaultFacts = {
  basePath: '/rest/v1/learn/',
  deliveries
}
