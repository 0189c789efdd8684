import type { BenchFacts } from '../bench'

const EVENT = ['POST /rest/v1/learn/event']

export const bench: BenchFacts = {
  settings: { orgToken: '0123456789abcdef01234567' },
  cases: [
    { what: 'identifyUser', subscription: 'Identify User', event: 'identify', calls: ['POST /rest/v1/learn/identify'] },
    { what: 'trackPage', subscription: 'Track Page', event: 'page', calls: EVENT },
    { what: 'trackEvent', subscription: 'Track Event', event: 'track', isMain: true, calls: EVENT },
    { what: 'indexProduct', subscription: 'Product Viewed, Product Clicked', event: 'productViewed', calls: EVENT },
    { what: 'trackCommerceEvent', subscription: 'Order Completed', event: 'orderCompleted', calls: EVENT },
    {
      what: 'trackOrder',
      subscription: { action: 'trackOrder', subscribe: 'type = "track" and event = "Order Completed"' },
      event: 'orderCompleted',
      calls: EVENT
    }
  ],
  costs: `The subscription of Wigzo's \`trackEvent\` is long, because it excludes the events of other actions. Wigzo's actions have Node compute the HMAC of the user ID.`
}
