import type { Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import { Router } from '../routing'
import { deliveryConfig, destinationConfig } from './invented-config'

const subscription = (name: string, subscribe: string): Subscription => ({
  name,
  subscribe,
  partnerAction: 'send',
  mapping: {}
})

const config = deliveryConfig({
  destinations: [
    destinationConfig({
      name: 'first',
      sources: ['shop', 'blog'],
      subscriptions: [
        subscription('Orders', 'type = "track" and event = "Order Completed"'),
        subscription('Tracks', 'type = "track"'),
        subscription('Users', 'type = "identify"')
      ]
    }),
    destinationConfig({ name: 'second', order: 'none' })
  ]
})
const router = new Router(config)

describe('an event goes to', () => {
  it.each([
    ['each subscription that takes it', 'shop', 'Order Completed', ['first Orders', 'first Tracks', 'second Tracks']],
    ['only those that take it', 'shop', 'Signed Up', ['first Tracks', 'second Tracks']],
    ['only the destinations of its source', 'blog', 'Signed Up', ['first Tracks']],
    ['nothing, from a source that is not in the config', 'other', 'Signed Up', []]
  ])('%s', (_what, source, event, expected) => {
    const deliveries = router.route(source, { type: 'track', event, userId: 'ada' })
    expect(deliveries.map(({ destination, subscription: name }) => `${destination} ${name}`)).toEqual(expected)
    expect(deliveries.every(({ state }) => state === 'pending')).toBe(true)
  })
})

it('an event goes to one destination if only that one gets it', () => {
  const deliveries = router.route('shop', { type: 'track', event: 'Signed Up', userId: 'ada' }, 'second')
  expect(deliveries.map(({ destination }) => destination)).toEqual(['second'])
  const failed = router.fail('shop', { code: 'event_not_object', message: 'No.' }, 'second')
  expect(failed.map(({ destination }) => destination)).toEqual(['second'])
})

describe('an event that a destination does not get is filtered there once', () => {
  const noMapping = {
    code: 'NO_MATCHING_MAPPING',
    message: 'No subscription of Acme (Actions) takes events of type "page".'
  }
  const switchedOff = {
    code: 'FILTERED_BY_INTEGRATIONS_OBJECT',
    message: "The event's Integrations object switches Acme (Actions) off."
  }
  it.each([
    ['no subscription takes it', { type: 'page' }, noMapping],
    ['all destinations are off', { type: 'track', integrations: { All: false } }, switchedOff],
    ['it is off by its name in the catalog', { type: 'track', integrations: { Acme: false } }, switchedOff],
    ['it is off and no subscription takes it', { type: 'page', integrations: { Acme: false } }, switchedOff]
  ])('because %s', (_why, event, reason) => {
    expect(router.route('shop', { userId: 'ada', ...event })).toEqual([
      { destination: 'first', state: 'filtered', reason },
      { destination: 'second', state: 'filtered', reason }
    ])
  })
})

describe('the lane', () => {
  const laneOf = (event: JSONObject) => {
    const [delivery] = router.route('blog', { type: 'identify', ...event })
    return 'lane' in delivery ? delivery.lane : undefined
  }

  it.each<[string, JSONObject, string | undefined]>([
    ['is the user', { userId: 'ada', anonymousId: 'a1' }, 'ada'],
    ['is the visitor, without a user', { userId: null, anonymousId: 'a1' }, 'a1'],
    ['is the visitor, if the user is empty', { userId: '', anonymousId: 'a1' }, 'a1'],
    ['is none without either', {}, undefined],
    ['is none if the id is no text', { userId: { id: 1 } }, undefined]
  ])('%s', (_what, event, lane) => {
    expect(laneOf(event)).toBe(lane)
  })

  it('is none in a destination that keeps no order', () => {
    const [, delivery] = router.route('shop', { type: 'track', userId: 'ada' }).slice(-2)
    expect(delivery).toEqual({ destination: 'second', subscription: 'Tracks', state: 'pending' })
  })
})

it('an event that cannot be delivered fails once in each destination of its source', () => {
  const reason = { code: 'no_user_anon_id', message: 'It has no user.' }
  expect(router.fail('shop', reason)).toEqual([
    { destination: 'first', state: 'failed', reason },
    { destination: 'second', state: 'failed', reason }
  ])
  expect(router.fail('blog', reason)).toEqual([{ destination: 'first', state: 'failed', reason }])
})

it('a subscription that cannot be read is named', () => {
  const broken = destinationConfig({ subscriptions: [subscription('Broken', '')] })
  expect(() => new Router(deliveryConfig({ destinations: [broken] }))).toThrow('"Broken"')
})
