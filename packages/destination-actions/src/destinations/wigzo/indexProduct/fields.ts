import type { InputField } from '@segment/actions-core'
import { firstProductId, firstText, textAt } from '../directives'
import { isActive, source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
  // Not Wigzo's `productId`: the framework's error for a missing field then names the property of Segment's spec.
  product_id: {
    label: 'Product ID',
    description: 'The ID of the product.',
    type: 'string',
    required: true,
    default: firstProductId('$.properties.product_id', '$.properties.productId')
  },
  canonicalUrl: {
    label: 'Canonical URL',
    description: "The URL of the product's page.",
    type: 'string',
    default: firstText('$.properties.url', '$.context.page.url')
  },
  title: {
    label: 'Title',
    description: 'The name of the product.',
    type: 'string',
    default: textAt('$.properties.name')
  },
  description: {
    label: 'Description',
    description: 'The description of the product.',
    type: 'string',
    default: textAt('$.properties.description')
  },
  price: {
    label: 'Price',
    description: 'The amount of the price, such as 18.99.',
    type: 'string',
    default: textAt('$.properties.price')
  },
  currency: {
    label: 'Currency',
    description: 'The currency of the price, such as USD. It is sent in front of the amount.',
    type: 'string',
    default: textAt('$.properties.currency')
  },
  category: {
    label: 'Category',
    description: 'The category of the product.',
    type: 'string',
    default: textAt('$.properties.category')
  },
  vendor: {
    label: 'Vendor',
    description: 'The brand of the product.',
    type: 'string',
    default: textAt('$.properties.brand')
  },
  image: {
    label: 'Image',
    description: "The URL of the product's image.",
    type: 'string',
    default: textAt('$.properties.image_url')
  },
  locale: {
    label: 'Locale',
    description:
      'The locale of the user, such as "en-US". Its language part is sent when the options have no language.',
    type: 'string',
    default: textAt('$.context.locale')
  },
  options: {
    label: 'Wigzo Options',
    description:
      'The places where an event can have options for Wigzo: description, imageUrl and language. Each option comes from the first place, by number, that has it as a text. The options win over the fields Description, Image and Locale.',
    type: 'object',
    defaultObjectUI: 'keyvalue:only',
    // Segment's catalog page of Wigzo has them under `Wigzo` in one edition and `wigzo` in another. analytics.js leaves
    // them in `integrations` if they are nested there, and puts them into `context` otherwise.
    default: {
      1: { '@path': '$.integrations.Wigzo' },
      2: { '@path': '$.integrations.wigzo' },
      3: { '@path': '$.integrations.Wigzo (Actions)' },
      4: { '@path': '$.context.Wigzo' },
      5: { '@path': '$.context.wigzo' }
    }
  },
  is_active: isActive,
  source
}
