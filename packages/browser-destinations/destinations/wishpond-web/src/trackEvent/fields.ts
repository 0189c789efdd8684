import type { InputField } from '@segment/actions-core'

export const fields: Record<string, InputField> = {
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
  }
}
