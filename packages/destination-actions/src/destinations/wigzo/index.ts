import type { DestinationDefinition } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'
import type { Settings } from './generated-types'
import identifyUser from './identifyUser'
import indexProduct from './indexProduct'
import { readOrgToken } from './org-token'
import { COMMERCE_EVENTS, COMPLETED_ORDERS, PRODUCT_VIEWS, tracked, trackedExcept } from './segment-events'
import trackCommerceEvent from './trackCommerceEvent'
import trackEvent from './trackEvent'
import trackOrder from './trackOrder'
import trackPage from './trackPage'

const destination: DestinationDefinition<Settings> = {
  name: 'Wigzo (Actions)',
  slug: 'actions-wigzo',
  mode: 'cloud',
  description: 'Send users, page views, products and events to Wigzo.',

  authentication: {
    scheme: 'custom',
    fields: {
      orgToken: {
        label: 'Organization Token',
        description:
          'Your Wigzo org token. A unique org token is assigned to every user. You can find this value inside the auto generated snippet under Settings > Integration.',
        type: 'password',
        required: true
      }
    },
    // Every Wigzo call that could test the token leaves a user or an event behind, so only its form is tested.
    testAuthentication: async (_request, { settings }) => void readOrgToken(settings)
  },

  presets: [
    {
      name: 'Identify User',
      subscribe: 'type = "identify"',
      partnerAction: 'identifyUser',
      mapping: defaultValues(identifyUser.fields),
      type: 'automatic'
    },
    {
      name: 'Track Page',
      subscribe: 'type = "page"',
      partnerAction: 'trackPage',
      mapping: defaultValues(trackPage.fields),
      type: 'automatic'
    },
    {
      name: 'Track Event',
      subscribe: trackedExcept(...PRODUCT_VIEWS, ...Object.keys(COMMERCE_EVENTS)),
      partnerAction: 'trackEvent',
      mapping: defaultValues(trackEvent.fields),
      type: 'automatic'
    },
    {
      name: 'Product Viewed, Product Clicked',
      subscribe: tracked(...PRODUCT_VIEWS),
      partnerAction: 'indexProduct',
      mapping: defaultValues(indexProduct.fields),
      type: 'automatic'
    },
    {
      name: 'Product Added, Product Added to Cart from Wishlist, Wishlist Product Added to Cart',
      subscribe: tracked(
        'Product Added',
        'Added Product',
        'Product Added to Cart from Wishlist',
        'Wishlist Product Added to Cart'
      ),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Product Added' },
      type: 'automatic'
    },
    {
      name: 'Product Removed',
      subscribe: tracked('Product Removed', 'Removed Product'),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Product Removed' },
      type: 'automatic'
    },
    {
      name: 'Product Added to Wishlist',
      subscribe: tracked('Product Added to Wishlist'),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Product Added to Wishlist' },
      type: 'automatic'
    },
    {
      name: 'Products Searched',
      subscribe: tracked('Products Searched'),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Products Searched' },
      type: 'automatic'
    },
    {
      name: 'Checkout Started',
      subscribe: tracked('Checkout Started', 'Started Order'),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Checkout Started' },
      type: 'automatic'
    },
    {
      name: 'Order Completed',
      subscribe: tracked(...COMPLETED_ORDERS),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Order Completed' },
      type: 'automatic'
    },
    {
      name: 'Product Reviewed',
      subscribe: tracked('Product Reviewed'),
      partnerAction: 'trackCommerceEvent',
      mapping: { ...defaultValues(trackCommerceEvent.fields), event: 'Product Reviewed' },
      type: 'automatic'
    },
    {
      name: 'Entities Audience Membership Changed',
      partnerAction: 'identifyUser',
      mapping: defaultValues(identifyUser.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_membership_changed_identify'
    }
  ],

  actions: {
    identifyUser,
    trackPage,
    trackEvent,
    indexProduct,
    trackCommerceEvent,
    trackOrder
  }
}

export default destination
