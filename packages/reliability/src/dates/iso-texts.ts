import fc from 'fast-check'
import { isMisreadByLuxon } from './oracle'

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0')
}

/** Mostly numbers that exist, and some just beyond: 0, one too many, all digits. */
function part(from: number, to: number, length: number): fc.Arbitrary<string> {
  const beyond = fc.constantFrom(0, from - 1, to + 1, 10 ** length - 1).filter((number) => number >= 0)
  return fc
    .oneof({ weight: 20, arbitrary: fc.integer({ min: from, max: to }) }, { weight: 1, arbitrary: beyond })
    .map((number) => digits(number, length))
}

const year = fc
  .oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1900, max: 2100 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 9999 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 9999) }
  )
  .map((number) => digits(number, 4))

const dash = fc.constantFrom('-', '')
const month = part(1, 12, 2)
const day = part(1, 31, 2)
const dayOfYear = part(1, 366, 3)
const week = part(1, 53, 2)
const weekday = part(1, 7, 1)

const completeDate = fc.oneof(
  fc.tuple(year, dash, month, day).map(([y, sign, m, d]) => y + sign + m + sign + d),
  fc.tuple(year, dash, dayOfYear).map(([y, sign, d]) => y + sign + d),
  fc.tuple(year, dash, week, weekday).map(([y, sign, w, d]) => `${y}${sign}W${w}${sign}${d}`)
)

const reducedDate = fc.oneof(
  year,
  fc.tuple(year, month).map(([y, m]) => `${y}-${m}`),
  fc.tuple(year, dash, week).map(([y, sign, w]) => `${y}${sign}W${w}`)
)

const fraction = fc
  .tuple(fc.constantFrom('.', ','), fc.stringMatching(/^\d{1,9}$/))
  .map(([sign, figures]) => sign + figures)

const time = fc
  .tuple(
    fc.constantFrom(':', ''),
    part(0, 24, 2),
    fc.option(part(0, 59, 2), { nil: undefined }),
    fc.option(part(0, 59, 2), { nil: undefined }),
    fc.oneof(fc.constant(''), fraction)
  )
  .map(([colon, hour, minute, second, rest]) => {
    if (minute === undefined) return hour
    return second === undefined ? hour + colon + minute : hour + colon + minute + colon + second + rest
  })

const offset = fc.oneof(
  fc.constantFrom('', 'Z', 'z'),
  fc
    .tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.option(fc.tuple(fc.constantFrom(':', ''), fc.integer({ min: 0, max: 59 })), { nil: undefined })
    )
    .map(([sign, hours, rest]) => sign + digits(hours, 2) + (rest ? rest[0] + digits(rest[1], 2) : ''))
)

/** Texts of the forms of ISO 8601 that both sides read, and in some of them a day or a time that does not exist. */
export const isoTexts = fc
  .oneof(
    { weight: 1, arbitrary: fc.oneof(completeDate, reducedDate) },
    {
      weight: 3,
      arbitrary: fc.tuple(completeDate, fc.constantFrom('T', 't', ' '), time, offset).map((parts) => parts.join(''))
    }
  )
  .filter((text) => !isMisreadByLuxon(text))

/** Digits of a calendar date with an hour, as long as Unix times of seconds. Some of the dates do not exist. */
export const digitsOfHours = fc.tuple(year, month, day, part(0, 24, 2)).map((parts) => parts.join(''))

/** The same with a minute, as long as Unix times of milliseconds. */
export const digitsOfMinutes = fc.tuple(digitsOfHours, part(0, 59, 2)).map((parts) => parts.join(''))

/** Texts of these forms with a fault: characters of dates and times that are added, left out or exchanged. */
export const almostIsoTexts = fc
  .tuple(isoTexts, fc.nat(), fc.nat({ max: 2 }), fc.stringMatching(/^[-+:., TWZtz0-9e]{0,2}$/))
  .map(([text, place, removed, added]) => {
    const at = place % (text.length + 1)
    return text.slice(0, at) + added + text.slice(at + removed)
  })
