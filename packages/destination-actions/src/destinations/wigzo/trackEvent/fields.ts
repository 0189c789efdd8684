import type { InputField } from '@segment/actions-core'
import { objectAt } from '../directives'
import { isActive, source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
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
    default: objectAt('$.properties')
  },
  is_active: isActive,
  source
}
