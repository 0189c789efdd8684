import type { ActionDefinition } from '@segment/actions-core'
import { sendEvent } from '../api'
import type { Settings } from '../generated-types'
import { toSender } from '../sender'
import { toText } from '../text'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Track Page',
  description: 'Record the view of a page, with all its properties.',
  defaultSubscription: 'type = "page"',
  fields,
  perform: (request, { settings, payload }) => {
    const eventval: Record<string, unknown> = { ...payload.properties }
    const canonicalUrl = toText(payload.canonicalUrl)
    const title = toText(payload.title)
    if (canonicalUrl !== undefined) eventval.canonicalUrl = canonicalUrl
    if (title !== undefined) eventval.title = title
    return sendEvent(request, settings, toSender(payload, payload.is_active), { eventName: 'view', eventval })
  }
}

export default action
