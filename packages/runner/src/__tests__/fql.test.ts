import { meetsFql, problemWithFql } from '../fql'

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

  it.each([
    ['evnt = "A"', 'No condition can be about "evnt". Did you mean "event"?'],
    ['type = "track" and kind = "a"', 'No condition can be about "kind". Write that, or'],
    ['contains(propertys.plan, "A")', 'No condition can be about "propertys". Did you mean "properties"?']
  ])('%s names a field that Segment does not know', (fql, message) => {
    expect(problemWithFql(fql)).toContain(message)
  })

  it.each([
    [`type = 'track'`, 'Put texts in double quotes.'],
    ['type = "track" and !(event = "A")', 'Negate each condition by itself'],
    ['type = "track" OR type = "page"', 'Write "and" and "or" in small letters.'],
    ['event in ["A", "B"]', 'Write a condition for each value, with "or" between them.']
  ])('%s is not FQL, and what to write is said', (fql, message) => {
    expect(problemWithFql(fql)).toContain(message)
  })

  it.each([
    [
      'type = "trakc"',
      'No event has the type "trakc"; the types are identify, track, page, screen, group, alias and delete. Did you mean "track"?'
    ],
    ['(type = "track" or type = "Identify") and event = "A"', 'No event has the type "Identify"'],
    ['type != "tracks"', 'No event has the type "tracks"']
  ])('%s names a type that no event has', (fql, message) => {
    expect(problemWithFql(fql)).toContain(message)
  })
})

it.each([
  ['type = "track"', true],
  ['type = "page"', false],
  ['type = "track" and properties.total > 5', true],
  ['userId = "ada" or event = "Sold"', true],
  ['contains(event, "old") and properties.total > 7', false]
])('whether an event meets %s: %s', (fql, isMet) => {
  expect(meetsFql(fql)({ type: 'track', event: 'Sold', properties: { total: 7 } })).toBe(isMet)
})

it('refuses to compare an event with FQL that has a problem', () => {
  const fql = 'type = "track" and'
  expect(() => meetsFql(fql)).toThrow(problemWithFql(fql))
})
