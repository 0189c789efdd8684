import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'
import { track } from '../api'
import { readIdentifier, readText, readTime } from '../payload'
import { fields } from './fields'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Event',
  description: 'Add an event to a lead in Wishpond.',
  defaultSubscription: 'type = "track"',
  fields,
  perform: (request, { settings, payload: { userId, anonymousId, event, properties, timestamp } }) =>
    track(request, settings, {
      cid: readIdentifier({ [fields.userId.label]: userId, [fields.anonymousId.label]: anonymousId }),
      event: readText(event, fields.event.label),
      properties: properties ?? {},
      timestamp: readTime(timestamp, fields.timestamp.label)
    })
}

export default action
