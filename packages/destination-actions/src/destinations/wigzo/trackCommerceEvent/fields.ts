import type { InputField } from '@segment/actions-core'
import { firstProductId, firstProductIdOfItem, objectAt, textAt, unlessTextAt } from '../directives'
import { COMMERCE_EVENTS } from '../segment-events'
import { isActive, source, userIds } from '../sender-fields'

const commerceEvents = Object.entries(COMMERCE_EVENTS)
const productEvents = commerceEvents.filter(([, { eventval }]) => eventval === 'product_id')

export const fields: Record<string, InputField> = {
  ...userIds,
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
    description:
      'The ID of the product that is added to or removed from a cart or wishlist. If Wigzo knows your products by their URL, map it to the URL instead.',
    type: 'string',
    required: {
      match: 'any',
      conditions: productEvents.map(([event]) => ({ fieldKey: 'event', operator: 'is', value: event }))
    },
    default: firstProductId('$.properties.product_id', '$.properties.productId')
  },
  query: {
    label: 'Query',
    description: 'The text that is searched for.',
    type: 'string',
    required: {
      match: 'all',
      conditions: [
        { fieldKey: 'event', operator: 'is', value: 'Products Searched' },
        { fieldKey: 'query_object', operator: 'is', value: undefined }
      ]
    },
    default: textAt('$.properties.query')
  },
  query_object: {
    label: 'Query Object',
    description: 'A search that is an object instead of a text. It is sent as JSON text when there is no Query.',
    type: 'object',
    default: unlessTextAt('$.properties.query')
  },
  // Required in code: the schema cannot say that an order needs at least one product with an ID.
  product_ids: {
    label: 'Product IDs',
    description: 'The IDs of the products in a checkout or an order. Products without an ID are left out.',
    type: 'string',
    multiple: true,
    default: {
      '@arrayPath': [unlessTextAt('$.properties.products'), firstProductIdOfItem('$.product_id', '$.productId')]
    }
  },
  properties: {
    label: 'Properties',
    description: 'All properties of a review.',
    type: 'object',
    default: objectAt('$.properties')
  },
  is_active: isActive,
  source
}
