import type { ActionDefinition } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import { COMPLETED_ORDERS, tracked } from '../segment-events'
import { toSender } from '../sender'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { toWigzoOrder } from './order'

// It has no preset: Wigzo hasn't confirmed that it accepts this event, beside `buy`, from outside of its own plugin.
const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Order',
  description:
    'Record an order with its ID and its value. Track Commerce Event records the products of the order, without its ID and its value.',
  defaultSubscription: tracked(...COMPLETED_ORDERS),
  fields,
  perform: (request, { settings, payload }) =>
    sendEvent(request, settings, toSender(payload, payload.is_active), {
      eventName: 'order',
      eventval: toWigzoOrder(payload)
    })
}

export default action
