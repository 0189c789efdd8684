import type { BenchFacts } from '../bench'

export const bench: BenchFacts = {
  settings: { orgToken: '0123456789abcdef01234567' },
  cases: [
    { what: 'identifyUser', subscription: 'Identify User', event: 'identify' },
    { what: 'trackPage', subscription: 'Track Page', event: 'page' },
    { what: 'trackEvent', subscription: 'Track Event', event: 'track' },
    { what: 'indexProduct', subscription: 'Product Viewed, Product Clicked', event: 'productViewed' },
    { what: 'trackCommerceEvent', subscription: 'Order Completed', event: 'orderCompleted' },
    {
      what: 'trackOrder',
      subscription: { action: 'trackOrder', subscribe: 'type = "track" and event = "Order Completed"' },
      event: 'orderCompleted'
    }
  ]
}
