import type { ActionDefinition } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import { COMMERCE_EVENTS, PRODUCT_VIEWS, trackedExcept } from '../segment-events'
import { toSender } from '../sender'
import { requireText } from '../text'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Event',
  description: 'Record an event under its own name, with its properties.',
  defaultSubscription: trackedExcept(...PRODUCT_VIEWS, ...Object.keys(COMMERCE_EVENTS)),
  fields,
  perform: (request, { settings, payload }) =>
    sendEvent(request, settings, toSender(payload, payload.is_active), {
      eventName: requireText(payload.eventName, fields.eventName.label, 'event'),
      eventval: payload.properties ?? {}
    })
}

export default action
