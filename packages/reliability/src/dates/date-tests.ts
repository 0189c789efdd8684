import fc from 'fast-check'
import { hostile } from '../fuzz/hostile-values'
import { almostIsoTexts, digitsOfHours, digitsOfMinutes, isoTexts } from './iso-texts'
import { isMisreadByLuxon, luxonCounts, luxonReads, mayBeDate } from './oracle'
import { inEveryTimeZone } from './time-zones'

const CASES = 5_000

/** Forms that luxon does not read: a Unix time, and a fraction of an hour or of a minute. */
const OURS_ALONE = /^\s*\d{9,}(\.\d+)?\s*$|[Tt ]\d\d(:?\d\d)?[.,]/

/** Whether a number has the same digits: it cannot begin with a zero. */
function isNumber(digits: string): boolean {
  return !digits.startsWith('0')
}

/** [what it is, the time as an event has it, the time in UTC] */
const times: [string, unknown, string][] = [
  ['a time of a database', '2024-01-02 03:04:05', '2024-01-02T03:04:05.000Z'],
  ['a time without an offset', '2024-01-02T03:04:05', '2024-01-02T03:04:05.000Z'],
  ['a time without an offset, in the basic form', '20240102T030405', '2024-01-02T03:04:05.000Z'],
  ['a time with an offset', '2024-01-02T08:34:05+05:30', '2024-01-02T03:04:05.000Z'],
  ['a time with an offset of hours', '2024-01-01T22:04:05-05', '2024-01-02T03:04:05.000Z'],
  ['a day', '2024-01-02', '2024-01-02T00:00:00.000Z'],
  ['a day in the basic form', '20240102', '2024-01-02T00:00:00.000Z'],
  ['a day in the basic form, as a number', 20240102, '2024-01-02T00:00:00.000Z'],
  ['a day of a year', '2024-002', '2024-01-02T00:00:00.000Z'],
  ['a day of a week', '2024-W01-2', '2024-01-02T00:00:00.000Z'],
  ['a month', '2024-01', '2024-01-01T00:00:00.000Z'],
  ['a year', '2024', '2024-01-01T00:00:00.000Z'],
  ['a year as a number', 2024, '2024-01-01T00:00:00.000Z'],
  ['a Unix time in seconds', 1704164645, '2024-01-02T03:04:05.000Z'],
  ['a Unix time in milliseconds, as text', '1704164645678', '2024-01-02T03:04:05.678Z'],
  ['a Unix time of the first moment of 2000', 946684800000, '2000-01-01T00:00:00.000Z'],
  ['an hour that New York left out', '2024-03-10 02:30:00', '2024-03-10T02:30:00.000Z'],
  ['an hour that New York had twice', '2024-11-03 01:30:00', '2024-11-03T01:30:00.000Z'],
  ['a day that Apia left out', '2011-12-30', '2011-12-30T00:00:00.000Z'],
  ['a time of a day that Apia left out', '2011-12-30 12:00:00', '2011-12-30T12:00:00.000Z'],
  ['a time when Kolkata had another offset', '1943-06-01 12:00:00', '1943-06-01T12:00:00.000Z']
]

const nonTimes = [
  'test 1',
  '2024010203',
  '202401020304',
  199901011230,
  '0000-00-00 00:00:00',
  '2024-02-30',
  '01/02/2024',
  'Jan 2, 2024',
  '12:00',
  '',
  0,
  true,
  null,
  []
]

/** As `expect(…).toBe(…)`, which would take most of the time of the properties below where it holds. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) expect(actual).toBe(expected)
}

/**
 * Declares the tests of what a destination reads as a time, in every time zone. Needs the environment in
 * `zone-environment.ts`.
 *
 * @param toIsoDate the destination's own: returns a time as `toISOString` writes it, or undefined
 */
export function testDates(toIsoDate: (value: unknown) => string | undefined): void {
  inEveryTimeZone(() => {
    it.each(times)('%s is the same time everywhere: %j', (_what, given, right) => {
      expect(toIsoDate(given)).toBe(right)
    })

    it.each(nonTimes)('%j is no time', (given) => {
      expect(toIsoDate(given)).toBeUndefined()
    })

    it('a text of ISO 8601 is read as luxon reads it', () => {
      let read = 0
      fc.assert(
        fc.property(isoTexts, (text) => {
          if (toIsoDate(text) !== undefined) read++
          expectSame(toIsoDate(text), luxonReads(text))
        }),
        { numRuns: CASES }
      )
      expect(read).toBeGreaterThan(CASES / 2)
    })

    it('nothing is read that luxon does not read the same way', () => {
      let read = 0
      fc.assert(
        fc.property(fc.oneof(almostIsoTexts, fc.string({ maxLength: 12 })), (text) => {
          if (OURS_ALONE.test(text) || isMisreadByLuxon(text)) return
          const date = toIsoDate(text)
          if (date === undefined) return
          read++
          expectSame(date, luxonReads(text))
        }),
        { numRuns: CASES }
      )
      expect(read).toBeGreaterThan(CASES / 20)
    })

    it('a Unix time of seconds is read as luxon reads it, as a number and as text, unless it may be a date', () => {
      let refused = 0
      const anySeconds = fc.integer({ min: 100_000_000, max: 9_999_999_999 }).map(String)
      fc.assert(
        fc.property(fc.oneof(anySeconds, digitsOfHours.filter(isNumber)), (digits) => {
          const milliseconds = Number(digits) * 1000
          const isTime = !mayBeDate(digits)
          if (!isTime) refused++
          expectSame(toIsoDate(Number(digits)), isTime ? luxonCounts(milliseconds) : undefined)
          expectSame(toIsoDate(` ${digits}.25 `), isTime ? luxonCounts(milliseconds + 250) : undefined)
        }),
        { numRuns: CASES }
      )
      expect(refused).toBeGreaterThan(CASES / 20)
    })

    it('a Unix time of milliseconds is read as luxon reads it, as a number and as text, unless it may be a date', () => {
      let refused = 0
      const anyMilliseconds = fc.integer({ min: 100_000_000_000, max: 9_999_999_999_999 }).map(String)
      fc.assert(
        fc.property(fc.oneof(anyMilliseconds, digitsOfMinutes.filter(isNumber)), (digits) => {
          const right = mayBeDate(digits) ? undefined : luxonCounts(Number(digits))
          if (right === undefined) refused++
          expectSame(toIsoDate(Number(digits)), right)
          expectSame(toIsoDate(`${digits}.9`), right)
        }),
        { numRuns: CASES }
      )
      expect(refused).toBeGreaterThan(CASES / 20)
    })

    it('any value is a time as toISOString writes it, or none', () => {
      fc.assert(
        fc.property(hostile, (value) => {
          const date = toIsoDate(value)
          if (date !== undefined) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        }),
        { numRuns: CASES }
      )
    })
  })
}
