import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'
import { track } from '../api'
import { fields } from './fields'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Event',
  description: 'Add an event to a lead in Wishpond.',
  defaultSubscription: 'type = "track"',
  fields,
  perform: (request, { settings, payload: { userId, event, properties, timestamp } }) =>
    track(request, settings, { cid: userId, event, properties: properties ?? {}, timestamp })
}

export default action
