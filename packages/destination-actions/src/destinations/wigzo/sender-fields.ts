import type { InputField } from '@segment/actions-core'
import { firstText } from './directives'

export const userId: InputField = {
  label: 'User ID',
  description:
    'The Segment user ID, or the anonymous ID when there is no user ID. Wigzo knows users by a version-4 UUID: a UUID is sent as it is, and any other ID as a UUID that is derived from it and never changes.',
  type: 'string',
  required: true,
  default: firstText('$.userId', '$.anonymousId')
}

export const source: InputField = {
  label: 'Source',
  description:
    'Where the call comes from: "app" or "web". The name of a Segment library is understood too: mobile libraries count as "app", everything else as "web".',
  type: 'string',
  default: {
    '@if': {
      exists: { '@path': '$.context.app' },
      then: 'app',
      else: { '@path': '$.context.library.name' }
    }
  }
}

/** Of an event; a user's has a trait as its source. */
export const isActive: InputField = {
  label: 'Is Active',
  description: "The event's is_active flag. Wigzo's own plugins always send true.",
  type: 'boolean',
  default: true
}
