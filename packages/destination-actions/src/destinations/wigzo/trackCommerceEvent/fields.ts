import type { InputField } from '@segment/actions-core'
import { firstGiven } from '../directives'
import { COMMERCE_EVENTS } from '../segment-events'
import { isActive, source, userId } from '../sender-fields'

const commerceEvents = Object.entries(COMMERCE_EVENTS)

/** Requires a field for the events whose value Wigzo takes from it. */
function requiredAsValue(field: string): InputField['required'] {
  return {
    match: 'any',
    conditions: commerceEvents
      .filter(([, { eventval }]) => eventval === field)
      .map(([event]) => ({ fieldKey: 'event', operator: 'is', value: event }))
  }
}

export const fields: Record<string, InputField> = {
  userId,
  event: {
    label: 'Event',
    description: "The event of Segment's ecommerce spec. It decides the Wigzo event that is sent.",
    type: 'string',
    required: true,
    choices: commerceEvents.map(([event, { eventName }]) => ({ label: `${event} (${eventName})`, value: event })),
    default: { '@path': '$.event' }
  },
  product_id: {
    label: 'Product ID',
    description: 'The ID of the product that is added to or removed from a cart or wishlist.',
    type: 'string',
    required: requiredAsValue('product_id'),
    default: firstGiven('$.properties.product_id', '$.properties.productId')
  },
  query: {
    label: 'Query',
    description: 'The text that is searched for.',
    type: 'string',
    required: requiredAsValue('query'),
    default: { '@path': '$.properties.query' }
  },
  // Required in code: the schema cannot say that an order needs at least one product with an ID.
  product_ids: {
    label: 'Product IDs',
    description: 'The IDs of the products in a checkout or an order. Products without an ID are left out.',
    type: 'string',
    multiple: true,
    default: {
      '@arrayPath': ['$.properties.products', firstGiven('$.product_id', '$.productId')]
    }
  },
  properties: {
    label: 'Properties',
    description: 'All properties of a review.',
    type: 'object',
    default: { '@path': '$.properties' }
  },
  is_active: isActive,
  source
}
