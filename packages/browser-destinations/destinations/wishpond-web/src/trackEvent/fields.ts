import type { InputField } from '@segment/actions-core'
import { objectAt, textAt } from '../directives'

export const fields: Record<'event' | 'properties', InputField> = {
  event: {
    label: 'Event Title',
    description: 'The title of the event, as it will appear in Wishpond.',
    type: 'string',
    required: true,
    default: textAt('$.event')
  },
  properties: {
    label: 'Properties',
    description:
      'The properties of the event. They are sent unchanged. With the default mapping, an empty list counts as an empty object. Keep that mapping if your source sends `[]` when there are no properties, as PHP does.',
    type: 'object',
    default: objectAt('$.properties')
  }
}
