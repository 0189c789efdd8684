import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'
import { identify } from '../api'
import { nonEmpty } from '../non-empty'
import { toLeadAttributes } from './attributes'
import { fields } from './fields'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Identify Lead',
  description: 'Create a lead in Wishpond, or update the attributes of an existing one.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { settings, payload }) =>
    identify(request, settings, {
      cid: nonEmpty(payload.userId, fields.userId.label),
      attributes: toLeadAttributes(payload.attributes ?? {})
    })
}

export default action
