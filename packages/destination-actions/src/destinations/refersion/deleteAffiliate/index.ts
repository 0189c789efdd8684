import type { ActionDefinition } from '@segment/actions-core'
import { findAndDisable } from '../disable'
import type { Settings } from '../generated-types'
import { disableBatch } from './batch'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Delete Affiliate',
  description: 'Disable an affiliate in Refersion. Its data stays there, as the API of Refersion cannot erase it.',
  defaultSubscription: 'type = "delete"',
  fields,
  perform: (request, { payload, settings }) => findAndDisable({ request, settings }, payload),
  performBatch: (request, { payload, settings }) => disableBatch({ request, settings }, payload)
}

export default action
