import type { Delivery, FaultFacts } from '../faults'

const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const signedUp = {
  type: 'track',
  userId: 'u1',
  event: 'Signed Up',
  properties: { plan: 'Startup' },
  timestamp: '2026-01-02T03:04:05.678Z'
}

const deliveries: Delivery[] = [
  {
    table: 'Wishpond',
    of: 'identifyLead',
    calls: ['identify'],
    deliver: (segment) => segment.event(jane)
  },
  {
    table: 'Wishpond',
    of: 'trackEvent',
    calls: ['track'],
    counts: true,
    deliver: (segment) => segment.event(signedUp)
  }
]

export const faults: FaultFacts = {
  basePath: '/api/v1/tracking/',
  deliveries,
  errorBody: (status, words) => (status === 422 ? { errors: { base: [words] } } : { error: words })
}
