import fc from 'fast-check'

/** Segment takes no event over 32 KB. */
const LONGEST = 32_000
/** The sandbox takes 1,000 levels. At some thousand, neither Node nor the framework can handle them. */
const DEEPEST = 900

/** Keys that objects have from their prototype, that pollute one, or that a path or a mapping takes for something else. */
const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'toJSON',
  'length',
  '',
  ' ',
  '0',
  'a.b',
  '$.traits',
  '@path',
  '[0]'
)

const key = fc.oneof(fc.string({ maxLength: 8 }), hostileKey)

/** Texts that mean something special to a parser, a URL, a header or a regular expression. */
const trickyText = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e400',
  '0x10',
  'NaN',
  'null',
  'undefined',
  'true',
  'false',
  '[object Object]',
  '{"a":1}',
  '2024-02-30T25:61:00Z',
  '2024-08-09T12:00:00Z',
  '1723204800',
  '1723204800000',
  '+275760-09-13T00:00:00.001Z',
  '\u0000',
  '\r\nX-Injected: yes',
  '\ud800',
  '\udc00\ud800',
  '\u202e\ufeff\u200b',
  '%00%0d%0a',
  '../../etc/passwd',
  '?a=b&org_token=c#d',
  'a@b',
  '@',
  'peter@example.com',
  'PETER@EXAMPLE.COM',
  'speter@example.com.au',
  '37569297',
  'a000',
  '5b3e4f6a-1b2c-4d3e-8f90-0a1b2c3d4e5f'
)

/** Long texts. Some make a careless regular expression backtrack for ever. */
const longText = fc
  .tuple(fc.constantFrom('x', 'a@', '.', ' ', '@', 'a.', '-', '1', 'é', '😀'), fc.constantFrom('', 'a@', '@', ' '))
  .map(([repeated, first]) => first + repeated.repeat(LONGEST / repeated.length) + first)

/** Code points that are halves of a pair, and no characters by themselves. */
const SURROGATES = { from: 0xd800, count: 0x800 }

/**
 * Any character. So is fast-check's unit `binary`, but that lists them all when it is made, which takes a second and
 * 80 MB in each file of tests. The way back lets fast-check build words such as `__proto__` of them.
 */
export const anyCharacter = fc.integer({ min: 0, max: 0x10ffff - SURROGATES.count }).map(
  (index) => String.fromCodePoint(index < SURROGATES.from ? index : index + SURROGATES.count),
  (text) => {
    const [character, ...others] = text as string
    const codePoint = others.length === 0 ? character.codePointAt(0) ?? -1 : -1
    return codePoint < SURROGATES.from ? codePoint : codePoint - SURROGATES.count
  }
)

/** Any text, short. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: trickyText },
  { weight: 3, arbitrary: fc.string({ unit: anyCharacter, maxLength: 20 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.double().map(String) }
)

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e21, 2 ** 53 + 2))

/** As JSON has them: events come to the cloud as JSON. */
const date = fc.date({ noInvalidDate: true }).map((value) => value.toJSON())

const deep = fc.tuple(fc.constantFrom(10, 100, DEEPEST), fc.boolean()).map(([depth, inArrays]) => nest(depth, inArrays))

function nest(depth: number, inArrays: boolean): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < depth; level++) value = inArrays ? [value] : { a: value }
  return value
}

/** Any value of JSON, and `undefined`, `NaN` and `Infinity`. */
export const { hostile } = fc.letrec<{ hostile: unknown }>((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: hostileText },
    { weight: 3, arbitrary: number },
    { weight: 3, arbitrary: fc.constantFrom(null, undefined, true, false) },
    { weight: 1, arbitrary: date },
    { weight: 2, arbitrary: fc.array(tie('hostile'), { maxLength: 4 }) },
    { weight: 3, arbitrary: fc.dictionary(key, tie('hostile'), { maxKeys: 5, noNullPrototype: true }) }
  )
}))

/** As `hostile`, and now and then a value that is huge or deep. */
export const hostileOrHuge = fc.oneof(
  { weight: 60, arbitrary: hostile },
  { weight: 1, arbitrary: longText },
  { weight: 1, arbitrary: deep }
)
