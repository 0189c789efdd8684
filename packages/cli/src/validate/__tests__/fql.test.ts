import { eventForBoth, problemWithFql } from '../fql'

describe('a subscription', () => {
  it.each([
    'type = "track"',
    'type="track" and event != "A (b) and c"',
    'type = "track" and (event = "A")',
    '(type = "page" or type = "screen") and properties.total > 5',
    'type = "identify" and traits.email != null',
    'contains(event, "Order") and !match(name, "Home*")',
    'context.personas.computation_class = "audience" and properties.first = true'
  ])('%s means what it says', (fql) => {
    expect(problemWithFql(fql)).toBeUndefined()
  })

  it.each([
    [
      'a mixture of "and" and "or"',
      'type = "track" and event = "A" or event = "B"',
      'type = "track" or event = "A" or event = "B"'
    ],
    ['a name that Segment does not know', 'type = "track" and kind = "a"', 'type = "track"'],
    ['a function in parentheses', '(contains(event, "A") or event = "B") and type = "track"', 'contains(event, "A")'],
    ['half a condition', 'type =', 'type = "eos"'],
    ['OR in capitals', 'type = "track" OR type = "page"', 'type = "track" and type = "page"']
  ])('with %s is shown as Segment reads it', (_name, fql, understood) => {
    expect(problemWithFql(fql)).toContain(`Segment reads it as ${understood}`)
  })

  it.each(['', '((type = "track"', 'anything'])('%j cannot be read', (fql) => {
    expect(problemWithFql(fql)).toMatch(/^Segment (cannot read it|finds no condition in it)/)
  })
})

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
