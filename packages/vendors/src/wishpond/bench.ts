import type { BenchFacts } from '../bench'

export const bench: BenchFacts = {
  settings: { merchantId: '123456', trackingKey: '0123456789ab' },
  cases: [
    { what: 'identifyLead', subscription: 'Identify Lead', event: 'identify' },
    { what: 'trackEvent', subscription: 'Track Event', event: 'track' }
  ]
}
