import type { InputField } from '@segment/actions-core'
import { firstText, objectAt } from '../directives'
import { isActive, source, userIds } from '../sender-fields'

export const fields: Record<string, InputField> = {
  ...userIds,
  canonicalUrl: {
    label: 'Canonical URL',
    description: 'The URL of the page.',
    type: 'string',
    default: firstText('$.properties.url', '$.context.page.url')
  },
  title: {
    label: 'Title',
    description: "The name of the page call; without a name, the page's title.",
    type: 'string',
    default: firstText('$.name', '$.properties.title', '$.context.page.title')
  },
  properties: {
    label: 'Properties',
    description: 'All properties of the page, such as url, title and path.',
    type: 'object',
    default: objectAt('$.properties')
  },
  is_active: isActive,
  source
}
