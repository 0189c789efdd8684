import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'
import { identify } from '../api'
import { readIdentifier } from '../payload'
import { toLeadAttributes } from './attributes'
import { fields } from './fields'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Identify Lead',
  description: 'Create a lead in Wishpond, or update the attributes of an existing one.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { settings, payload: { userId, attributes } }) =>
    identify(request, settings, {
      cid: readIdentifier({ [fields.userId.label]: userId }),
      attributes: toLeadAttributes(attributes ?? {})
    })
}

export default action
