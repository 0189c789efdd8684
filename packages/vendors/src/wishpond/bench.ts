import type { BenchFacts } from '../bench'

export const bench: BenchFacts = {
  settings: { merchantId: '123456', trackingKey: '0123456789ab' },
  cases: [
    {
      what: 'identifyLead',
      subscription: 'Identify Lead',
      event: 'identify',
      calls: ['POST /api/v1/tracking/identify']
    },
    {
      what: 'trackEvent',
      subscription: 'Track Event',
      event: 'track',
      isMain: true,
      calls: ['POST /api/v1/tracking/track']
    }
  ]
}
