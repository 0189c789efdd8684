import fc from 'fast-check'
import prettier from 'prettier'
import { Code, expected, pattern, print } from '../code'

const style = { ...prettier.resolveConfig.sync(__filename), parser: 'typescript' as const }

/** What prettier makes of a text. */
function formatted(text: string): string {
  return prettier.format(text, style)
}

/** Texts that are about as long as a line, with characters that matter for quotes, escapes and widths. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ minLength: 20, maxLength: 130 }),
  fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '\n', 'é', '日', '👟', '\u2028', '\u00a0', '\u0301') }),
  fc.string({ unit: fc.constantFrom('日', 'é', '👟', 'a'), minLength: 30, maxLength: 70 })
)
const key = fc.oneof(
  {
    arbitrary: fc.constantFrom('a', 'type', 'userId', 'context', 'first name', '0', '12', 'x-y', '__proto__'),
    weight: 4
  },
  { arbitrary: fc.string({ minLength: 1, maxLength: 30 }), weight: 1 },
  { arbitrary: fc.string({ unit: fc.constantFrom('é', '日', 'a', '1', ' ', '$'), maxLength: 20 }), weight: 1 },
  { arbitrary: fc.string({ unit: fc.constantFrom('k'), minLength: 100, maxLength: 125 }), weight: 1 }
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      new Code('undefined'),
      new Code('expect.any(String)'),
      new Code(`expect.stringMatching(${pattern('Bearer <masked>')})`),
      new Code(`expect.stringMatching(${pattern(`https://api.example.com/v1/${'a'.repeat(60)}?key=<masked>`)})`)
    ),
    fc.array(fc.integer(), { maxLength: 60 }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries) as unknown)
  )
}))

describe('a printed value', () => {
  it.each<[string, string, number]>([
    ['const value = ', '', 0],
    ['    const event = ', ' as unknown as SegmentEvent', 4],
    ['    expect(bodies).toEqual(', ')', 4],
    ['    await expect(result).rejects.toMatchObject(', ')', 4],
    ['        return ', '', 8]
  ])('is laid out as prettier does it, behind %j', (start, after, indent) => {
    // Functions around the statement indent it as in a copied test.
    const open = Array.from(
      { length: indent / 2 },
      (_, level) => `${' '.repeat(2 * level)}async function run() {\n`
    ).join('')
    const close = Array.from({ length: indent / 2 }, (_, level) => `\n${' '.repeat(2 * level)}}`).reverse()
    fc.assert(
      fc.property(fc.oneof(fc.array(value, { maxLength: 4 }), fc.dictionary(key, value, { maxKeys: 4 })), (json) => {
        const line = start + print(json, { indent, before: start.trimStart(), after }) + after
        const whole = `${open}${line}${close.join('')}\n`
        expect(formatted(whole)).toBe(whole)
      }),
      { numRuns: 300 }
    )
  })

  it('means what it was made of', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const parsed: unknown = JSON.parse(json)
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is what is tested
        expect(new Function(`return ${print(parsed)}`)()).toEqual(parsed)
      })
    )
  })

  it.each([
    ['__proto__', `{ ['__proto__']: 1 }`],
    ['first-name', `{ 'first-name': 1 }`],
    ['$name_1', '{ $name_1: 1 }']
  ])('has the key %s in the form that it needs', (name, printed) => {
    expect(print(JSON.parse(`{"${name}": 1}`))).toBe(printed)
  })
})

describe('a pattern', () => {
  it.each(['<masked>', 'a.b<masked>', '<masked>/x  y\n\r\t', 'é👟\u2028 <masked> [^]', '\u0000\u001f<masked>'])(
    'of %j takes the text with anything in the place of what was masked, but not without it',
    (masked) => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is what is tested
      const expression = new Function(`return ${pattern(masked)}`)() as RegExp
      expect(expression.test(masked.replace('<masked>', 'sec\nret'))).toBe(true)
      expect(expression.test(masked.replace('<masked>', ''))).toBe(false)
    }
  )

  it('stands for masked texts, wherever they are', () => {
    expect(print(expected({ a: ['<masked>', 'Basic <masked>'], b: 'plain' }))).toBe(
      `{ a: [expect.any(String), expect.stringMatching(/^Basic [^]+$/)], b: 'plain' }`
    )
  })
})
