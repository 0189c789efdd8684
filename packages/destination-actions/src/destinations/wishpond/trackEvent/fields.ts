import type { InputField } from '@segment/actions-core'

export const fields: Record<string, InputField> = {
  userId: {
    label: 'User ID',
    description:
      'Your own identifier for the user, or the anonymous ID before the user is known. The event is added to the lead with this identifier.',
    type: 'string',
    required: true,
    default: {
      // Not `exists`: some sources send an empty user ID for a visitor who isn't known yet.
      '@if': { blank: { '@path': '$.userId' }, then: { '@path': '$.userId' }, else: { '@path': '$.anonymousId' } }
    }
  },
  event: {
    label: 'Event Title',
    description: 'The title of the event, as it will appear in Wishpond.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' }
  },
  properties: {
    label: 'Properties',
    description: 'The properties of the event. They are sent as they are.',
    type: 'object',
    default: { '@path': '$.properties' }
  },
  timestamp: {
    label: 'Timestamp',
    description: 'When the event happened.',
    type: 'datetime',
    default: { '@path': '$.timestamp' }
  }
}
