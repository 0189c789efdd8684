import type { InputField } from '@segment/actions-core'
import { objectAt, textAt } from '../directives'

export const fields: Record<'userId' | 'anonymousId' | 'event' | 'properties' | 'timestamp', InputField> = {
  userId: {
    label: 'User ID',
    description:
      'Your own identifier for the user. The event is added to the lead with this identifier. A placeholder, such as 0, null or anonymous, is not an identifier: the Anonymous ID is then used.',
    type: 'string',
    required: { match: 'all', conditions: [{ fieldKey: 'anonymousId', operator: 'is', value: undefined }] },
    default: textAt('$.userId')
  },
  anonymousId: {
    label: 'Anonymous ID',
    description:
      'The identifier to use before the user is known, when User ID is missing or a placeholder. An event with neither of the two is refused.',
    type: 'string',
    default: textAt('$.anonymousId')
  },
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
  },
  timestamp: {
    label: 'Timestamp',
    description:
      'When the event happened: a time in ISO 8601, in UTC unless it has an offset, or a Unix time in seconds or milliseconds. An event with anything else is refused.',
    // Not `datetime`: the framework's schema accepts texts such as `test 1` as dates, and refuses some ISO 8601 forms.
    type: 'string',
    default: { '@path': '$.timestamp' }
  }
}
