import { filterOf, whichOf } from '../filter-flags'
import type { TypedFilter } from '../filter-flags'

const now = Date.UTC(2026, 10, 27, 12)

describe('a filter', () => {
  it.each<[TypedFilter, object]>([
    [{}, {}],
    [
      { group: '3', destination: 'wigzo', subscription: 'Sales', code: '503', user: 'u1', event: 'Order Completed' },
      { group: 3, destination: 'wigzo', subscription: 'Sales', code: '503', user: 'u1', event: 'Order Completed' }
    ],
    [
      { since: '2h', until: '90s' },
      { since: now - 2 * 3_600_000, until: now - 90_000 }
    ],
    [
      { since: '3d', until: '15m' },
      { since: now - 3 * 86_400_000, until: now - 15 * 60_000 }
    ],
    [{ since: '2026-11-27' }, { since: Date.UTC(2026, 10, 27) }],
    [{ until: '2026-11-27T09:30:00+01:00' }, { until: Date.UTC(2026, 10, 27, 8, 30) }],
    [{ until: '1764230400000' }, { until: 1_764_230_400_000 }],
    [{ only: 'properties.total > 10' }, { only: 'properties.total > 10' }]
  ])('is made of %j', (typed, filter) => {
    expect(filterOf(typed, now)).toEqual(filter)
  })

  it.each<[TypedFilter, string]>([
    [{ group: 'three' }, '--group must be the number of a group, as the list of failures shows it.'],
    [{ group: '0' }, '--group must be the number of a group, as the list of failures shows it.'],
    [{ since: 'yesterday' }, '--since must be a time such as 2h, 3d or 2026-11-27T09:30:00Z.'],
    [{ until: '2w' }, '--until must be a time such as 2h, 3d or 2026-11-27T09:30:00Z.'],
    [{ only: 'total > 10' }, '--only must be a condition in FQL, such as properties.total > 10. '],
    [{ destination: ' ' }, '--destination needs a value.']
  ])('is not made of %j', (typed, message) => {
    expect(() => filterOf(typed, now)).toThrow(message)
  })
})

describe('which deliveries are meant', () => {
  it.each<[string[], TypedFilter, boolean, object]>([
    [['7', '8'], {}, false, { ids: [7, 8] }],
    [[], { group: '3' }, false, { filter: { group: 3 } }],
    [[], {}, true, { filter: {} }]
  ])('%j with %j, all: %s', (ids, typed, isAll, which) => {
    expect(whichOf(ids, typed, isAll, now)).toEqual(which)
  })

  it.each<[string[], TypedFilter, boolean, string]>([
    [[], {}, false, 'For every failed delivery, add --all.'],
    [['7'], { group: '3' }, false, 'Give either ids of deliveries or a filter, not both.'],
    [['7'], {}, true, 'Give either ids of deliveries or a filter, not both.'],
    [[], { group: '3' }, true, '--all means every failed delivery. Leave it out if you give a filter.'],
    [['seven'], {}, false, '"seven" is not the id of a delivery. It must be a number.'],
    [['-7'], {}, false, '"-7" is not the id of a delivery. It must be a number.']
  ])('is unclear: %j with %j, all: %s', (ids, typed, isAll, message) => {
    expect(() => whichOf(ids, typed, isAll, now)).toThrow(message)
  })
})
