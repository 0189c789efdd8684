import type { InputField } from '@segment/actions-core'
import { firstGiven, firstGivenOr, firstText, objectAt, textAt } from '../directives'
import { source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
  customer_id: {
    label: 'Customer ID',
    description:
      'The Segment user ID itself. It is left out for anonymous users, and when it is a placeholder such as 0, null or anonymous.',
    type: 'string',
    default: textAt('$.userId')
  },
  email: {
    label: 'Email',
    description: "The user's email address.",
    type: 'string',
    default: firstText('$.traits.email', '$.context.traits.email')
  },
  phone: {
    label: 'Phone',
    description: "The user's phone number.",
    type: 'string',
    default: firstText('$.traits.phone', '$.context.traits.phone')
  },
  fullName: {
    label: 'Full Name',
    description: "The user's full name.",
    type: 'string',
    default: firstText('$.traits.name', '$.traits.fullName', '$.traits.full_name')
  },
  firstName: {
    label: 'First Name',
    description: "The user's first name.",
    type: 'string',
    default: firstText('$.traits.firstName', '$.traits.first_name')
  },
  lastName: {
    label: 'Last Name',
    description: "The user's last name.",
    type: 'string',
    default: firstText('$.traits.lastName', '$.traits.last_name')
  },
  city: {
    label: 'City',
    description: "The city of the user's address.",
    type: 'string',
    default: firstText('$.traits.address.city', '$.traits.city')
  },
  state: {
    label: 'State',
    description: "The state or region of the user's address.",
    type: 'string',
    default: firstText('$.traits.address.state', '$.traits.state')
  },
  country: {
    label: 'Country',
    description: "The country of the user's address.",
    type: 'string',
    default: firstText('$.traits.address.country', '$.traits.country')
  },
  country_code: {
    label: 'Country Code',
    description: "The country code of the user's address.",
    type: 'string',
    default: firstText(
      '$.traits.address.countryCode',
      '$.traits.address.country_code',
      '$.traits.countryCode',
      '$.traits.country_code'
    )
  },
  postal_code: {
    label: 'Postal Code',
    description: "The postal code of the user's address.",
    type: 'string',
    default: firstText(
      '$.traits.address.postalCode',
      '$.traits.address.postal_code',
      '$.traits.postalCode',
      '$.traits.postal_code'
    )
  },
  createdAt: {
    label: 'Created At',
    description:
      "When the user's account was created: an ISO 8601 date, in UTC unless it has an offset, or a Unix time. Anything else is left out.",
    type: 'string',
    default: firstGiven('$.traits.createdAt', '$.traits.created_at')
  },
  updatedAt: {
    label: 'Updated At',
    description:
      "When the user's account was last updated: an ISO 8601 date, in UTC unless it has an offset, or a Unix time. Anything else is left out.",
    type: 'string',
    default: firstGiven('$.traits.updatedAt', '$.traits.updated_at')
  },
  is_active: {
    label: 'Is Active',
    description:
      'Whether the user is active. A user is inactive only if the value is false, no, n or 0, in upper or lower case.',
    type: 'string',
    default: firstGivenOr(true, '$.traits.isActive', '$.traits.is_active')
  },
  source,
  traits: {
    label: 'Traits',
    description:
      "All traits of the user. Those without a field of their own, such as Engage's computed traits and audience memberships, are sent to Wigzo under their own names. The fields above win over traits of the same name.",
    type: 'object',
    default: objectAt('$.traits')
  }
}
