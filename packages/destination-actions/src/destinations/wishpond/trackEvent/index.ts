import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'
import { track } from '../api'
import { nonEmpty } from '../non-empty'
import { fields } from './fields'
import { toIsoDate } from './iso-date'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Event',
  description: 'Add an event to a lead in Wishpond.',
  defaultSubscription: 'type = "track"',
  fields,
  perform: (request, { settings, payload: { userId, event, properties, timestamp } }) =>
    track(request, settings, {
      cid: nonEmpty(userId, fields.userId.label),
      event: nonEmpty(event, fields.event.label),
      properties: properties ?? {},
      timestamp: timestamp === undefined ? undefined : toIsoDate(timestamp)
    })
}

export default action
