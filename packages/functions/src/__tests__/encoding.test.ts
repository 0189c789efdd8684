import fc from 'fast-check'
import * as ours from '../runtime/encoding'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\ud800', '\udc00', '\ufeff') })
)
const bytes = fc.oneof(
  fc.uint8Array(),
  text.map((one) => new TextEncoder().encode(one))
)
const base64 = fc.oneof(
  fc.base64String(),
  fc.string({ unit: fc.constantFrom('A', 'b', '+', '/', '=', ' ', '\n', '-', 'é') })
)

/** The value, or the name of the error. */
function endOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return (error as Error).name
  }
}

describe("the function's own", () => {
  it('TextEncoder encodes as that of Node', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect([...new ours.TextEncoder().encode(one)]).toEqual([...new TextEncoder().encode(one)])
      })
    )
  })

  it('TextEncoder writes whole characters into an array as that of Node', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 12 }), (one, size) => {
        const [mine, nodes] = [new Uint8Array(size), new Uint8Array(size)]
        expect(new ours.TextEncoder().encodeInto(one, mine)).toEqual(new TextEncoder().encodeInto(one, nodes))
        expect([...mine]).toEqual([...nodes])
      })
    )
  })

  it.each([{}, { fatal: true }, { ignoreBOM: true }])('TextDecoder decodes as that of Node: %j', (options) => {
    fc.assert(
      fc.property(bytes, (some) => {
        const decoded = (decoder: { decode: (given: Uint8Array) => string }) => endOf(() => decoder.decode(some))
        expect(decoded(new ours.TextDecoder('utf-8', options))).toEqual(decoded(new TextDecoder('utf-8', options)))
      })
    )
  })

  it('TextDecoder refuses another encoding', () => {
    expect(() => new ours.TextDecoder('latin1')).toThrow('A function can decode UTF-8 only, and this is latin1.')
  })

  it.each([
    ['btoa', text],
    ['atob', base64]
  ] as const)('%s converts as that of Node', (name, given) => {
    fc.assert(
      fc.property(given, (one) => {
        expect(endOf(() => ours[name](one))).toEqual(endOf(() => globalThis[name](one)))
      })
    )
  })
})
