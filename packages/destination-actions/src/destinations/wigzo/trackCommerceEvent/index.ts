import type { ActionDefinition } from '@segment/actions-core'
import { PayloadValidationError } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import { nonEmpty } from '../non-empty'
import type { CommerceEvent } from '../segment-events'
import { COMMERCE_EVENTS, tracked } from '../segment-events'
import { toSender } from '../sender'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Commerce Event',
  description: "Record an event of Segment's ecommerce spec under Wigzo's own name for it.",
  defaultSubscription: tracked(...Object.keys(COMMERCE_EVENTS)),
  fields,
  perform: (request, { settings, payload }) => {
    const { eventName, eventval } = COMMERCE_EVENTS[payload.event as CommerceEvent]
    return sendEvent(request, settings, toSender(payload), { eventName, eventval: values[eventval](payload) })
  }
}

/** The value of an event, from the field that holds it. */
const values: Record<
  typeof COMMERCE_EVENTS[CommerceEvent]['eventval'],
  (payload: Payload) => string | string[] | object
> = {
  product_id: ({ product_id }) => nonEmpty(product_id, fields.product_id.label),
  query: ({ query }) => nonEmpty(query, fields.query.label),
  product_ids: productIds,
  properties: ({ properties = {} }) => properties
}

/** @throws PayloadValidationError when no product has an id */
function productIds({ event, product_ids = [] }: Payload): string[] {
  const ids = product_ids.filter((id) => id !== '')
  if (ids.length === 0) {
    throw new PayloadValidationError(
      `${event} needs the product_id of at least one product. Add it to an item of the property "products".`
    )
  }
  return ids
}

export default action
