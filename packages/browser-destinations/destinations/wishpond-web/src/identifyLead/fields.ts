import type { InputField } from '@segment/actions-core'
import { objectAt, textAt } from '../directives'

export const fields: Record<'userId' | 'attributes', InputField> = {
  userId: {
    label: 'User ID',
    description:
      "Your own identifier for the user. Wishpond makes or updates the lead with this identifier. A user without one can't be identified. A placeholder, such as 0, null or anonymous, is not an identifier.",
    type: 'string',
    required: true,
    default: textAt('$.userId')
  },
  attributes: {
    label: 'Attributes',
    description:
      "The lead's attributes. `createdAt`, `updatedAt`, `firstName`, `lastName`, `phoneNumber` and `leadScore` are sent in Wishpond's spelling (`created_at`, `updated_at`, `first_name`, `last_name`, `phone_number`, `lead_score`); all others are sent unchanged. With the default mapping, an empty list counts as an empty object. Keep that mapping if your source sends `[]` when there are no traits, as PHP does.",
    type: 'object',
    default: objectAt('$.traits')
  }
}
