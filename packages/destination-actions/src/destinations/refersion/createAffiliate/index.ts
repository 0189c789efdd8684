import { PayloadValidationError } from '@segment/actions-core'
import type { ActionDefinition } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { hasEmail } from './affiliate'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { upsertAffiliate } from './upsert'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Create Affiliate',
  description: 'Create an affiliate in Refersion, or update the one that already has the email address.',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: (request, { payload }) => {
    // The schema could require it as well, but not say what to do about it.
    if (!hasEmail(payload)) {
      throw new PayloadValidationError(
        'An affiliate needs an email, and the event has none. Add the trait email to the identify call; to events of Engage, add it with trait enrichment.'
      )
    }
    return upsertAffiliate(request, payload)
  }
}

export default action
