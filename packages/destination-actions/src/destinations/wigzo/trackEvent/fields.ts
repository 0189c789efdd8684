import type { InputField } from '@segment/actions-core'
import { isActive, source, userId } from '../sender-fields'

export const fields: Record<string, InputField> = {
  userId,
  eventName: {
    label: 'Event Name',
    description: 'The name of the event.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' }
  },
  properties: {
    label: 'Properties',
    description: 'All properties of the event.',
    type: 'object',
    default: { '@path': '$.properties' }
  },
  is_active: isActive,
  source
}
