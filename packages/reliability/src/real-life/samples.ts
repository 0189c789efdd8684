import type { JSONValue } from '@segment/actions-core'
import fc from 'fast-check'
import { isoTexts } from '../dates/iso-texts'
import { luxonCounts, luxonReads, mayBeDate } from '../dates/oracle'

/** A value as sources send it, and what it means. */
export interface Sample<T = string> {
  given: unknown
  /** Undefined if the value is not of its kind. */
  right: T | undefined
}

/** Blanks as people paste them: those of the keyboard, and the no-break space. */
const blank = fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', '\u00a0')

/** With a blank on one side or on both; or without one. */
function padded(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const padding = fc.option(blank, { nil: '' })
  return fc.tuple(padding, text, padding).map((parts) => parts.join(''))
}

/** In any case: `null`, `Null`, `NULL`. */
function inAnyCase(...texts: string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts.flatMap((text) => [text, text[0].toUpperCase() + text.slice(1), text.toUpperCase()]))
}

/** Values that stand for nobody. If one counted as an ID, everybody who has it would be the same person. */
export const placeholderIds: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(0, -0, -1, true, false, null),
  padded(fc.constantFrom('', '0', '00', '-', '--', '0-0', '-1', '00000000-0000-0000-0000-000000000000')),
  padded(inAnyCase('null', 'undefined', 'anonymous', 'true', 'false'))
)

/** IDs of somebody, each with its text. Some look like a placeholder. */
const properIds: fc.Arbitrary<Sample> = fc.oneof(
  fc
    .tuple(
      blank,
      fc.constantFrom('u1', '42', '-2', '0a', '10', 'nullable', 'anonymous-1', 'peter@example.com', 'truth')
    )
    .chain(([around, id]) =>
      fc.constantFrom(id, id + around, around + id + around).map((given) => ({ given, right: id }))
    ),
  fc.constantFrom(1, 42, 10, 9007199254740991).map((given) => ({ given, right: String(given) })),
  fc.uuid({ version: 4 }).map((given) => ({ given, right: given }))
)

/** Identifiers of users. */
export const ids: fc.Arbitrary<Sample> = fc.oneof(
  placeholderIds.map((given) => ({ given, right: undefined })),
  properIds
)

/** What people and systems write in the place of a time, but isn't one, or has two meanings. */
export const nonTimes: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  '0000-00-00 00:00:00',
  '0000-00-00',
  'test 1',
  '1',
  1,
  0,
  -1,
  '01/02/2024',
  '2/1/24',
  '2.1.2024',
  'January 2, 2024',
  'Tue, 02 Jan 2024 03:04:05 GMT',
  'Tue Jan 02 2024 03:04:05 GMT+0000 (Coordinated Universal Time)',
  '2024-02-30',
  '2023-02-29',
  '2024-13-01',
  '20241301',
  '202401',
  '202401020304',
  2024010203,
  199901011230,
  '03:04:05',
  'today',
  'now',
  'Invalid date',
  'Invalid Date',
  'N/A',
  '[object Object]',
  true,
  false
)

/** What a Unix time means; undefined if its digits may also be a date and time. */
function unixTime(digits: number, milliseconds: number): string | undefined {
  return mayBeDate(String(digits)) ? undefined : luxonCounts(milliseconds)
}

/** Times of every form, and values that aren't one. */
export const times: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 4, arbitrary: padded(isoTexts).map((given) => ({ given, right: luxonReads(given) })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 100_000_000, max: 9_999_999_999 }), fc.boolean())
      .map(([seconds, asText]) => ({
        given: asText ? String(seconds) : seconds,
        right: unixTime(seconds, seconds * 1000)
      }))
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 100_000_000_000, max: 9_999_999_999_999 }), fc.boolean())
      .map(([time, asText]) => ({ given: asText ? String(time) : time, right: unixTime(time, time) }))
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { given: 20240102, right: '2024-01-02T00:00:00.000Z' },
      { given: 2024002, right: '2024-01-02T00:00:00.000Z' },
      { given: 2024, right: '2024-01-01T00:00:00.000Z' }
    )
  },
  { weight: 3, arbitrary: nonTimes.map((given) => ({ given, right: undefined })) }
)

/** Email addresses, most with blanks around them. */
export const emails: fc.Arbitrary<Sample & { given: string; right: string }> = fc
  .tuple(blank, blank, fc.constantFrom('peter@example.com', 'PETER@example.com', 'p.gibbons+1@example.co.uk'))
  .chain(([before, after, email]) =>
    fc
      .constantFrom(email, before + email, email + after, before + email + after)
      .map((given) => ({ given, right: email }))
  )

/** Countries as shops and address books write them, each with its code of ISO 3166. */
export const countries: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { given: 'US', right: 'US' },
  { given: 'us', right: 'US' },
  { given: 'USA', right: 'US' },
  { given: 'United States', right: 'US' },
  { given: 'United States (US)', right: 'US' },
  { given: 'United States of America', right: 'US' },
  { given: 'the United States', right: 'US' },
  { given: 'United Kingdom (UK)', right: 'GB' },
  { given: 'UK', right: 'GB' },
  { given: 'Great Britain', right: 'GB' },
  { given: 'Korea, South', right: 'KR' },
  { given: 'Korea, Republic of', right: 'KR' },
  { given: 'South Korea', right: 'KR' },
  { given: 'Russian Federation', right: 'RU' },
  { given: 'Vietnam', right: 'VN' },
  { given: 'Viet Nam', right: 'VN' },
  { given: 'Czech Republic', right: 'CZ' },
  { given: 'Czechia', right: 'CZ' },
  { given: 'Holland', right: 'NL' },
  { given: 'The Netherlands', right: 'NL' },
  { given: 'Netherlands', right: 'NL' },
  { given: 'germany', right: 'DE' },
  { given: ' Germany ', right: 'DE' },
  { given: 'DEU', right: 'DE' },
  { given: 'Taiwan, Province of China', right: 'TW' },
  { given: 'Egypt', right: 'EG' },
  { given: 'EG', right: 'EG' },
  { given: 'EGY', right: 'EG' },
  { given: 'Kenya', right: 'KE' },
  { given: 'Greenland', right: 'GL' },
  { given: 'North Korea', right: 'KP' },
  { given: 'XX', right: undefined },
  { given: '-', right: undefined },
  { given: 'N/A', right: undefined },
  { given: false, right: undefined },
  { given: 1, right: undefined }
)

/** What sources send in the place of a list of products. */
export const nonLists: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  '[{"product_id":"1"}]',
  '[]',
  '{"product_id":"1"}',
  'P-1,P-2',
  'true',
  true,
  false,
  7,
  []
)

/** What sources send in the place of a product's ID or a search. */
export const nonValues: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  true,
  false,
  'true',
  'false',
  ' true ',
  'True',
  'FALSE',
  '',
  ' ',
  '\u00a0',
  null
)

/** What people send in the place of an object. If a list has one item, the framework may take the list for the item. */
export const nonObjects: JSONValue[] = ['text', '{"a":1}', 7, true, ['a'], ['a', 'b'], [1]]
