import { PayloadValidationError } from '@segment/actions-core'
import type { WigzoEvent } from '../api'
import type { CommerceEvent } from '../segment-events'
import { COMMERCE_EVENTS } from '../segment-events'
import { requireId, toProductId } from '../required-id'
import { requireText } from '../text'
import { fields } from './fields'
import type { Payload } from './generated-types'

type ValueField = typeof COMMERCE_EVENTS[CommerceEvent]['eventval']

/**
 * The value of an event, from the field that holds it.
 *
 * Each function throws a PayloadValidationError if the field has no value that Wigzo can use.
 */
export const values: Record<ValueField, (payload: Payload) => WigzoEvent['eventval']> = {
  product_id: ({ product_id }) => requireId(toProductId, product_id, fields.product_id.label, 'product_id'),
  query,
  product_ids: productIds,
  properties: ({ properties = {} }) => properties
}

function query({ query, query_object = {} }: Payload): string {
  const hasObject = query === undefined && Object.keys(query_object).length > 0
  return hasObject ? JSON.stringify(query_object) : requireText(query, fields.query.label, 'query')
}

function productIds({ event, product_ids = [] }: Payload): string[] {
  const ids = product_ids.filter((id) => id.trim() !== '')
  if (ids.length === 0) {
    throw new PayloadValidationError(
      `${event} needs the product_id of at least one product. Add it to an item of the property "products".`
    )
  }
  return ids.map((id) => requireId(toProductId, id, fields.product_ids.label, 'products.product_id'))
}
