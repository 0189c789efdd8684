import { browserDestination } from '@segment/browser-destination-runtime/shim'
import type { BrowserDestinationDefinition } from '@segment/browser-destination-runtime/types'
import { objectAt, textAt } from './directives'
import type { Settings } from './generated-types'
import identifyLead from './identifyLead'
import trackEvent from './trackEvent'
import { loadWishpond } from './tracker'
import type { Wishpond } from './types'

export const destination: BrowserDestinationDefinition<Settings, Wishpond> = {
  name: 'Wishpond Web (Actions)',
  slug: 'actions-wishpond-web',
  mode: 'device',
  description: "Create and update leads, and add events to them, with Wishpond's tracker on your page.",

  settings: {
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
    },
    loadScript: {
      label: 'Load Script',
      description:
        "Load Wishpond's script with this destination. Turn this off if your page loads the script itself. Your page must then give Wishpond the two keys, too.",
      type: 'boolean',
      default: true
    }
  },

  // The mappings repeat the fields' defaults: `defaultValues` would bring all of actions-core into the bundle.
  presets: [
    {
      name: 'Identify Lead',
      subscribe: 'type = "identify"',
      partnerAction: 'identifyLead',
      mapping: { userId: textAt('$.userId'), attributes: objectAt('$.traits') },
      type: 'automatic'
    },
    {
      name: 'Track Event',
      subscribe: 'type = "track"',
      partnerAction: 'trackEvent',
      mapping: { event: textAt('$.event'), properties: objectAt('$.properties') },
      type: 'automatic'
    }
  ],

  initialize: ({ settings }, dependencies) => loadWishpond(settings, dependencies),

  actions: {
    identifyLead,
    trackEvent
  }
}

export default browserDestination(destination)
