import type { ActionDefinition } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import { PRODUCT_VIEWS, tracked } from '../segment-events'
import { toSender } from '../sender'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { toWigzoProduct } from './product'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Index Product',
  description: 'Record the view of a product, from which Wigzo adds the product to its index.',
  defaultSubscription: tracked(...PRODUCT_VIEWS),
  fields,
  perform: (request, { settings, payload }) =>
    sendEvent(request, settings, toSender(payload, payload.is_active), {
      eventName: 'product_view',
      eventval: toWigzoProduct(payload)
    })
}

export default action
