import { eventForBoth } from '../fql'

describe('an event for two subscriptions', () => {
  it.each([
    ['type = "track" and event = "A"', 'type = "track" and event != "B"', { type: 'track', event: 'A' }],
    ['type = "identify"', 'traits.plan.name = "pro"', { type: 'identify', traits: { plan: { name: 'pro' } } }],
    ['properties.total >= 5', 'properties.total < 6', { properties: { total: 5 } }],
    ['userId = null', 'context.active = true', { userId: undefined, context: { active: true } }]
  ])('%s and %s is found', (one, other, event) => {
    expect(eventForBoth(one, other)).toEqual(event)
  })

  it.each([
    ['type = "track"', 'type = "page"'],
    ['event = "A" or event = "B"', 'event != "A" and event != "B"'],
    ['traits.email != null', 'traits.email = null'],
    ['type = "track"', 'type =']
  ])('%s and %s is not found', (one, other) => {
    expect(eventForBoth(one, other)).toBeUndefined()
  })
})
