import { retryAfterTime } from '../retry'

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

describe('retryAfterTime', () => {
  it.each([
    ['seconds', '120', '2026-01-02T03:06:05.678Z'],
    ['no seconds', '0', '2026-01-02T03:04:05.678Z'],
    ['seconds with a fraction', '1.5', '2026-01-02T03:04:07.178Z'],
    ['seconds with blanks around', ' 3 ', '2026-01-02T03:04:08.678Z'],
    ['a date', 'Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['a date to come', 'Fri, 02 Jan 2026 03:05:00 GMT', '2026-01-02T03:05:00.000Z'],
    ['a date of the old form', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['a date of the old form, 50 years ahead', 'Wednesday, 01-Jan-76 00:00:00 GMT', '2076-01-01T00:00:00.000Z'],
    ['a date of the old form, 51 years ahead', 'Saturday, 01-Jan-77 00:00:00 GMT', '1977-01-01T00:00:00.000Z'],
    ['a date of the oldest form, which is in UTC as well', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00.000Z']
  ])('reads %s', (_what, header, expected) => {
    expect(retryAfterTime(header, now)).toBe(expected)
  })

  it.each([
    ['no header', null],
    ['an empty one', ''],
    ['fewer than no seconds', '-1'],
    ['a text that JavaScript takes for a date', 'test 1'],
    ['ISO 8601', '2026-01-02T03:05:00Z'],
    ['a date without its zone', 'Sun, 06 Nov 1994 08:49:37'],
    ['a day that does not exist', 'Tue, 30 Feb 2026 08:49:37 GMT'],
    ['a leap second of a day that does not exist', 'Tue, 30 Feb 2026 23:59:60 GMT'],
    ['a second that does not exist', 'Sun, 06 Nov 1994 08:49:61 GMT'],
    ['an hour that does not exist', 'Sun, 06 Nov 1994 24:49:37 GMT'],
    ['a month that does not exist', 'Sun, 06 Foo 1994 08:49:37 GMT'],
    ['more seconds than a date can hold', '99999999999999999'],
    ['an exponent', '1e3'],
    ['two headers', '1, 2']
  ])('finds no time in %s', (_what, header) => {
    expect(retryAfterTime(header, now)).toBeUndefined()
  })
})
