import type { InputField } from '@segment/actions-core'
import { firstId, firstText, textAt } from '../directives'
import { isActive, source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
  orderId: {
    label: 'Order ID',
    description: 'The ID of the order.',
    type: 'string',
    required: true,
    default: firstId('$.properties.order_id', '$.properties.orderId')
  },
  email: {
    label: 'Email',
    description: 'The email address of the buyer.',
    type: 'string',
    default: firstText('$.properties.email', '$.context.traits.email')
  },
  phone: {
    label: 'Phone',
    description: 'The phone number of the buyer.',
    type: 'string',
    default: firstText('$.properties.phone', '$.context.traits.phone')
  },
  fullName: {
    label: 'Full Name',
    description: 'The full name of the buyer.',
    type: 'string',
    default: firstText(
      '$.properties.fullName',
      '$.context.traits.name',
      '$.context.traits.fullName',
      '$.context.traits.full_name'
    )
  },
  firstName: {
    label: 'First Name',
    description: "The buyer's first name. First and last name are sent as the full name when Full Name has no value.",
    type: 'string',
    default: firstText('$.context.traits.firstName', '$.context.traits.first_name')
  },
  lastName: {
    label: 'Last Name',
    description: "The buyer's last name. First and last name are sent as the full name when Full Name has no value.",
    type: 'string',
    default: firstText('$.context.traits.lastName', '$.context.traits.last_name')
  },
  totalOrderValue: {
    label: 'Total Order Value',
    description:
      'What the order costs: a plain decimal number, such as 149.90. Any other value is left out, and the Revenue is used.',
    type: 'string',
    default: textAt('$.properties.total')
  },
  revenue: {
    label: 'Revenue',
    description:
      'The value of the order if Total Order Value is not a plain decimal number. If this is not a plain decimal number either, it is left out.',
    type: 'string',
    default: textAt('$.properties.revenue')
  },
  payment_method: {
    label: 'Payment Method',
    description: 'How the order is paid.',
    type: 'string',
    default: textAt('$.properties.payment_method')
  },
  is_active: isActive,
  source
}
