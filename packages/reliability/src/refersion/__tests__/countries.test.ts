import { toAlpha2 } from '@partner-destinations/destination-actions/destinations/refersion/createAffiliate/country'
import { COUNTRIES } from '@partner-destinations/destination-actions/destinations/refersion/createAffiliate/countries'
import fc from 'fast-check'
import worldCountries from 'world-countries'
import { useOutcomes } from '../../real-life/outcome'
import { countries } from '../../real-life/samples'

const CASES = 300

const outcomeOf = useOutcomes()

/** Countries of the samples that Refersion doesn't take. */
const NOT_TAKEN = ['EG', 'KE', 'GL', 'KP']

it('Refersion gets the code of a country on its list, and the affiliate without a country that is not', async () => {
  await fc.assert(
    fc.asyncProperty(countries, async ({ given, right }) => {
      const traits = { name: 'Jane Kim', email: 'jane@example.com', address: { country: given as string } }
      const { bodies, failure } = await outcomeOf('refersion', { type: 'identify', userId: 'u1', traits })

      expect(failure).toBeUndefined()
      expect(bodies.map(({ country }) => country)).toEqual([NOT_TAKEN.includes(String(right)) ? undefined : right])
    }),
    { numRuns: CASES }
  )
})

/** The English names of a country, by a list that is well kept: the short and the official one. */
function namesOf({ name }: typeof worldCountries[number]): string[] {
  return [name.common, name.official].filter((given) => !AMBIGUOUS.includes(given))
}

/** The official name of one of two countries, and as often used for the other. */
const AMBIGUOUS = ['Virgin Islands']

/** How shops, databases and forms write a name. */
const spellings: [string, (name: string, alpha2: string, alpha3: string) => string | undefined][] = [
  ['as it is', (name) => name],
  ['in capitals', (name) => name.toUpperCase()],
  ['in small letters, with blanks around', (name) => ` ${name.toLowerCase()}\u00a0`],
  ['with "the"', (name) => `The ${name}`],
  ['with "&"', (name) => name.replace(/\band\b/g, '&')],
  ['without accents', (name) => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '')],
  ['with its code in brackets', (name, alpha2) => `${name} (${alpha2})`],
  ['with its code in brackets in front', (name, _alpha2, alpha3) => `[${alpha3}] ${name}`],
  ['with its code in front', (name, alpha2) => `${alpha2} - ${name}`],
  ['inverted', (name) => inverted(name, (first, last) => `${last}, ${first}`)],
  ['inverted, in brackets', (name) => inverted(name, (first, last) => `${last} (${first})`)]
]

/** "Republic of" and "Korea", or "South" and "Korea", put together in another way; undefined for one word. */
function inverted(name: string, put: (first: string, last: string) => string): string | undefined {
  const [, first, last] = /^(.+ of(?: the)?) (.+)$/.exec(name) ?? /^(\S+) (.+)$/.exec(name) ?? []
  return first && put(first, last)
}

const taken = worldCountries.filter(({ cca2 }) => cca2 in COUNTRIES)
const others = worldCountries.filter(({ cca2 }) => !(cca2 in COUNTRIES))

it('the list knows all countries that Refersion takes, and their three-letter codes', () => {
  expect(Object.fromEntries(taken.map(({ cca2, cca3 }) => [cca2, cca3]))).toEqual(
    Object.fromEntries(Object.entries(COUNTRIES).map(([alpha2, [alpha3]]) => [alpha2, alpha3]))
  )
})

describe.each(spellings)('a name %s', (_how, spell) => {
  it('is known for each country that Refersion takes', () => {
    const wrong = taken.flatMap((country) =>
      namesOf(country)
        .map((name) => spell(name, country.cca2, country.cca3))
        .filter((name) => name !== undefined && toAlpha2(name) !== country.cca2)
    )
    expect(wrong).toEqual([])
  })

  it('is not known for any other country', () => {
    const wrong = others.flatMap((country) =>
      namesOf(country)
        .map((name) => spell(name, country.cca2, country.cca3))
        .filter((name) => name !== undefined && toAlpha2(name) !== undefined)
    )
    expect(wrong).toEqual([])
  })
})

it('no name in any language is taken for another country', () => {
  const wrong = worldCountries.flatMap(({ cca2, altSpellings, name, translations }) => {
    const native = Object.values(name.native).flatMap(({ common, official }) => [common, official])
    const translated = Object.values(translations).flatMap(({ common, official }) => [common, official])
    return [...altSpellings, ...native, ...translated].filter((given) => ![undefined, cca2].includes(toAlpha2(given)))
  })
  expect(wrong).toEqual([])
})
