import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { requiredEmail } from './required-email'
import { upsertAffiliate } from './upsert'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Create Affiliate',
  description: 'Create an affiliate in Refersion, or update the one that already has the email address.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { payload, settings }) =>
    upsertAffiliate({ request, settings }, { ...payload, email: requiredEmail(payload.email) })
}

export default action
