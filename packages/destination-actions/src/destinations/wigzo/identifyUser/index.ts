import type { ActionDefinition } from '@segment/actions-core'
import { identify } from '../api'
import type { Settings } from '../generated-types'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { toWigzoUser } from './user'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Identify User',
  description: 'Create or update a user in Wigzo, with email, phone and all other traits.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { settings, payload }) => identify(request, settings, toWigzoUser(payload))
}

export default action
