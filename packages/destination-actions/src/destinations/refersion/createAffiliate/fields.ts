import type { InputField } from '@segment/actions-core'
import { firstEmail, firstText, onlyText } from '../directives'

/** A trait of an identify call, in both of its spellings. Engage may put it into the context instead. */
function trait(...names: string[]) {
  return firstText(...names.map((name) => `$.traits.${name}`), ...names.map((name) => `$.context.traits.${name}`))
}

export const fields: Record<string, InputField> = {
  email: {
    label: 'Email',
    description:
      'Email address of the affiliate, which every event needs. An affiliate that already has the address is updated.',
    // Not required, and without a format: the action removes spaces first, and its own errors say what to do.
    type: 'string',
    default: firstEmail('$.traits.email', '$.email', '$.context.traits.email')
  },
  first_name: {
    label: 'First Name',
    description: 'First name of the affiliate. If it is empty, the first word of Name is used.',
    type: 'string',
    default: trait('firstName', 'first_name')
  },
  last_name: {
    label: 'Last Name',
    description: 'Last name of the affiliate. If it is empty, everything after the first word of Name is used.',
    type: 'string',
    default: trait('lastName', 'last_name')
  },
  name: {
    label: 'Name',
    description: 'Full name of the affiliate. It is used if First Name or Last Name is missing.',
    type: 'string',
    default: trait('name')
  },
  status: {
    label: 'Status',
    description: 'Status of a new affiliate. The status of an affiliate that exists does not change.',
    type: 'string',
    choices: [
      { label: 'Pending', value: 'PENDING' },
      { label: 'Active', value: 'ACTIVE' }
    ],
    default: 'PENDING'
  },
  existing_affiliate: {
    label: 'Existing Affiliate',
    description: 'What to do when there already is an affiliate with this email.',
    type: 'string',
    choices: [
      { label: 'Update the affiliate', value: 'update' },
      { label: 'Leave the affiliate as it is', value: 'skip' }
    ],
    default: 'update'
  },
  company: {
    label: 'Company',
    description: 'Name of the company of the affiliate.',
    type: 'string',
    // A text, or an object with a name.
    default: trait('company', 'company.name')
  },
  phone: {
    label: 'Phone',
    description: 'Phone number of the affiliate.',
    type: 'string',
    default: trait('phone')
  },
  address1: {
    label: 'Address Line 1',
    description: 'Street and number of the address.',
    type: 'string',
    default: trait('address.street')
  },
  address2: {
    label: 'Address Line 2',
    description: 'Second line of the address, such as the number of an apartment.',
    type: 'string'
  },
  city: {
    label: 'City',
    description: 'City of the address.',
    type: 'string',
    default: trait('address.city')
  },
  state: {
    label: 'State',
    description:
      'State or province of the address: its name or its code, or both. States of the USA and provinces of Canada are sent as their codes, and anything else is sent unchanged.',
    type: 'string',
    default: trait('address.state')
  },
  zip: {
    label: 'ZIP or Postal Code',
    description: 'ZIP or postal code of the address.',
    type: 'string',
    default: trait('address.postalCode', 'address.postal_code')
  },
  country: {
    label: 'Country',
    description:
      'Country of the address: its English name, or its two-letter or three-letter ISO code. The two-letter code is sent. A country that is not recognized, or that Refersion does not support, is left out.',
    type: 'string',
    default: trait('address.country')
  },
  paypal_email: {
    label: 'PayPal Email',
    description:
      'Email address of the PayPal account that commissions are paid to. A value that is not an email address is left out.',
    type: 'string'
  },
  offer: {
    label: 'Offer',
    description:
      'ID of the offer that a new affiliate joins. Without it, Refersion uses your default offer. Placeholders such as 0 and null are left out.',
    type: 'string'
  },
  conversion_trigger_coupon: {
    label: 'Coupon Code',
    description:
      'Unique coupon code of a new affiliate: orders with it are credited to the affiliate. Placeholders such as 0 and null are left out.',
    type: 'string'
  },
  unique_merchant_id: {
    label: 'Unique Merchant ID',
    description:
      'Your own identifier of a new affiliate. It is sent only if it consists of letters and digits, because Refersion accepts no other characters. Placeholders such as 0, null and anonymous are not sent.',
    type: 'string',
    default: onlyText('$.userId')
  },
  send_welcome: {
    label: 'Send Welcome Email',
    description: 'Whether Refersion sends a new affiliate its welcome email.',
    type: 'boolean'
  },
  password: {
    label: 'Password',
    description:
      'Password of a new affiliate: 9 to 72 characters with at least one upper-case letter, one lower-case letter, one digit and one special character. No character may occur more than three times in a row, and the password may not be the email address. Leave it empty to give each new affiliate a strong random password.',
    type: 'password'
  },
  custom_fields: {
    label: 'Custom Fields',
    description:
      'Custom fields of the affiliate: the ID of each in Refersion, and its value. Computed traits and audiences of Engage can go here. On a new affiliate, setting them takes two more requests.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue'
  }
}
