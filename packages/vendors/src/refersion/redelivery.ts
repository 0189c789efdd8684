import { deletion, identify, jane, janeRenamed } from '../events'
import type { RedeliveryFacts } from '../redelivery'

const email = 'jane@example.com'

export const redelivery: RedeliveryFacts = {
  events: [
    { preset: 'Create Affiliate', event: jane },
    { preset: 'Create Affiliate', event: janeRenamed, before: jane },
    { preset: 'Delete Affiliate', event: deletion(email), before: jane }
  ],
  independent: {
    before: [identify({ name: 'Bill Lumbergh', email: 'bill@example.com' }, 'u3')],
    events: {
      'phone of Jane': jane,
      'company of Jane': identify({ name: 'Jane Kim', email, company: 'Initech' }),
      Tom: identify({ name: 'Tom Smykowski', email: 'tom@example.com' }, 'u2'),
      'deletion of Bill': deletion('bill@example.com')
    }
  },
  contrary: [
    {
      what: 'the name of an affiliate',
      earlier: identify({ name: 'Jane Kim', email }),
      later: identify({ name: 'Jane Doe', email })
    }
  ],
  madeUp: ['id', 'code', 'link']
}
