import type { InputField } from '@segment/actions-core'

export const fields: Record<string, InputField> = {
  userId: {
    label: 'User ID',
    description:
      "Your own identifier for the user. Wishpond makes or updates the lead with this identifier; a user without one can't be identified.",
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  attributes: {
    label: 'Attributes',
    description:
      "The lead's attributes. `createdAt`, `updatedAt`, `firstName`, `lastName`, `phoneNumber` and `leadScore` are sent in Wishpond's spelling (`created_at`, `updated_at`, `first_name`, `last_name`, `phone_number`, `lead_score`); all others are sent as they are.",
    type: 'object',
    default: { '@path': '$.traits' }
  }
}
