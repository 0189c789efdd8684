const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Seconds or milliseconds since 1970. Other lengths are not Unix times: `20240102` is a date, `2024` a year. */
const UNIX_TIME = /^(?:(?<seconds>\d{9,10})(?:\.(?<fraction>\d+))?|(?<milliseconds>\d{12,13})(?:\.\d+)?)$/

/** The digits of a date with an hour and perhaps a minute, without the `T` that ISO 8601 requires. */
const DATE_WITHOUT_T = /^(?<date>(?:19\d\d|20\d\d|2100)\d{4})(?<time>\d\d(?:\d\d)?)(?:\.\d+)?$/

/** A date. A time of day may follow, and then an offset from UTC. */
const DATE_AND_TIME = /^(?<date>[\dW-]+)(?:[Tt ](?<time>[\d:.,]+)(?<offset>[Zz]|[+-][\d:]+)?)?$/

// A date has dashes in all places or in none. The same is true for the colons of a time.
const COMPLETE_DATES = [
  /^(?<year>\d{4})(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)$/,
  /^(?<year>\d{4})-?(?<dayOfYear>\d{3})$/,
  /^(?<year>\d{4})(?<dash>-?)W(?<week>\d\d)\k<dash>(?<weekday>[1-7])$/
]

/** Forms that mean their first day. They have no time of day. `202401` isn't one: ISO 8601 doesn't allow it. */
const REDUCED_DATES = [/^(?<year>\d{4})(?:-(?<month>\d\d))?$/, /^(?<year>\d{4})-?W(?<week>\d\d)$/]

const TIME =
  /^(?<hour>\d\d)(?:(?<colon>:?)(?<minute>[0-5]\d)(?:\k<colon>(?<second>[0-5]\d))?)?(?:[.,](?<fraction>\d+))?$/

const OFFSET = /^(?:[Zz]|(?<sign>[+-])(?<hour>[01]\d|2[0-3])(?::?(?<minute>[0-5]\d))?)$/

type Parts = Partial<Record<string, string>>

/**
 * Reads a time strictly, and with the same result on every machine. JavaScript's own reader accepts `test 1` as a date,
 * and reads a time without an offset in the machine's time zone.
 *
 * It reads ISO 8601:
 * - dates: calendar, ordinal and week dates, with or without dashes; also a month or a year alone
 * - times of day: after a date and `T`, `t` or a space; the last part can have a fraction
 * - offsets: `Z`, `z`, `±hh`, `±hhmm` or `±hh:mm`; without an offset, the time is in UTC
 *
 * It also reads Unix times: seconds with 9 or 10 digits, milliseconds with 12 or 13. A Unix time is refused if its
 * digits also read as a date and time from 1900 to 2100, such as `202401020304`. As a Unix time it would be in 1976.
 *
 * Leap seconds are refused, because `Date` has none.
 *
 * @param value the time as text or number; spaces around it make no difference
 * @returns what `toISOString()` writes for it, without parts of a millisecond; undefined if it isn't such a time, if
 * the day doesn't exist, or if it is before the year 0 or after 9999 in UTC
 */
export function toIsoDate(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  const date = new Date(fromUnixTime(text) ?? fromIso8601(text))
  const year = date.getUTCFullYear()
  return year >= 0 && year <= 9999 ? date.toISOString() : undefined
}

/** Milliseconds since 1970; undefined if the text isn't a Unix time, or could also be a date and time. */
function fromUnixTime(text: string): number | undefined {
  const parts = match(text, [UNIX_TIME])
  if (!parts || isDateWithoutT(text)) return undefined
  return Number(parts.milliseconds ?? Number(parts.seconds) * SECOND + portion(parts.fraction, SECOND))
}

function isDateWithoutT(text: string): boolean {
  const parts = match(text, [DATE_WITHOUT_T])
  return parts !== undefined && !Number.isNaN(fromIso8601(`${parts.date}T${parts.time}`))
}

/** Milliseconds since 1970; NaN if the text isn't such a date. */
function fromIso8601(text: string): number {
  const { date = '', time, offset = 'Z' } = match(text, [DATE_AND_TIME]) ?? {}
  if (time === undefined) return toDay(match(date, [...COMPLETE_DATES, ...REDUCED_DATES]))
  return toDay(match(date, COMPLETE_DATES)) + toTimeOfDay(match(time, [TIME])) - toOffset(match(offset, [OFFSET]))
}

function match(text: string, forms: RegExp[]): Parts | undefined {
  return forms.map((form) => form.exec(text)).find((found) => found !== null)?.groups
}

/** The first millisecond of a day; NaN if the day doesn't exist. */
function toDay(parts: Parts | undefined): number {
  if (!parts) return NaN
  const { year, month = 1, day = 1, dayOfYear, week, weekday = 1 } = parts
  if (week !== undefined) return toDayOfWeek(Number(year), Number(week), Number(weekday))

  const date = dayOfYear === undefined ? utc(year, month, day) : utc(year, 1, dayOfYear)
  const exists =
    date.getUTCFullYear() === Number(year) && (dayOfYear !== undefined || date.getUTCMonth() + 1 === Number(month))
  return exists ? date.getTime() : NaN
}

/** Week 1 contains 4 January, and so the first Thursday: a week belongs to the year of its Thursday. */
function toDayOfWeek(year: number, week: number, weekday: number): number {
  const fourth = utc(year, 1, 4)
  const firstMonday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY
  const monday = firstMonday + (week - 1) * 7 * DAY
  const exists = week > 0 && new Date(monday + 3 * DAY).getUTCFullYear() === year
  return exists ? monday + (weekday - 1) * DAY : NaN
}

/** Unlike `Date.UTC`, it doesn't turn the years 0 to 99 into 1900 to 1999. */
function utc(year: unknown, month: unknown, day: unknown): Date {
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return date
}

/** Milliseconds since midnight; NaN if the time doesn't exist. 24:00 is the end of the day. */
function toTimeOfDay(parts: Parts | undefined): number {
  if (!parts) return NaN
  const { hour, minute, second, fraction } = parts
  const unit = second ? SECOND : minute ? MINUTE : HOUR
  const time = clock(hour, minute) + Number(second ?? 0) * SECOND + portion(fraction, unit)
  return time <= DAY ? time : NaN
}

/** Milliseconds that a clock with this offset is ahead of UTC; NaN if the offset doesn't exist. */
function toOffset(parts: Parts | undefined): number {
  if (!parts) return NaN
  return clock(parts.hour, parts.minute) * (parts.sign === '-' ? -1 : 1)
}

function clock(hour = '0', minute = '0'): number {
  return Number(hour) * HOUR + Number(minute) * MINUTE
}

/** Whole milliseconds in a fraction of a unit. It uses whole numbers, because `0.57 * 100` is less than 57. */
function portion(digits = '', unit: number): number {
  return Math.floor((Number(digits.slice(0, 9).padEnd(9, '0')) * unit) / 1e9)
}
