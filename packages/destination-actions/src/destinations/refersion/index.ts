import { defaultValues } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import { checkCredentials } from './api'
import { credentialHeaders } from './api-key'
import createAffiliate from './createAffiliate'
import deleteAffiliate from './deleteAffiliate'
import { findAndDisable } from './disable'
import { isEmail } from './email'
import type { Settings } from './generated-types'

const destination: DestinationDefinition<Settings> = {
  name: 'Refersion (Actions)',
  slug: 'actions-refersion',
  mode: 'cloud',
  description: 'Create, update and disable affiliates in Refersion.',

  authentication: {
    scheme: 'custom',
    fields: {
      apiKey: {
        label: 'API Key',
        description:
          'You can find your API key (publickey.secretkey) in your [account settings page](https://www.refersion.com/base/settings/integrations/api) under Refersion API.',
        type: 'password',
        required: true
      }
    },
    testAuthentication: (request) => checkCredentials(request)
  },

  extendRequest: ({ settings }) => ({ headers: credentialHeaders(settings.apiKey) }),

  // Segment hands over these two identifiers and nothing else of the event. Only an email address says for sure who is
  // meant: "5678" may be a user of the source, and at the same time the affiliate id of somebody else.
  onDelete: async (request, { payload }) => {
    const emails = new Set([payload.userId, payload.anonymousId].filter(isEmail))
    const ids: number[] = []
    for (const email of emails) ids.push(...(await findAndDisable(request, { email })))
    return { output: `Affiliates disabled: ${ids.length}` }
  },

  actions: {
    createAffiliate,
    deleteAffiliate
  },

  presets: [
    {
      name: 'Create Affiliate',
      subscribe: 'type = "identify"',
      partnerAction: 'createAffiliate',
      mapping: defaultValues(createAffiliate.fields),
      type: 'automatic'
    },
    {
      name: 'Delete Affiliate',
      subscribe: 'type = "delete"',
      partnerAction: 'deleteAffiliate',
      mapping: defaultValues(deleteAffiliate.fields),
      type: 'automatic'
    },
    {
      name: 'Entities Audience Membership Changed',
      partnerAction: 'createAffiliate',
      mapping: defaultValues(createAffiliate.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_membership_changed_identify'
    }
  ]
}

export default destination
