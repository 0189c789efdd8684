import type { ActionDefinition } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import type { CommerceEvent } from '../segment-events'
import { COMMERCE_EVENTS, tracked } from '../segment-events'
import { toSender } from '../sender'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { values } from './values'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Commerce Event',
  description: "Record an event of Segment's ecommerce spec under Wigzo's own name for it.",
  defaultSubscription: tracked(...Object.keys(COMMERCE_EVENTS)),
  fields,
  perform: (request, { settings, payload }) => {
    const { eventName, eventval } = COMMERCE_EVENTS[payload.event as CommerceEvent]
    return sendEvent(request, settings, toSender(payload, payload.is_active), {
      eventName,
      eventval: values[eventval](payload)
    })
  }
}

export default action
