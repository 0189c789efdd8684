import { defaultValues } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import { checkCredentials } from './api'
import { credentialHeaders } from './api-key'
import createAffiliate from './createAffiliate'
import deleteAffiliate from './deleteAffiliate'
import { deleteUser } from './delete-user'
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
    testAuthentication: (request, { settings }) => checkCredentials({ request, settings })
  },

  // Upstream's local server doesn't validate settings, so there may be none at all.
  extendRequest: ({ settings }) => ({ headers: credentialHeaders(settings?.apiKey) }),

  onDelete: (request, { payload, settings }) => deleteUser({ request, settings }, payload),

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
