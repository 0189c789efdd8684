import { addressOf, failureFilterOf, readAddress } from '../address'
import type { Opened } from '../address'

describe('the address', () => {
  it.each<[string, Opened]>([
    ['nothing', { filter: {} }],
    ['a group', { filter: {}, group: 7 }],
    ['a delivery of a page of a group', { filter: {}, group: 7, before: 900, delivery: 850 }],
    ['the plots of one destination', { filter: {}, plot: 'wigzo' }],
    [
      'a filter',
      {
        filter: {
          destination: 'my shop & more',
          code: 'MESSAGE_REJECTED',
          since: '2026-11-27T09:30',
          until: '2026-11-27T10:30:15',
          user: 'jane@example.com',
          event: 'Order Completed',
          only: 'properties.total > 100 and type = "track"'
        }
      }
    ]
  ])('brings back %s', (_what, opened) => {
    const address = addressOf(opened)
    expect(address).toMatch(/^#/)
    expect(readAddress(address)).toEqual(opened)
  })

  it.each([
    ['', {}],
    ['#', {}],
    ['#group=x&delivery=-1&before=1.5', {}],
    ['#group=99999999999999999999', {}],
    ['#destination=&plot=', {}],
    ['#state=z.abc', {}]
  ])('leaves out what makes no sense: %j', (address, others) => {
    expect(readAddress(address)).toEqual({ filter: {}, ...others })
  })
})

describe('the filter', () => {
  it('has times in milliseconds, from the zone of the reader', () => {
    const since = '2026-11-27T09:30'
    expect(failureFilterOf({ since, until: '2026-11-27T10:30:15', user: 'u1' })).toEqual({
      since: new Date(2026, 10, 27, 9, 30).getTime(),
      until: new Date(2026, 10, 27, 10, 30, 15).getTime(),
      user: 'u1'
    })
  })

  it('has no time that is not one', () => {
    expect(failureFilterOf({ since: 'yesterday', code: '503' })).toEqual({ code: '503' })
  })
})
