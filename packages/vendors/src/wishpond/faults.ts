import { track } from '../events'
import type { Delivery, FaultFacts } from '../faults'

const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const signedUp = track('Signed Up', { plan: 'Startup' })

const deliveries: Delivery[] = [
  {
    of: 'identifyLead',
    calls: ['identify'],
    deliver: (segment) => segment.event(jane)
  },
  {
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
