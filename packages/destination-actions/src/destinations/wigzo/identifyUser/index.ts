import type { ActionDefinition } from '@segment/actions-core'
import { identify } from '../api'
import type { Settings } from '../generated-types'
import { toSender } from '../sender'
import { fields } from './fields'
import { furtherTraits } from './further-traits'
import type { Payload } from './generated-types'
import { toIsoDate } from './iso-date'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Identify User',
  description: 'Create or update a user in Wigzo, with email, phone and all other traits.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { settings, payload }) => {
    const { traits, createdAt, updatedAt, ...known } = payload
    return identify(request, settings, {
      ...furtherTraits(traits),
      ...known,
      ...(createdAt !== undefined && { createdAt: toIsoDate(createdAt, 'createdAt') }),
      ...(updatedAt !== undefined && { updatedAt: toIsoDate(updatedAt, 'updatedAt') }),
      ...toSender(payload)
    })
  }
}

export default action
