import type { InputField } from '@segment/actions-core'
import { firstGiven, firstText, firstTextOr } from '../directives'
import { isActive, source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
  orderId: {
    label: 'Order ID',
    description: 'The ID of the order.',
    type: 'string',
    required: true,
    default: firstGiven('$.properties.order_id', '$.properties.orderId')
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
    default: firstTextOr(
      { '@template': '{{context.traits.firstName}} {{context.traits.lastName}}' },
      '$.properties.fullName',
      '$.context.traits.name',
      '$.context.traits.fullName',
      '$.context.traits.full_name'
    )
  },
  totalOrderValue: {
    label: 'Total Order Value',
    description: 'What the order costs, as a number: its total, or else its revenue.',
    type: 'number',
    default: firstGiven('$.properties.total', '$.properties.revenue')
  },
  payment_method: {
    label: 'Payment Method',
    description: 'How the order is paid.',
    type: 'string',
    default: { '@path': '$.properties.payment_method' }
  },
  is_active: isActive,
  source
}
