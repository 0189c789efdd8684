import type { JsonObject } from '../vendor'

/** The events of Segment's catalog page of Refersion, by their names in a list. */
export const samples: Record<string, JsonObject> = {
  'identify: Peter Gibbons': {
    messageId: 'test-message-txsmji',
    timestamp: '2019-05-02T14:14:40.519Z',
    type: 'identify',
    email: 'test@example.org',
    traits: {
      name: 'Peter Gibbons',
      email: 'peter@example.com',
      plan: 'premium',
      logins: 5,
      address: { street: '6th St', city: 'San Francisco', state: 'CA', postalCode: '94103', country: 'USA' }
    },
    userId: 'test-user-t0zpx'
  },
  'delete: Peter Gibbons': {
    type: 'delete',
    channel: 'server',
    messageId: 'delete-022bb90c-bbac-11e4-8dfc-aa07a5b093db',
    projectId: 'abcd123',
    userId: '5678',
    context: [],
    integrations: [],
    email: 'peter@example.com',
    receivedAt: '2019-02-19T23:58:54.387Z',
    sentAt: '2019-02-19T21:58:54.387Z',
    originalTimestamp: '2019-02-19T23:58:54.387Z',
    timestamp: '2019-02-19T23:58:54.387Z'
  }
}
