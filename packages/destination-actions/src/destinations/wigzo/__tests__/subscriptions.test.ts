import type { SegmentEvent } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import destination from '../index'

/** All events of Segment's ecommerce spec, in its order, and the action that is for each. */
const ecommerceSpec: Array<[event: string, action: string]> = [
  ['Products Searched', 'trackCommerceEvent'],
  ['Product List Viewed', 'trackEvent'],
  ['Product List Filtered', 'trackEvent'],
  ['Promotion Viewed', 'trackEvent'],
  ['Promotion Clicked', 'trackEvent'],
  ['Product Clicked', 'indexProduct'],
  ['Product Viewed', 'indexProduct'],
  ['Product Added', 'trackCommerceEvent'],
  ['Product Removed', 'trackCommerceEvent'],
  ['Cart Viewed', 'trackEvent'],
  ['Checkout Started', 'trackCommerceEvent'],
  ['Checkout Step Viewed', 'trackEvent'],
  ['Checkout Step Completed', 'trackEvent'],
  ['Payment Info Entered', 'trackEvent'],
  ['Order Updated', 'trackEvent'],
  ['Order Completed', 'trackCommerceEvent'],
  ['Order Refunded', 'trackEvent'],
  ['Order Cancelled', 'trackEvent'],
  ['Coupon Entered', 'trackEvent'],
  ['Coupon Applied', 'trackEvent'],
  ['Coupon Denied', 'trackEvent'],
  ['Coupon Removed', 'trackEvent'],
  ['Product Added to Wishlist', 'trackCommerceEvent'],
  ['Product Removed from Wishlist', 'trackEvent'],
  ['Wishlist Product Added to Cart', 'trackCommerceEvent'],
  ['Product Shared', 'trackEvent'],
  ['Cart Shared', 'trackEvent'],
  ['Product Reviewed', 'trackCommerceEvent']
]

/** Names that the spec calls aliases: each is taken as the event that it stands for. */
const aliases: Array<[event: string, action: string]> = [
  ['Viewed Product', 'indexProduct'],
  ['Clicked Product', 'indexProduct'],
  ['Added Product', 'trackCommerceEvent'],
  ['Removed Product', 'trackCommerceEvent'],
  ['Started Order', 'trackCommerceEvent'],
  ['Completed Order', 'trackCommerceEvent']
]

const otherEvents: Array<[event: string, action: string]> = [
  // Not in the spec, yet Wigzo has a name for it.
  ['Product Added to Cart from Wishlist', 'trackCommerceEvent'],
  ['Clicked Button', 'trackEvent'],
  ['Signed Up', 'trackEvent'],
  ['product viewed', 'trackEvent'],
  ['Product Viewed Again', 'trackEvent'],
  ['Order Completed ', 'trackEvent'],
  ['search', 'trackEvent'],
  ['true', 'trackEvent'],
  ['', 'trackEvent']
]

const calls: Array<[name: string, event: Partial<SegmentEvent>, action: string]> = [
  ...[...ecommerceSpec, ...aliases, ...otherEvents].map(([event, action]): [string, Partial<SegmentEvent>, string] => [
    `"${event}"`,
    { type: 'track', event },
    action
  ]),
  ['identify', { type: 'identify', traits: {} }, 'identifyUser'],
  ['page', { type: 'page', name: 'Product Viewed' }, 'trackPage']
]

// All but the one of trackOrder, which tells Wigzo more of an event that trackCommerceEvent takes as well.
const defaultSubscriptions = Object.entries(destination.actions)
  .filter(([action]) => action !== 'trackOrder')
  .map(([action, { defaultSubscription }]) => ({ action, subscribe: defaultSubscription as string }))

const presets = (destination.presets ?? []).flatMap((preset) =>
  preset.type === 'automatic' ? [{ action: preset.partnerAction, subscribe: preset.subscribe }] : []
)

function actionsFor(event: Partial<SegmentEvent>, subscriptions: typeof presets): string[] {
  return subscriptions.filter(({ subscribe }) => validate(parseFql(subscribe), event)).map(({ action }) => action)
}

describe.each([
  ['default subscription', defaultSubscriptions],
  ['preset', presets]
])('exactly one %s', (_name, subscriptions) => {
  it.each(calls)('takes %s', (_event, event, action) => {
    expect(actionsFor(event, subscriptions)).toEqual([action])
  })
})

describe.each([
  ['default subscription', defaultSubscriptions],
  ['preset', presets]
])('no %s', (_name, subscriptions) => {
  it.each(['group', 'alias', 'screen', 'delete'] as const)('takes a call of the type %s', (type) => {
    expect(actionsFor({ type, event: 'Product Viewed' }, subscriptions)).toEqual([])
  })
})

describe('the default subscription of trackOrder', () => {
  const subscription = [
    { action: 'trackOrder', subscribe: destination.actions.trackOrder.defaultSubscription as string }
  ]

  it.each(calls)('takes %s only when it completes an order', (_name, event) => {
    const completes = event.event === 'Order Completed' || event.event === 'Completed Order'
    expect(actionsFor(event, subscription)).toEqual(completes ? ['trackOrder'] : [])
  })
})

describe('the presets', () => {
  it('have none for trackOrder, which Wigzo has not confirmed', () => {
    expect(destination.presets?.filter(({ partnerAction }) => partnerAction === 'trackOrder')).toEqual([])
  })

  it('are one for each row of the tables of actions and commerce events', () => {
    expect(presets).toHaveLength(4 + 7)
  })

  it('have one for the audiences of Engage, whose calls are identify events', () => {
    expect(destination.presets?.filter(({ type }) => type === 'specificEvent')).toEqual([
      expect.objectContaining({
        partnerAction: 'identifyUser',
        eventSlug: 'warehouse_audience_membership_changed_identify'
      })
    ])
  })
})
