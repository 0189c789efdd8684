import { identify, jane, janeRenamed, track } from '../events'
import type { RedeliveryFacts } from '../redelivery'

const email = 'jane@example.com'

export const redelivery: RedeliveryFacts = {
  events: [
    { preset: 'Identify Lead', event: jane },
    { preset: 'Identify Lead', event: janeRenamed, before: jane },
    { preset: 'Track Event', event: track('Signed Up', { plan: 'Startup' }), counts: true }
  ],
  independent: {
    events: {
      email: identify({ email }),
      phone: identify({ phone: '+15550100' }),
      'sign-up': track('Signed Up'),
      order: track('Order Completed', { order_id: 'o1' })
    }
  },
  contrary: [
    {
      what: 'a trait of a lead',
      earlier: identify({ email, plan: 'free' }),
      later: identify({ email, plan: 'premium' })
    }
  ]
}
