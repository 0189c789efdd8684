import type { InputField } from '@segment/actions-core'
import { textAt, unchecked } from './directives'

/** The user of a call. */
export const userIds: Record<'userId' | 'anonymousId', InputField> = {
  userId: {
    label: 'User ID',
    description:
      'The Segment user ID. If it is a placeholder, such as 0, null or anonymous, the Anonymous ID is used instead. Wigzo identifies users by a version-4 UUID. An ID of that form is sent in lower case. Any other ID is converted to a UUID, which is always the same for the same ID.',
    type: 'string',
    required: { match: 'all', conditions: [{ fieldKey: 'anonymousId', operator: 'is', value: undefined }] },
    default: textAt('$.userId')
  },
  anonymousId: {
    label: 'Anonymous ID',
    description: 'The Segment anonymous ID. It is used when the event has no user ID, or a placeholder for one.',
    type: 'string',
    default: textAt('$.anonymousId')
  }
}

export const source: InputField = {
  label: 'Source',
  description:
    'Where the call comes from: "app" or "web". You can also map the name of a Segment library: mobile libraries count as "app", everything else as "web".',
  type: 'string',
  default: unchecked({
    '@if': {
      exists: { '@path': '$.context.app' },
      then: 'app',
      else: textAt('$.context.library.name')
    }
  })
}

/** For events. For a user, the value comes from a trait. */
export const isActive: InputField = {
  label: 'Is Active',
  description: "The event's is_active flag. Wigzo's own plugins always send true.",
  type: 'boolean',
  default: true
}
