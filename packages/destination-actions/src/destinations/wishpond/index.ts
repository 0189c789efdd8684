import { defaultValues } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import type { Settings } from './generated-types'
import { checkKeys } from './authentication'
import identifyLead from './identifyLead'
import trackEvent from './trackEvent'

const destination: DestinationDefinition<Settings> = {
  name: 'Wishpond (Actions)',
  slug: 'actions-wishpond',
  mode: 'cloud',
  description: 'Create and update leads in Wishpond, and add events to them.',

  authentication: {
    scheme: 'custom',
    fields: {
      merchantId: {
        label: 'Merchant ID',
        description:
          'To find your Merchant ID, log in to Wishpond, click your account name in the top right corner, then API Keys in the dropdown menu.',
        type: 'string',
        required: true
      },
      trackingKey: {
        label: 'Tracking Key',
        description:
          'To find your Tracking Key, log in to Wishpond, click your account name in the top right corner, then API Keys in the dropdown menu.',
        type: 'password',
        required: true
      }
    },
    testAuthentication: (_request, { settings }) => checkKeys(settings)
  },

  actions: {
    identifyLead,
    trackEvent
  },

  presets: [
    {
      name: 'Identify Lead',
      subscribe: 'type = "identify"',
      partnerAction: 'identifyLead',
      mapping: defaultValues(identifyLead.fields),
      type: 'automatic'
    },
    {
      name: 'Track Event',
      subscribe: 'type = "track"',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'automatic'
    },
    {
      name: 'Entities Audience Membership Changed',
      partnerAction: 'identifyLead',
      mapping: defaultValues(identifyLead.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_membership_changed_identify'
    },
    {
      name: 'Entities Audience Entered',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_entered_track'
    },
    {
      name: 'Entities Audience Exited',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_exited_track'
    },
    {
      name: 'Associated Entity Added',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_entity_added_track'
    },
    {
      name: 'Associated Entity Removed',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_entity_removed_track'
    },
    {
      name: 'Journeys Step Entered',
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'specificEvent',
      eventSlug: 'journeys_step_entered_track'
    }
  ]
}

export default destination
