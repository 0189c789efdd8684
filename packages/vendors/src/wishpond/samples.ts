import type { JsonObject } from '../vendor'

/** The events of Segment's catalog page of Wishpond, by their names in a list. */
export const samples: Record<string, JsonObject> = {
  'identify: Jane Kim': {
    type: 'identify',
    userId: '1e810c197e',
    traits: { name: 'Jane Kim', email: 'jane.kim@example.com' }
  },
  'identify: Bill Lumbergh': {
    type: 'identify',
    userId: '1e810c197e',
    traits: { name: 'Bill Lumbergh', email: 'bill@initech.com' }
  },
  'track: Signed Up': {
    type: 'track',
    userId: '1e810c197e',
    event: 'Signed Up',
    properties: { plan: 'Startup', source: 'Analytics Academy' },
    timestamp: '2024-05-17T09:30:00.000Z'
  }
}
