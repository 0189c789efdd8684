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
  product_id: ({ product_id }) => requireId(toProductId, product_id, fields.product_id.label),
  query,
  product_ids: productIds,
  properties: ({ properties = {} }) => properties
}

function query({ query, query_object = {} }: Payload): string {
  const hasObject = query === undefined && Object.keys(query_object).length > 0
  return hasObject ? JSON.stringify(query_object) : requireText(query, fields.query.label)
}

function productIds({ event, product_ids = [] }: Payload): string[] {
  const ids = product_ids.filter((id) => id.trim() !== '')
  if (ids.length === 0) {
    throw new PayloadValidationError(
      `${event} needs the ID of at least one product, but the mapping of ${fields.product_ids.label} finds none in the event. Add one to the event, or map the field to another value.`
    )
  }
  return ids.map((id) => requireId(toProductId, id, fields.product_ids.label))
}
