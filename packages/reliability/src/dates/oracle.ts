import { DateTime } from 'luxon'

/**
 * What luxon reads in a text, as `toISOString` writes it; undefined if it reads nothing, or a year before 0 or after
 * 9999. The text may have blanks around it and a blank in the place of `T`, which luxon alone wouldn't take.
 */
export function luxonReads(text: string): string | undefined {
  const date = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone: 'utc' })
  return date.isValid ? inFourDigits(date) : undefined
}

/** Whether luxon 3.7 is known to be wrong about a text. */
export function isMisreadByLuxon(text: string): boolean {
  return LUXON_FAULTS.some((fault) => fault.test(text.trim()))
}

const LUXON_FAULTS = [
  // 24:00 of the years 0 to 99 becomes the beginning of the day.
  /^00\d\d.*[Tt ]24/,
  // Week 0 of the year 0 becomes today.
  /^0000-?W00/,
  // A fraction that it rounds to a whole second is refused.
  /[.,]9{10}/
]

/**
 * Whether luxon reads a date and time of 1900 to 2100 in the digits of a Unix time, such as `202401020304`: nobody can tell
 * which of the two is meant, so it is no time.
 */
export function mayBeDate(digits: string): boolean {
  const dates = ['yyyyMMddHH', 'yyyyMMddHHmm'].map((form) => DateTime.fromFormat(digits, form, { zone: 'utc' }))
  const year = Number(digits.slice(0, 4))
  return year >= 1900 && year <= 2100 && dates.some((date) => date.isValid)
}

/** How luxon reads a Unix time. */
export function luxonCounts(milliseconds: number): string | undefined {
  return inFourDigits(DateTime.fromMillis(milliseconds, { zone: 'utc' }))
}

function inFourDigits(date: DateTime): string | undefined {
  const { year } = date.toUTC()
  return year >= 0 && year <= 9999 ? date.toJSDate().toISOString() : undefined
}
